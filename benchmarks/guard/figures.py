"""Counts of instructions, the committed figures they are held against, and what is too far from them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

FIGURES = Path(__file__).with_name("figures.json")
# One build of Python counts the same each time; two builds of 3.11 differed by 3 % over mail, by 6 % over the models.
MORE = 0.10
# A figure so much too high would guard nothing any more.
LESS = 0.25
_PARTS = {
    "models": "loading the models",
    "first": "reading a mail for the first time",
    "again": "reading a mail again",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """Instructions of each part: the yardstick, loading the models, and both rounds over so many mails."""

    mails: int
    yardstick: int
    models: int
    first: int
    again: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What each part takes in yardsticks: loading the models, and one mail read for the first time and again."""

    mails: int
    models: float
    first: float
    again: float


def figures_of(counts: Counts) -> Figures:
    """Counts of any build of Python as figures that hold for all of them."""
    a_mail = counts.yardstick * counts.mails
    return Figures(
        counts.mails,
        models=round(counts.models / counts.yardstick, 3),
        first=round(counts.first / a_mail, 4),
        again=round(counts.again / a_mail, 4),
    )


def read_figures(path: Path = FIGURES) -> Figures:
    """The committed figures."""
    return Figures(**json.loads(path.read_text("utf-8")))


def write_figures(figures: Figures, path: Path = FIGURES) -> None:
    """Put these figures in the place of the committed ones."""
    path.write_text(json.dumps(asdict(figures), indent=1) + "\n", "utf-8")


def changes(now: Figures, before: Figures) -> dict[str, float]:
    """By how much each part takes more (less: below zero) than before, as a share of what it took."""
    return {part: getattr(now, part) / getattr(before, part) - 1 for part in _PARTS}


def complaints(now: Figures, before: Figures) -> list[str]:
    """One sentence for each part that takes more than is allowed, or so much less that the figure guards nothing."""
    return [
        f"{_PARTS[part].capitalize()} takes {abs(change):.0%} {'more' if change > 0 else 'less'} instructions than "
        "benchmarks/guard/figures.json says. If that is meant: make figures."
        for part, change in changes(now, before).items()
        if not -LESS < change < MORE
    ]
