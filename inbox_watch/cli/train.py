"""`train`: make the model anew from the corpus, and with `--mine` from your own labels on top of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inbox_watch.cli.context import Shared, clock, open_state, own_model, state_exists
from inbox_watch.cli.screen import told_in_json
from inbox_watch.errors import InboxWatchError, UsageError
from inbox_watch.shipped import corpus_path, model_path

if TYPE_CHECKING:
    from inbox_watch.learn.corpus import Example

_SECONDS = 1800.0


@click.command(help="Train the model on the corpus; with --mine, on your own labels as well.")
@click.option("--mine", is_flag=True, help="Add the messages you labelled (they are read again, and not kept).")
@click.option("--corpus", type=click.Path(path_type=Path), help="Another corpus folder.", metavar="DIR")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write the model.", metavar="FILE")
@told_in_json
@click.pass_obj
def command(shared: Shared, mine: bool, corpus: Path | None, output: Path | None) -> None:
    """Train, measure against the shipped model on the held-out author groups, and write only what is not worse."""
    from inbox_watch.classify.model import load_model, model_from
    from inbox_watch.learn.corpus import load_corpus, load_sentences
    from inbox_watch.learn.evaluate import held_out_answers, is_worse
    from inbox_watch.learn.export import as_octets, write
    from inbox_watch.learn.generate import generate
    from inbox_watch.learn.measure import accuracy
    from inbox_watch.learn.train import train

    folder = corpus or corpus_path()
    path = output or own_model(shared.settings())
    own = _own_examples(shared) if mine else []
    examples = [example for example in load_corpus(folder) if example.split == "train"]
    sentences = load_sentences(folder)
    mine_count = len({example.family for example in own})
    click.echo(
        f"Training on {len(examples)} messages of the corpus and {mine_count} of yours; this takes some minutes.",
        err=True,
    )
    octets = as_octets(train([*examples, *own], sentences, generate(folder, sentences)))
    candidate = held_out_answers(folder, model_from(octets, path))
    if mine:
        shipped = held_out_answers(folder, load_model(model_path()))
        if is_worse(candidate, shipped):
            raise InboxWatchError(
                f"With your labels the model gets {accuracy(candidate)} of the held-out mail right, the shipped one "
                f"{accuracy(shipped)}: nothing was changed. Label some more, or look at your labels with `explain`."
            )
    write(octets, path)
    click.echo(f"{path}: {accuracy(candidate)} of the held-out mail right.")


def _own_examples(shared: Shared) -> list[Example]:
    """The messages the user labelled; raises UsageError when there are none."""
    from inbox_watch.learn.mine import examples_of
    from inbox_watch.link.corrections import last_labels
    from inbox_watch.reread import find_messages
    from inbox_watch.sources.deadline import Deadline

    settings, deadline = shared.settings(), Deadline(_SECONDS)
    labels, labelled = {}, []
    if state_exists(settings):
        with open_state(settings, read_only=True) as store:
            labels = last_labels(store.statements())
            labelled = [finding for finding in store.findings() if finding.sha256 in labels]
    if not labelled:
        raise UsageError("You have labelled no message yet: `inbox-watch review` or `inbox-watch label` does it.")
    since = min(finding.internaldate for finding in labelled).date() - timedelta(days=1)
    found = {
        sha256: message
        for account in settings.accounts
        for sha256, message in find_messages(
            account,
            [each for each in labelled if any(uid.account == account.name for uid in each.uids)],
            since,
            deadline,
            clock,
        ).items()
    }
    gone = len(labelled) - len(found)
    if gone:
        click.echo(f"{gone} labelled messages are no longer in the mailbox and were left out.", err=True)
    return examples_of(found, labels)
