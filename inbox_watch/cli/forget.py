"""`forget`: what is known of an application, or everything, is removed for good."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from inbox_watch.cli.application_names import application_named
from inbox_watch.cli.completing import application_ids
from inbox_watch.cli.context import LOCK_NAME, STORE_NAME, Shared, clock, open_state, own_model, state_exists
from inbox_watch.cli.restore import KEPT
from inbox_watch.cli.said import named, told
from inbox_watch.cli.screen import told_in_json
from inbox_watch.config import Settings
from inbox_watch.errors import CannotWrite, UsageError
from inbox_watch.link.removal import all_of
from inbox_watch.memory import gather
from inbox_watch.records import Removal
from inbox_watch.report.words import counted, listed
from inbox_watch.store.backups import PARTS, leftovers
from inbox_watch.store.lock import one_run


@click.command(help="Remove what is known of an application, or with --all everything; your mailbox stays as it is.")
@click.argument("name", metavar="APPLICATION", shell_complete=application_ids, required=False)
@click.option("--all", "everything", is_flag=True, help="Remove the whole state; the configuration stays.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@told_in_json
@click.pass_obj
def command(shared: Shared, name: str | None, everything: bool, yes: bool) -> None:
    """Say what will be removed, ask, and remove it."""
    if (name is None) is not everything:
        raise UsageError("Say which application, such as a17, or --all for everything.")
    settings = shared.settings()
    if not state_exists(settings) and not _files(settings):
        raise UsageError("Nothing is known yet, so there is nothing to forget.")
    with one_run(settings.data / LOCK_NAME, clock()):
        if name is None:
            _forget_everything(shared, settings, yes=yes)
        else:
            _forget_one(name, shared, settings, yes=yes)


def _forget_one(name: str, shared: Shared, settings: Settings, *, yes: bool) -> None:
    now = clock()
    with open_state(settings) as store:
        seen, evidence = named(store, settings, now), gather(store, now)
        application = application_named(name, seen)
        findings = [seen.findings.get(each.sha256, each) for each in evidence.findings]
        removal = all_of(application, seen.ledger, findings, evidence.statements, evidence.unreadable)
        kept_states = _kept_states(settings)
        if not shared.quiet or not yes:
            click.echo(told(application), err=True)
            click.echo(_what(removal, kept_states), err=True)
        _ask(yes=yes)
        _delete(kept_states)  # first: as long as the application is known, a call that was killed can be repeated
        store.forget(removal)
    if not shared.quiet:
        click.echo(f"{name} is forgotten.")
        if own_model(settings).exists():
            click.echo("Your own model was made of what you labelled: `inbox-watch train --mine` makes it anew.")


def _what(removal: Removal, kept_states: list[Path]) -> str:
    """What will be removed, in a sentence, and what will not."""
    parts = [
        counted(len(removal.mail | {str(uid) for uid in removal.unreadable}), "message", "messages"),
        counted(len(removal.statements), "word of yours", "words of yours"),
        *([counted(len(kept_states), "state", "states") + " that `restore` kept"] if kept_states else []),
    ]
    return (
        f"This removes what is known of it: {listed(parts)}, and its alerts. It cannot be undone, and the mail in your "
        "mailbox does not bring it back; new mail about it is read as before. Backups elsewhere keep it."
    )


def _forget_everything(shared: Shared, settings: Settings, *, yes: bool) -> None:
    files = _files(settings)
    if not shared.quiet or not yes:
        click.echo(f"This removes all that was learned and all that you said: {listed([*map(str, files)])}.", err=True)
        click.echo("It cannot be undone. Your mailbox stays as it is; so do backups elsewhere.", err=True)
    _ask(yes=yes)
    _delete(files)
    if not shared.quiet:
        click.echo(
            f"Everything is forgotten. The configuration is still at {shared.config_file}, and with it the next poll, "
            "by hand, `watch` or a schedule, reads the mailbox anew."
        )


def _ask(*, yes: bool) -> None:
    """Raises UsageError where nobody can be asked, and where the answer is no."""
    if yes:
        return
    if not _is_asked():
        raise UsageError("There is no terminal to ask on: add --yes.")
    if not click.confirm("Remove it?", default=False, err=True):
        raise UsageError("Nothing was removed.")


def _is_asked() -> bool:
    return sys.stdin.isatty()


def _files(settings: Settings) -> list[Path]:
    """Every file of the state: the store with its logs, the states `restore` kept, and the model made of own labels."""
    store = [settings.data / f"{STORE_NAME}{part}" for part in PARTS]
    return [path for path in (*store, own_model(settings), *_kept_states(settings)) if path.exists()]


def _kept_states(settings: Settings) -> list[Path]:
    return sorted([*settings.data.glob(f"{KEPT}*"), *leftovers(settings.data / STORE_NAME)])


def _delete(files: list[Path]) -> None:
    for path in files:
        try:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise CannotWrite(f"{path} cannot be removed ({error.strerror}): remove it yourself.") from error
