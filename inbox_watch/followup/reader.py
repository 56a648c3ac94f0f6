"""Whom a letter greets: a person by the name their mail shows, without a guess at a gender; else nobody by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inbox_watch.clean import clean_line
from inbox_watch.facts.display_name import is_person
from inbox_watch.facts.names import employer_id, without_desk_words
from inbox_watch.followup.target import is_desk
from inbox_watch.records import Address, Event, FolderRole, SentKind, Standing

_LONGEST_NAME = 60
# "Petra Lind | Lindhof Labs", "Petra Lind (HR)", "Petra Lind via Codility"
_BEHIND_THE_NAME = re.compile(r"\s(?:[-–—|/@(\[]|via\s).*\Z")
_TURNED = re.compile(r"\A([^\s,]+), ([^\s,]+)\Z")
# A first name or an initial, what may stand between, and a surname.
_FULL_NAME = re.compile(r"\A[^\W\d_a-zß-öø-ÿ][^\s\d]*(?: [^\s\d]+){0,3} [^\W\d_a-zß-öø-ÿ][^\s\d]+\Z")
_DOCTOR = re.compile(r"\A(?:(?:Prof|Dr)\.? )*")


def reader(standing: Standing, address: str) -> str:
    """Return the name of the person behind an address of theirs, or empty: a desk and a firm have none.

    A letter to a desk greets who decides, when the user has learned that (SR12).
    """
    local_part = address.rpartition("@")[0]
    names = (_bare(name) for name in _names(standing, address))
    people = (name for name in names if _is_no_desk(name) and is_person(_DOCTOR.sub("", name), local_part))
    firm = employer_id(standing.application.employer)
    shown = next((name for name in people if employer_id(name) != firm), "")
    is_nobodys = not address or is_desk(Address("", address))
    decider = clean_line(standing.application.hiring_manager, _LONGEST_NAME) if is_nobodys else ""
    return shown or decider or _addressed_by_the_user(standing, address)


def _names(standing: Standing, address: str) -> Iterator[str]:
    """How the address is named: by themselves and last first, then as the application knows it."""
    for event in reversed(standing.events):
        finding = event.finding
        if finding.role is not FolderRole.SENT:
            yield from (each.name for each in (finding.from_, *finding.reply_to) if each.address == address)
    yield from (each.name for each in standing.application.contacts if each.address == address)


def _bare(name: str) -> str:
    bare = _BEHIND_THE_NAME.sub("", clean_line(name, _LONGEST_NAME).strip("'\""))
    return _TURNED.sub(r"\2 \1", bare)


def _is_no_desk(name: str) -> bool:
    return without_desk_words(name) == name


def _addressed_by_the_user(standing: Standing, address: str) -> str:
    """Whom the application's letter to this address greets, when it gives more than a surname ("the people of X" is
    nobody)."""
    letters = (event for event in reversed(standing.events) if _is_letter_to(event, address))
    names = (clean_line(event.finding.facts.addressed_to, _LONGEST_NAME) for event in letters)
    firm = employer_id(standing.application.employer)
    people = (name for name in names if _FULL_NAME.match(name) and not (firm and firm in employer_id(name)))
    return next(people, "")


def _is_letter_to(event: Event, address: str) -> bool:
    is_letter = event.link.sent_kind is SentKind.APPLICATION
    return is_letter and any(each.address == address for each in event.finding.to)
