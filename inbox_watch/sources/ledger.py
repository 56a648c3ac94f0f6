"""Applications from a table (CSV): columns found by their headings, dates read only where they mean one day.

All problems of a file are found at once; a file with a problem gives nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inbox_watch.errors import InboxWatchError, UsageError
from inbox_watch.records import CounterpartKind, Via
from inbox_watch.sources.wording import plain

LARGEST_TABLE = 16 * 1024 * 1024
_DELIMITERS = ";,\t"
# Headings in lower case, their signs turned into blanks.
_ALIASES: Mapping[str, str] = {
    "employer": "employer, company, firma, company name, organisation, organization, firmenname, unternehmen, "
    "arbeitgeber",
    "role": "role, title, job title, position, job, stelle, stellenbezeichnung, berufsbezeichnung",
    "applied_on": "applied on, date applied, date, datum, applied, applied at, application date, beworben am, "
    "bewerbungsdatum, bewerbung am",
    "contact": "contact, email, e mail, mail, contact email, kontakt, ansprechpartner, e mail adresse",
    "kind": "kind, type, art",
    "via": "via, source, channel, quelle, weg",
}
_FIELD_OF = {alias: field for field, aliases in _ALIASES.items() for alias in aliases.split(", ")}
_NEEDED = ("employer", "applied_on")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_WORDED = re.compile(
    r"(\d{1,2})\.?\s+\b([^\W\d]{3,12})\b\.?,?\s+(\d{4})|\b([^\W\d]{3,12})\b\.?\s+(\d{1,2}),?\s+(\d{4})"
)
_MONTHS = ("jan", "feb", "mar mär mrz", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez")


@dataclass(frozen=True, slots=True)
class Row:
    """One application of a table; what the table does not say is empty."""

    employer: str
    role: str
    applied_on: date
    contact: str = ""
    kind: str = ""
    via: str = ""


class BadTable(InboxWatchError):
    """The table has rows that cannot be taken; each is a line of the message."""

    exit_code = UsageError.exit_code


def read_ledger(path: Path, today: date) -> tuple[Row, ...]:
    """Read every row; raises BadTable with all problems. Nobody has applied after `today`."""
    table = _table(_text(path))
    columns = _columns(path, table[0][1] if table else [])
    rows, problems = list[Row](), list[str]()
    for number, cells in table[1:]:
        try:
            rows.append(_row({field: _cell(cells, index) for field, index in columns.items()}, today))
        except ValueError as error:
            problems.append(f"{path}, row {number}: {error}.")
    if problems:
        raise BadTable("\n".join([*problems, "Nothing was imported; mend these rows and import the file again."]))
    return tuple(rows)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_TABLE:
            raise BadTable(f"{path} is larger than {LARGEST_TABLE >> 20} MB, which no table of applications is.")
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise BadTable(f"{path} cannot be read ({error.strerror}): check the path.") from error
    except UnicodeDecodeError as error:
        raise BadTable(f"{path} is not UTF-8: save it as CSV UTF-8 and import it again.") from error


def _table(text: str) -> list[tuple[int, list[str]]]:
    """The rows that hold something, each with the number of the line on which it ends."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        return [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise BadTable(f"Row {reader.line_num} is not CSV ({error}): mend it and import again.") from error


def _delimiter(text: str) -> str:
    """The one that divides the heading into most columns."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=heading.count)


def _columns(path: Path, headings: Sequence[str]) -> dict[str, int]:
    """Which column is what; of two that mean the same the first counts, and unknown ones are left alone."""
    found: dict[str, int] = {}
    for index, heading in enumerate(headings):
        field = _FIELD_OF.get(" ".join(re.split(r"[\W_]+", heading.strip().lower())).strip())
        if field:
            found.setdefault(field, index)
    missing = [field for field in _NEEDED if field not in found]
    if missing:
        names = " and none for ".join(f"{field.replace('_', ' ')} ({_ALIASES[field]})" for field in missing)
        raise BadTable(f"{path} has no column for {names}: name one so in its first row.")
    return found


def _cell(cells: Sequence[str], index: int) -> str:
    return plain(cells[index], 300) if index < len(cells) else ""


def _row(cells: Mapping[str, str], today: date) -> Row:
    """Raises ValueError with what is wrong with the row."""
    if not cells["employer"]:
        raise ValueError("there is no employer")
    contact = cells.get("contact", "").lower()
    return Row(
        employer=cells["employer"],
        role=cells.get("role", ""),
        applied_on=_past(read_date(cells["applied_on"]), today),
        contact=contact if is_address(contact) else "",
        kind=_one_of(CounterpartKind, cells.get("kind", "")),
        via=_one_of(Via, cells.get("via", "")),
    )


def _one_of(known: type[CounterpartKind] | type[Via], text: str) -> str:
    """Our own word for it; other words of other programs say nothing here."""
    word = text.lower().replace(" ", "_").replace("-", "_")
    return word if word in {member.value for member in known} else ""


def is_address(text: str) -> bool:
    """Can mail be sent there?"""
    return re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+", text) is not None


def _past(day: date, today: date) -> date:
    if day > today:
        raise ValueError(f"{day} lies in the future")
    return day


def read_date(text: str) -> date:
    """Read a date that means one day; raises ValueError with the mend where it may mean two, or none."""
    for pattern, order in ((_ISO, (1, 2, 3)), (_DOTTED, (3, 2, 1))):
        match = pattern.fullmatch(text)
        if match:
            return _date(text, *(int(match[group]) for group in order))
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        return _unambiguous(text, int(slashed[1]), int(slashed[2]), int(slashed[3]))
    worded = _WORDED.fullmatch(text)
    if worded:
        day, name, year = worded[1] or worded[5], worded[2] or worded[4], worded[3] or worded[6]
        return _date(text, int(year), _month(name, text), int(day))
    raise ValueError(f"the date {text or '(empty)'} cannot be read: write it as 2026-05-12")


def _unambiguous(text: str, first: int, second: int, year: int) -> date:
    """07/04/2026 is 7 April in Europe and July 4 in America; 23/04/2026 is one day."""
    if first <= 12 and second <= 12 and first != second:
        one, other = _date(text, year, second, first), _date(text, year, first, second)
        raise ValueError(f"the date {text} may mean {one} or {other}: write it as one of these")
    day, month = (second, first) if second > 12 else (first, second)
    return _date(text, year, month, day)


def _month(name: str, text: str) -> int:
    start = name.lower()[:3]
    for number, names in enumerate(_MONTHS, 1):
        if start in names.split():
            return number
    raise ValueError(f"the date {text} names no month that is known: write it as 2026-05-12")


def _date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"the date {text} is on no calendar") from None
