"""`evaluate`: how good the judge is, on the held-out part of the corpus or on labelled mail of yours."""

from __future__ import annotations

from pathlib import Path

import click

from inbox_watch.cli.screen import told_in_json
from inbox_watch.errors import UsageError
from inbox_watch.shipped import corpus_path, model_path


@click.command(help="Measure the judge on labelled mail; without DATASET, on the held-out part of the corpus.")
@click.argument("datasets", nargs=-1, type=click.Path(path_type=Path), metavar="[DATASET]...")
@click.option("--model", type=click.Path(path_type=Path), help="Another model file.", metavar="FILE")
@click.option("--picture", type=click.Path(path_type=Path), help="Write the reliability picture (SVG).", metavar="FILE")
@click.option("--card", "card_file", type=click.Path(path_type=Path), help="Write the model card.", metavar="FILE")
@told_in_json
def command(datasets: tuple[Path, ...], model: Path | None, picture: Path | None, card_file: Path | None) -> None:
    """Print the measurement as Markdown; a dataset is JSON Lines with label, and subject or body."""
    from inbox_watch.classify.model import load_model
    from inbox_watch.learn.card import card
    from inbox_watch.learn.corpus import load_corpus, load_sentences
    from inbox_watch.learn.dataset import load_records
    from inbox_watch.learn.evaluate import held_out_answers, judge_records, summary_lines
    from inbox_watch.learn.picture import reliability_picture

    missing = [str(path) for path in datasets if not path.exists()]
    if missing:
        raise UsageError(f"There is no file or folder {', '.join(missing)}; name JSON Lines with labelled mail.")
    judge = load_model(model or model_path())
    measured = {}
    if not datasets or card_file:
        measured["Author groups never trained on (own corpus)"] = held_out_answers(corpus_path(), judge)
    for path in datasets:
        measured[path.stem] = judge_records(load_records(path), judge)
    if picture:
        picture.write_text(reliability_picture(next(iter(measured.values()))), encoding="utf-8")
    if card_file:
        examples, sentences = load_corpus(corpus_path()), load_sentences(corpus_path())
        card_file.write_text(card(judge, examples, len(sentences), measured, model_path().parent), encoding="utf-8")
        return
    for name, answers in measured.items():
        click.echo("\n".join((f"## {name}", "", *summary_lines(answers))))
