"""Answers and truths to counts: what was found, how much of what was said is right, and how sure one may be of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from inbox_watch.records import Label

BINS = 10
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of one message, and what is true; `said` is None for an unsure answer."""

    true: Label
    said: Label | None
    best: Label
    probability: float
    source: str
    lang: str
    name: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """A count of a whole, with its Wilson interval (Wilson 1927) at 95 %."""

    count: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share, or None of nothing."""
        return self.count / self.whole if self.whole else None

    def interval(self) -> tuple[float, float]:
        """The lower and the upper end."""
        if not self.whole:
            return 0.0, 1.0
        n, p = self.whole, self.count / self.whole
        middle = (p + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
        half = _Z / (1 + _Z * _Z / n) * sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        """Count, whole and interval."""
        low, high = self.interval()
        return f"{self.count} of {self.whole} ({low:.1%}-{high:.1%})" if self.whole else "0 of 0"


@dataclass(frozen=True, slots=True)
class Row:
    """One label: how many there are, which were found, and how much of what was said is right."""

    name: str
    found: Share
    precision: Share
    f1: float


def rows_by_label(answers: Sequence[Answer]) -> list[Row]:
    """A row for each label that is true or said, the most frequent first; `unsure` misses and is no error."""
    counts = Counter(answer.true for answer in answers)
    labels = sorted({*counts, *(answer.said for answer in answers if answer.said)}, key=lambda label: -counts[label])
    return [_row(label, answers) for label in labels]


def _row(label: Label, answers: Sequence[Answer]) -> Row:
    said = [answer for answer in answers if answer.said is label]
    true = [answer for answer in answers if answer.true is label]
    hits = sum(answer.true is label for answer in said)
    f1 = 2 * hits / (len(said) + len(true)) if said or true else 0.0
    return Row(label.value, Share(hits, len(true)), Share(hits, len(said)), f1)


def macro_f1(answers: Sequence[Answer], least: int = 1) -> float | None:
    """The mean F1 of the labels that at least so many messages have; None when there is none."""
    rows = [row for row in rows_by_label(answers) if row.found.whole >= least]
    return sum(row.f1 for row in rows) / len(rows) if rows else None


def accuracy(answers: Sequence[Answer]) -> Share:
    """How many answers are right, an unsure one being none."""
    return Share(sum(answer.said is answer.true for answer in answers), len(answers))


def answered(answers: Sequence[Answer]) -> Share:
    """How many messages got an answer that is not unsure."""
    return Share(sum(answer.said is not None for answer in answers), len(answers))


def called(answers: Iterable[Answer], true: Label, said: Label) -> int:
    """How often one label was said for another."""
    return sum(answer.true is true and answer.said is said for answer in answers)


def groups(answers: Sequence[Answer], by: str) -> dict[str, list[Answer]]:
    """The answers of each source or language, in order of name."""
    names = sorted({str(getattr(answer, by)) for answer in answers})
    return {name: [answer for answer in answers if getattr(answer, by) == name] for name in names}


def confusion(answers: Sequence[Answer]) -> dict[tuple[str, str], int]:
    """How often each true label got each answer ("unsure" among them)."""
    return dict(Counter((answer.true.value, answer.said.value if answer.said else "unsure") for answer in answers))


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers of one range of probability: how many, how sure they were, how many are right."""

    count: int
    sure: float
    right: float


def reliability(answers: Sequence[Answer]) -> list[Bin]:
    """The best guesses in ten ranges of their probability; empty ranges are left out."""
    bins: list[Bin] = []
    for number in range(BINS):
        its = [answer for answer in answers if min(int(answer.probability * BINS), BINS - 1) == number]
        if its:
            right = sum(answer.best is answer.true for answer in its) / len(its)
            bins.append(Bin(len(its), sum(answer.probability for answer in its) / len(its), right))
    return bins


def calibration_error(answers: Sequence[Answer]) -> float:
    """The expected calibration error (ECE) over ten ranges."""
    if not answers:
        return 0.0
    return sum(each.count * abs(each.sure - each.right) for each in reliability(answers)) / len(answers)


def coverage(answers: Sequence[Answer]) -> list[tuple[float, float]]:
    """How right the answers are when only the surest share of them is given: (share answered, share right)."""
    ordered = sorted(answers, key=lambda answer: -answer.probability)
    points = []
    for percent in (50, 60, 70, 80, 85, 90, 95, 100) if ordered else ():
        few = ordered[: max(1, round(len(ordered) * percent / 100))]
        points.append((percent / 100, sum(answer.best is answer.true for answer in few) / len(few)))
    return points
