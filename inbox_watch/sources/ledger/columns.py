"""Which column of a list is what: known by its heading, in seven languages; and which program wrote the list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from inbox_watch.facts.names import fold
from inbox_watch.knowledge import table
from inbox_watch.records import Via
from inbox_watch.sources.ledger.dates import DateOrder
from inbox_watch.sources.ledger.files import DELIMITERS, BadTable, File, all_records, first_records, text_of

NEEDED = ("employer", "applied_on")
# Notes and titles may stand above the headings.
_HEADINGS_WITHIN = 30
_SHOWN_HEADINGS = 4
_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Program:
    """A program whose exports are known by the headings that are only theirs, and what is true of them.

    `short_dates` is the order of its dates with two-digit years; `contact_is_own` that the address in a row is the
    applicant's, as given in the form; `has_ids` that its `id` names a row for good.
    """

    name: str
    headings: frozenset[str]
    short_dates: DateOrder | None = None
    via: Via = Via.MANUAL
    contact_is_own: bool = False
    has_ids: bool = False


PROGRAMS = (
    Program(
        "linkedin",
        frozenset({"application date", "company name", "resume name"}),
        short_dates=DateOrder.MONTH_FIRST,
        via=Via.JOB_BOARD,
        contact_is_own=True,
    ),
    Program("teal", frozenset({"id", "company name", "applied at", "excitement"}), has_ids=True),
)
_ANY = Program("", frozenset())


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table read: its rows under the headings with their numbers in a spreadsheet, and which column is what."""

    name: str
    program: Program
    columns: Mapping[str, int]
    rows: Sequence[tuple[int, Sequence[str]]]


def read_sheet(file: File) -> Sheet:
    """Find the headings and what divides the columns; raises BadTable when a needed column is missing."""
    text = text_of(file)
    top = [(delimiter, first_records(text, delimiter, _HEADINGS_WITHIN)) for delimiter in DELIMITERS]
    candidates = [
        (delimiter, at, columns_of(record)) for delimiter, records in top for at, record in enumerate(records)
    ]
    delimiter, at, columns = max(candidates, key=lambda found: _likeness(found[2]), default=(DELIMITERS[0], 0, {}))
    _check(file.name, columns)
    records = all_records(file.name, text, delimiter)
    below = list(enumerate(records, 1))[at + 1 :]
    rows = [(number, record) for number, record in below if any(cell.strip() for cell in record)]
    return Sheet(file.name, _program_of(records[at]), columns, rows)


def _likeness(columns: Mapping[str, int]) -> tuple[int, int]:
    """How much a record looks like the headings."""
    return sum(field in columns for field in NEEDED), len(columns)


def columns_of(headings: Sequence[str]) -> dict[str, int]:
    """Which column is what; of several for one field the best heading counts, and unknown ones are left alone."""
    known = _known_headings()
    found: dict[str, tuple[int, int]] = {}
    for index, heading in enumerate(headings):
        for field, rank in known.get(folded(heading), {}).items():
            found[field] = min(found.get(field, (rank, index)), (rank, index))
    return {field: index for field, (_, index) in found.items()}


def folded(text: str) -> str:
    """A heading or a status as the tables write it: "statusName" and "Status-Name" are "status name"."""
    return " ".join(_WORD.findall(fold(_CAMEL.sub(" ", text))))


@cache
def _known_headings() -> Mapping[str, Mapping[str, int]]:
    known: dict[str, dict[str, int]] = {}
    for rank, row in enumerate(table("ledger_headings")):
        known.setdefault(row["heading"], {}).setdefault(row["field"], rank)
    return known


def _program_of(headings: Sequence[str]) -> Program:
    have = {folded(heading) for heading in headings}
    return next((program for program in PROGRAMS if program.headings <= have), _ANY)


def _check(name: str, columns: Mapping[str, int]) -> None:
    missing = [field for field in NEEDED if field not in columns]
    if missing:
        wanted = " and none for ".join(f"{field.replace('_', ' ')} ({_examples(field)}, ...)" for field in missing)
        raise BadTable(f"{name} has no column for {wanted}: name one so in its first row.")


def _examples(field: str) -> str:
    named = [row["heading"] for row in table("ledger_headings") if row["field"] == field and row["language"] == "en"]
    return ", ".join(named[:_SHOWN_HEADINGS])
