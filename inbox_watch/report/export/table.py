"""Report to rows: one application a row, dates as dates and codes as in the JSON of the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from inbox_watch.clean import clean_line
from inbox_watch.records import Report, Standing
from inbox_watch.report.lives import last_received
from inbox_watch.report.notes import cautions, note, open_deadline
from inbox_watch.report.order import in_order
from inbox_watch.report.words import Calendar, to_do

Cell = str | int | bool | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, how wide a sheet shows it (in characters), and its cell of an application."""

    heading: str
    width: int
    cell: Callable[[Standing, Calendar], Cell]


def headings() -> tuple[str, ...]:
    """Return the headings of `rows`."""
    return tuple(column.heading for column in COLUMNS)


def rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    """Give one row an application, the most urgent first."""
    calendar = Calendar(report.as_of, ZoneInfo(report.timezone))
    return (tuple(column.cell(standing, calendar) for column in COLUMNS) for standing in in_order(report.standings))


def _next_step(standing: Standing, _: Calendar) -> Cell:
    return to_do(standing.follow_up, standing.application.employer) if standing.follow_up.advised else None


def _last_mail_on(standing: Standing, _: Calendar) -> Cell:
    event = last_received(standing)
    return event.on if event else None


def _sentences(texts: tuple[str, ...], calendar: Calendar) -> str:
    return " ".join(calendar.sentence(text) for text in texts)


COLUMNS = (
    Column("id", 7, lambda standing, _: clean_line(standing.application.id)),
    Column("employer", 32, lambda standing, _: clean_line(standing.application.employer)),
    Column("role", 36, lambda standing, _: clean_line(standing.application.role)),
    Column("applied_on", 12, lambda standing, _: standing.application.applied_on),
    Column("via", 11, lambda standing, _: standing.application.via.value),
    Column("counterpart", 13, lambda standing, _: standing.application.kind.value),
    Column("state", 15, lambda standing, _: standing.state.value),
    Column("silent", 8, lambda standing, _: standing.silent),
    Column("silent_days", 12, lambda standing, _: standing.silent_days),
    Column("acknowledged_on", 17, lambda standing, _: standing.acknowledged_on),
    Column("last_mail_on", 13, _last_mail_on),
    Column("step", 12, lambda standing, _: standing.step.value),
    Column("clock_start", 12, lambda standing, _: standing.clock_start),
    Column("due_on", 12, lambda standing, _: standing.follow_up.due_on),
    Column("advised", 9, lambda standing, _: standing.follow_up.advised),
    Column("channel", 13, lambda standing, _: standing.follow_up.channel.value),
    Column("target", 32, lambda standing, _: clean_line(standing.follow_up.target)),
    Column("followed_up_on", 16, lambda standing, _: standing.follow_up.used_on),
    Column("deadline", 12, lambda standing, calendar: open_deadline(standing, calendar.today)),
    Column("next_step", 40, _next_step),
    Column("note", 60, note),
    Column("reasons", 60, lambda standing, calendar: _sentences(standing.follow_up.reasons, calendar)),
    Column("warnings", 40, lambda standing, calendar: _sentences(standing.follow_up.warnings, calendar)),
    Column("cautions", 40, lambda standing, calendar: " ".join(cautions(standing, calendar))),
)
