"""The weeks: applications sent above the line, answers below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from inbox_watch.report.charts.svg import bar, line, picture, text
from inbox_watch.report.words import counted, short_month

_WIDTH, _TALLEST, _LEFT, _RIGHT = 460, 240, 8, 8
_TOP, _BOTTOM, _NUMBER = 20, 24, 18
_BETWEEN, _MOST = 4, 24  # _MOST: the height of one when there are few


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday on: how many applications went out, how many answers came in."""

    monday: date
    sent: int
    answers: int


def rhythm(weeks: Sequence[Week]) -> Markup:
    """Draw the weeks from the first to the last."""
    scale = _scale(weeks)
    base = _TOP + scale * max(week.sent for week in weeks) + 1
    sent, came = sum(week.sent for week in weeks), sum(week.answers for week in weeks)
    title = f"{sent} sent and {counted(came, 'answer')} in {len(weeks)} weeks"
    height = base + scale * max(week.answers for week in weeks) + _NUMBER + _BOTTOM
    parts = [part for index, week in enumerate(weeks) for part in _drawn(week, index, len(weeks), base, scale)]
    axis = line(_LEFT, base, _WIDTH - _RIGHT, base, "base")
    return picture(_WIDTH, height, title, [*parts, axis, *_months(weeks, height)])


def _scale(weeks: Sequence[Week]) -> float:
    """Return the height of one: both halves share it, so that they can be compared."""
    tallest = max(week.sent for week in weeks) + max(week.answers for week in weeks)
    return min(_MOST, (_TALLEST - _TOP - _BOTTOM - _NUMBER) / max(1, tallest))


def _step(weeks: int) -> float:
    return (_WIDTH - _LEFT - _RIGHT) / weeks


def _drawn(week: Week, index: int, weeks: int, base: float, scale: float) -> Iterator[Markup]:
    x, width = _LEFT + index * _step(weeks) + _BETWEEN / 2, _step(weeks) - _BETWEEN
    said = f"Week of {week.monday.day} {short_month(week.monday)}: {week.sent} sent, {counted(week.answers, 'answer')}"
    if week.sent:
        yield bar(x, base - week.sent * scale - 1, width, week.sent * scale, "in-sent", said)
        yield _number(x + width / 2, base - week.sent * scale - 6, week.sent)
    if week.answers:
        yield bar(x, base + 1, width, week.answers * scale, "in-person", said)
        yield _number(x + width / 2, base + week.answers * scale + 13, week.answers)


def _number(x: float, y: float, number: int) -> Markup:
    """Write a number that is no wider than its week."""
    return text(x, y, str(number), class_="small" if number < 100 else "tiny", anchor="middle")


def _months(weeks: Sequence[Week], height: float) -> Iterator[Markup]:
    """Name each month under its first week."""
    named = 0
    for index, week in enumerate(weeks):
        if week.monday.month != named and (index == 0 or week.monday.day <= 7):
            named = week.monday.month
            yield text(_LEFT + index * _step(len(weeks)) + _BETWEEN / 2, height - 6, short_month(week.monday))
