"""One row of a list: an application, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from inbox_watch.knowledge import table
from inbox_watch.records import CounterpartKind, Via
from inbox_watch.sources.ledger.columns import Program, folded
from inbox_watch.sources.ledger.dates import DateOrder, read_date

# Teal has written the status as an object with a name.
_NAME_IN_OBJECT = re.compile(r'"name"\s{0,4}:\s{0,4}"([^"]{1,60})"')


@dataclass(frozen=True, slots=True)
class Row:
    """One application of a list; what the list does not say is empty.

    `posting` is the address of the advert, `row_id` what the program that wrote the list calls the row, `status` what
    the list says in its own words, and `has_ended` whether that is an end.
    """

    employer: str
    role: str
    applied_on: date
    contact: str = ""
    kind: str = ""
    via: str = ""
    posting: str = ""
    row_id: str = ""
    status: str = ""
    has_ended: bool = False

    def values(self) -> dict[str, str]:
        """The row as a statement keeps it; the status is no part of it."""
        said = {
            "employer": self.employer,
            "role": self.role,
            "applied_on": self.applied_on.isoformat(),
            "via": self.via or Via.MANUAL.value,
            "kind": self.kind,
            "contact": self.contact,
        }
        return said | {name: text for name in ("posting", "row_id") if (text := getattr(self, name))}


def same_row(values: Mapping[str, str]) -> tuple[str, ...]:
    """What the statements of one application have in common: employer, role and day."""
    return tuple(values.get(name, "").casefold() for name in ("employer", "role", "applied_on"))


def was_sent(cells: Mapping[str, str]) -> bool:
    """Does the row stand for an application, and not for a job that was only saved or planned?"""
    return _meaning(cells) != "not_sent"


def read_row(
    cells: Mapping[str, str], program: Program, today: date, timezone: ZoneInfo, order: DateOrder | None
) -> Row:
    """Read the cells of a row; raises ValueError with all that is wrong with it."""
    applied_on, problems = _applied_on(cells["applied_on"], today, timezone, order)
    if not cells["employer"]:
        problems.insert(0, "there is no employer")
    if applied_on is None or problems:
        raise ValueError(", and ".join(problems))
    contact = cells.get("contact", "").lower()
    posting, row_id = cells.get("posting", ""), cells.get("row_id", "")
    return Row(
        employer=cells["employer"],
        role=cells.get("role", ""),
        applied_on=applied_on,
        contact=contact if is_address(contact) and not program.contact_is_own else "",
        kind=_one_of(CounterpartKind, cells.get("kind", "")),
        via=_one_of(Via, cells.get("via", "")) or program.via.value,
        posting=posting if posting.startswith(("https://", "http://")) else "",
        row_id=f"{program.name}:{row_id}" if row_id and program.has_ids else "",
        status=_status(cells),
        has_ended=_meaning(cells) == "ended",
    )


def _applied_on(text: str, today: date, timezone: ZoneInfo, order: DateOrder | None) -> tuple[date | None, list[str]]:
    if not text:
        return None, ["there is no date of application"]
    try:
        day = read_date(text, timezone, order)
    except ValueError as error:
        return None, [str(error)]
    return day, [f"{day} lies in the future"] if day > today else []


def _status(cells: Mapping[str, str]) -> str:
    text = cells.get("status", "")
    named = _NAME_IN_OBJECT.search(text)
    return named[1] if named else text


def _meaning(cells: Mapping[str, str]) -> str:
    return _meanings().get(folded(_status(cells)), "")


@cache
def _meanings() -> Mapping[str, str]:
    return {row["word"]: row["meaning"] for row in table("ledger_states")}


def _one_of(known: type[CounterpartKind] | type[Via], text: str) -> str:
    """Our own word for it; other words of other programs say nothing here."""
    word = text.lower().replace(" ", "_").replace("-", "_")
    return word if word in {member.value for member in known} else ""


def is_address(text: str) -> bool:
    """Can mail be sent there?"""
    return re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+", text) is not None
