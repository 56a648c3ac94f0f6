"""A list of clients as CSV: its columns known by their headings in seven languages, its rows as entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from inbox_watch.fleet.entries import FIELDS, Entry
from inbox_watch.fleet.refusal import EnrolmentRefused
from inbox_watch.knowledge import table
from inbox_watch.sources.ledger import BadTable
from inbox_watch.sources.ledger.columns import folded
from inbox_watch.sources.ledger.files import DELIMITERS, File, all_records, first_records, text_of
from inbox_watch.sources.wording import plain

# What the table of headings calls a column of passwords.
_NEVER_READ = "secret"
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ClientSheet:
    """The rows of a list with their numbers in a spreadsheet; `left_alone` are the headings that mean nothing here."""

    rows: tuple[tuple[int, Entry], ...]
    left_alone: tuple[str, ...]


def read_sheet(file: File) -> ClientSheet:
    """Read a list, which may begin with a byte order mark; raises EnrolmentRefused.

    No cell of a column without a meaning is kept, and a list with a column of passwords is not read at all.
    """
    try:
        text = text_of(file)
        delimiter = max(DELIMITERS, key=lambda each: len(_meanings(_top(text, each))))
        records = all_records(file.name, text, delimiter)
    except BadTable as error:
        raise EnrolmentRefused(str(error)) from error
    headings = records[0] if records else []
    columns = _columns(file.name, headings)
    return ClientSheet(tuple(_rows(records, columns)), _left_alone(headings, columns))


def _top(text: str, delimiter: str) -> Sequence[str]:
    return next(iter(first_records(text, delimiter, 1)), [])


def _meanings(headings: Sequence[str]) -> Mapping[int, str]:
    known = {index: _known_headings().get(folded(heading), "") for index, heading in enumerate(headings)}
    return {index: field for index, field in known.items() if field}


def _columns(name: str, headings: Sequence[str]) -> Mapping[str, int]:
    """Which field is in which column; raises EnrolmentRefused at a column of secrets, and where there is no list."""
    meanings = _meanings(headings)
    if _NEVER_READ in meanings.values():
        raise EnrolmentRefused(
            f"{name} has a column that holds secrets: take it out, change these secrets, and name the command that "
            "prints one (password_cmd or token_cmd)."
        )
    if "client" not in meanings.values():
        raise EnrolmentRefused(f"{name} has no column client in its first row; known are {', '.join(FIELDS)}.")
    return {field: index for index, field in reversed(list(meanings.items()))}


def _rows(records: Sequence[Sequence[str]], columns: Mapping[str, int]) -> Iterator[tuple[int, Entry]]:
    for number, record in enumerate(records[1:], 2):
        if any(cell.strip() for cell in record):
            yield number, {field: _cell(record, index) for field, index in columns.items()}


def _cell(record: Sequence[str], index: int) -> str:
    return record[index].strip() if index < len(record) else ""


def _left_alone(headings: Sequence[str], columns: Mapping[str, int]) -> tuple[str, ...]:
    used = set(columns.values())
    return tuple(plain(heading, _SHOWN) for index, heading in enumerate(headings) if index not in used and heading)


@cache
def _known_headings() -> Mapping[str, str]:
    ours = {folded(field): field for field in FIELDS}
    return {row["heading"]: row["field"] for row in table("enrolment_headings")} | ours
