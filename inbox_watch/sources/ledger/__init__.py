"""People's own lists of applications: LinkedIn's export, Teal, Huntr, and any CSV whose headings can be understood.

All problems are found at once; where there is a problem, nothing is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from inbox_watch.sources.ledger.columns import Sheet, read_sheet
from inbox_watch.sources.ledger.dates import DateOrder, order_said_by
from inbox_watch.sources.ledger.files import BadTable, find_files
from inbox_watch.sources.ledger.rows import Row, is_address, read_row, same_row, was_sent
from inbox_watch.sources.wording import plain

__all__ = ["BadTable", "DateOrder", "Listed", "Row", "is_address", "read_ledger", "same_row"]

MOST_PROBLEMS = 20
_LONGEST_CELL = 300

_Numbered = tuple[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Listed:
    """What lists say: the applications, row by row, and how many rows are only saved or planned."""

    rows: tuple[Row, ...]
    not_sent: int


def read_ledger(paths: Iterable[Path], today: date, timezone: ZoneInfo, order: DateOrder | None = None) -> Listed:
    """Read every list; raises BadTable with the problems of all. Nobody has applied after `today`.

    `order` is what the user says about 07/04/2026; without it a date of the same list that can be read in one way
    alone settles it.
    """
    files = {file.name: file for path in paths for file in find_files(path)}
    rows, problems, not_sent = list[Row](), list[str](), 0
    for sheet in map(read_sheet, files.values()):
        cells = [(number, _cells(sheet, record)) for number, record in sheet.rows]
        sent = [(number, each) for number, each in cells if was_sent(each)]
        not_sent += len(cells) - len(sent)
        good, bad = _read(sheet, sent, today, timezone, order)
        rows += good
        problems += bad
    if problems:
        raise BadTable("\n".join(_told(problems)))
    return Listed(tuple(rows), not_sent)


def _cells(sheet: Sheet, record: Sequence[str]) -> dict[str, str]:
    return {
        field: plain(record[index], _LONGEST_CELL) if index < len(record) else ""
        for field, index in sheet.columns.items()
    }


def _read(
    sheet: Sheet, sent: Sequence[_Numbered], today: date, timezone: ZoneInfo, order: DateOrder | None
) -> tuple[list[Row], list[str]]:
    """The rows of a sheet and its problems, each a sentence."""
    rows, problems = list[Row](), list[str]()
    if order is None:
        order, problems = _settled(sheet, sent)
    for number, cells in sent:
        try:
            rows.append(read_row(cells, sheet.program, today, timezone, order))
        except ValueError as error:
            problems.append(f"{sheet.name}, row {number}: {error}.")
    return rows, problems


def _settled(sheet: Sheet, sent: Sequence[_Numbered]) -> tuple[DateOrder | None, list[str]]:
    """The order of day and month in which the dates of a sheet are written; two orders are a problem."""
    said: dict[DateOrder, tuple[int, str]] = {}
    for number, cells in sent:
        settled = order_said_by(cells["applied_on"], sheet.program.short_dates)
        if settled:
            said.setdefault(settled, (number, cells["applied_on"]))
    if len(said) < 2:
        return next(iter(said), None), []
    (one, first), (other, second) = sorted(said.values())
    problem = f"{sheet.name}, rows {one} and {other}: {first} and {second} order day and month differently"
    return None, [f"{problem}; write the dates as 2026-05-12."]


def _told(problems: Sequence[str]) -> list[str]:
    more = len(problems) - MOST_PROBLEMS
    hidden = [f"And {more} more."] if more > 0 else []
    return [*problems[:MOST_PROBLEMS], *hidden, "Nothing was imported; mend these rows and import the file again."]
