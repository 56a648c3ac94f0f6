"""A cohort to text for a terminal or a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from inbox_watch.fleet.cohort import CoachRow, Cohort, Curve
from inbox_watch.fleet.cohort_page import headline, idle, lead, waits
from inbox_watch.report.figures import ENOUGH
from inbox_watch.report.grid import Column, table, wrapped
from inbox_watch.report.words import days, long_day

_HEADINGS = ("Client", "Due", "Silent", "Sent", "Followed up", "Answered", "Last activity", "Not read", "Due at")
_COLUMNS = (*(Column() for _ in _HEADINGS[:-1]), Column(share=1))
# The curve is said on these days: a week, two, a month, two and three.
_DAYS = (7, 14, 30, 60, 90)


def to_text(cohort: Cohort, *, width: int | None) -> str:
    """Return the rows and the curve in lines; without a width none is wrapped."""
    top = (f"{cohort.name}, {long_day(cohort.as_of)}", headline(cohort), *lead(cohort))
    below = (*waits(cohort.curve), *_shares(cohort.curve))
    rows = [_HEADINGS, *map(_cells, cohort.rows)] if cohort.rows else []
    columns = _COLUMNS if any(row.employers for row in cohort.rows) else _COLUMNS[:-1]
    grid = table([row[: len(columns)] for row in rows], columns, width)
    return "\n".join(each for each in (_lines(top, width), grid, _lines(below, width)) if each)


def _cells(row: CoachRow) -> tuple[str, ...]:
    numbers = (row.due, row.silent, row.applications, row.follow_ups_used, row.answers)
    unread = days(row.blind_days) if row.blind_days else "-"
    return (row.client, *map(str, numbers), idle(row), unread, ", ".join(row.employers))


def _shares(curve: Curve | None) -> Iterator[str]:
    """What share had an answer by some days, with the band."""
    if curve is None or curve.answers < ENOUGH:
        return
    points = curve.points()
    for day in _DAYS:
        if day <= curve.last:
            point = [each for each in points if each.day <= day][-1]
            band = f"{round(100 * point.low)} to {round(100 * point.high)} %"
            yield f"By day {day}: {round(100 * point.share)} % ({band})."


def _lines(sentences: tuple[str, ...], width: int | None) -> str:
    lines = [line for each in sentences for line in (wrapped(each, width) if width else [each])]
    return "".join(f"{line}\n" for line in lines)
