"""A judge against labelled mail: each record goes the way of every mail, and its answer is held against its label."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from inbox_watch.classify.model import Model
from inbox_watch.classify.verdict import classify
from inbox_watch.learn.dataset import FOLDED, Record, load_records
from inbox_watch.learn.measure import (
    Answer,
    accuracy,
    answered,
    calibration_error,
    called,
    confusion,
    coverage,
    groups,
    macro_f1,
    rows_by_label,
)
from inbox_watch.records import Label

SLOWEST = 5


def judge_records(records: Sequence[Record], model: Model | None) -> list[Answer]:
    """An answer for each record; a label of ours that the source does not know counts as its "other"."""
    known = {
        source: {record.label for record in records if record.source == source}
        for source in {record.source for record in records}
    }
    return [_answer(record, known[record.source], model) for record in records]


def _answer(record: Record, known: set[Label], model: Model | None) -> Answer:
    start = perf_counter()
    verdict = classify(record.message, model)
    seconds = perf_counter() - start
    best = Label.OTHER if verdict.label in FOLDED and verdict.label not in known else verdict.label
    return Answer(
        true=record.label,
        said=None if verdict.unsure else best,
        best=best,
        probability=verdict.probability,
        source=record.source,
        lang=record.lang,
        name=record.name,
        seconds=seconds,
    )


def held_out_answers(folder: Path, model: Model | None) -> list[Answer]:
    """The answers to the messages of the corpus whose author groups the shipped model never saw."""
    return judge_records(load_records(folder, "held_out"), model)


def summary_lines(answers: Sequence[Answer]) -> list[str]:
    """The measurement as Markdown: headline, labels, sources, languages, confusion, calibration, coverage, slowest."""
    return [
        *_headline(answers),
        "",
        *_labels(answers),
        "",
        *_by(answers, "source"),
        *_by(answers, "lang"),
        *_confusion(answers),
        "",
        *_calibration(answers),
        "",
        *_slowest(answers),
    ]


def _headline(answers: Sequence[Answer]) -> list[str]:
    f1 = macro_f1(answers)
    return [
        f"- refusals called receipts: **{called(answers, Label.REJECTION, Label.ACKNOWLEDGEMENT)}**",
        f"- receipts called refusals: **{called(answers, Label.ACKNOWLEDGEMENT, Label.REJECTION)}**",
        f"- messages: {len(answers)}; answered {answered(answers)}; right {accuracy(answers)}",
        f"- macro-F1 over {len(rows_by_label(answers))} labels: {f1:.3f}" if f1 is not None else "- no message",
    ]


def _labels(answers: Sequence[Answer]) -> list[str]:
    return [
        "| label | found (95 % interval) | right of what was said (95 % interval) | F1 |",
        "|---|---|---|---|",
        *(f"| {row.name} | {row.found} | {row.precision} | {row.f1:.3f} |" for row in rows_by_label(answers)),
    ]


def _by(answers: Sequence[Answer], by: str) -> list[str]:
    """A table by source or by language, when there is more than one."""
    its = groups(answers, by)
    if len(its) < 2:
        return []
    title = {"lang": "language"}.get(by, by)
    return [
        f"| {title} | messages | answered | right | macro-F1 |",
        "|---|---|---|---|---|",
        *(
            f"| {name} | {len(some)} | {answered(some)} | {accuracy(some)} | {macro_f1(some) or 0.0:.3f} |"
            for name, some in its.items()
        ),
        "",
    ]


def _confusion(answers: Sequence[Answer]) -> list[str]:
    counts = confusion(answers)
    true = list(dict.fromkeys(name for name, _ in sorted(counts)))
    said = sorted({name for _, name in counts})
    return [
        f"| true \\ said | {' | '.join(said)} |",
        f"|---|{'---|' * len(said)}",
        *(f"| {name} | {' | '.join(str(counts.get((name, other), '')) for other in said)} |" for name in true),
    ]


def _calibration(answers: Sequence[Answer]) -> list[str]:
    points = ", ".join(f"{share:.0%}: {right:.1%}" for share, right in coverage(answers))
    return [
        f"Calibration error (ECE, ten ranges): {calibration_error(answers):.3f}.",
        f"Right when only the surest share is answered: {points}.",
    ]


def _slowest(answers: Sequence[Answer]) -> list[str]:
    slow = sorted(answers, key=lambda answer: -answer.seconds)[:SLOWEST]
    return [f"Slowest: {', '.join(f'{answer.name} {answer.seconds * 1000:.0f} ms' for answer in slow)}."]


def is_worse(candidate: Sequence[Answer], shipped: Sequence[Answer]) -> bool:
    """Does a candidate do worse than what is shipped: fewer right, or more of either costly mistake?"""
    pairs: tuple[Callable[[Sequence[Answer]], float], ...] = (
        lambda its: called(its, Label.REJECTION, Label.ACKNOWLEDGEMENT),
        lambda its: called(its, Label.ACKNOWLEDGEMENT, Label.REJECTION),
        lambda its: -accuracy(its).count,
    )
    return any(count(candidate) > count(shipped) for count in pairs)
