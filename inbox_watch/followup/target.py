"""Whom to ask: the person the user wrote to before the desk, and for an agency's application only the agency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import filterfalse

from inbox_watch.facts.names import desk_words, fold
from inbox_watch.knowledge.senders import is_machine, is_office, is_owner
from inbox_watch.records import (
    AUTORESPONSES,
    Address,
    Application,
    CounterpartKind,
    Event,
    FolderRole,
    SentKind,
)

OFFICE = "the chair or the office named in the advert"
THE_AGENCY = "the agency"
# No telephone number of a mail is kept.
A_NUMBER = "Their number stands in the advert, on their site or below a mail of theirs"
_BY_AGENCY = frozenset({CounterpartKind.OUTSOURCED, CounterpartKind.RECRUITER})
_BETWEEN_WORDS = re.compile(r"[\W_\d]+")
# "Dr.", "Prof.": an initial has one letter before its full stop.
_TITLE = re.compile(r"\b[^\W\d_]{2,}\.")


def target(application: Application, events: tuple[Event, ...]) -> str:
    """The address to write to; a name where only the name of who decides is known, a desk or the employer at last.

    The order: whom the user names, who decides, who was written to, who wrote, any other person who is known, who
    stands in for an absent person, a desk. A receipt, an absence note and other automatic mail is written by nobody.
    """
    known = tuple(_known(application, events))
    decides = _who_decides(application, known)
    if application.write_to or decides:
        return application.write_to or decides
    desk = next(filter(is_desk, known), None)
    if application.kind is CounterpartKind.COMMITTEE:
        return desk.address if desk else OFFICE
    best = who_is_known(application, events) or deputy(events) or desk
    return best.address if best else _nobody(application)


def who_is_known(application: Application, events: tuple[Event, ...]) -> Address | None:
    """The person to ask whose address is known, the best one; None where there are only desks."""
    return next(filterfalse(is_desk, _known(application, events)), None)


def employer_of(application: Application, unknown: str = "Employer not known") -> str:
    """The employer's name; where none is known, words for that and the address that was written to, if there is one."""
    address = application.write_to or next((each.address for each in application.contacts), "")
    return application.employer or (f"{unknown} ({address})" if address else unknown)


def spoken(address: Address) -> str:
    """The name and the address, or the address alone."""
    return f"{address.name} ({address.address})" if address.name else address.address


def is_address(text: str) -> bool:
    """Is it an address, and not the name of a person or an employer?"""
    return "@" in text


def deputy(events: tuple[Event, ...]) -> Address | None:
    """Who stands in for an absent person, as the last absence note says."""
    named = (event.finding.facts.deputy for event in reversed(events))
    return next((address for address in named if address), None)


def is_desk(address: Address) -> bool:
    """Does a function read there and no single person (jobs@, hr@, info@)?"""
    local_part = address.local_part
    is_shared = is_office(local_part) or not desk_words().isdisjoint(_words(local_part))
    return is_machine(local_part) or (is_shared and not is_owner(local_part))


def _known(application: Application, events: tuple[Event, ...]) -> Iterator[Address]:
    """Whom a follow-up may reach, the best first; of an agency's application only the agency."""
    agency = application.agency_contacts if application.kind in _BY_AGENCY else ()
    reachable = {address.address: address for address in application.contacts}
    reachable |= {address: reachable.get(address, Address("", address)) for address in agency}
    order = dict.fromkeys((*_written_to(events), *_who_wrote(events), *reachable))
    return (reachable[each] for each in order if each in reachable and (not agency or each in agency))


def _written_to(events: tuple[Event, ...]) -> Iterator[str]:
    """Whom the letters went to, the last one's readers first: the one before it may have come back."""
    return (address.address for event in reversed(letters(events)) for address in event.finding.to)


def _who_wrote(events: tuple[Event, ...]) -> Iterator[str]:
    """Who wrote by hand, the last one first."""
    return (event.finding.from_.address for event in reversed(events) if _is_by_hand(event))


def _is_by_hand(event: Event) -> bool:
    finding = event.finding
    is_software = finding.automatic or finding.verdict.label in AUTORESPONSES
    return finding.role is not FolderRole.SENT and not is_software


def letters(events: Iterable[Event]) -> list[Event]:
    """The mail of the user that is the application, or the application sent again."""
    return [event for event in events if event.link.sent_kind is SentKind.APPLICATION]


def _who_decides(application: Application, known: tuple[Address, ...]) -> str:
    """The hiring manager: the address that bears the name, else the name; the company's are not for its agency."""
    name = application.hiring_manager
    borne = next((address.address for address in known if name and bears(address, name)), "")
    return borne or ("" if application.kind is CounterpartKind.OUTSOURCED else name)


def bears(address: Address, name: str) -> bool:
    """Is it the address of that person: the same family name, and no other given name or initial ("D. Voss")?"""
    *given, family = _words(_TITLE.sub("", name)) or [""]
    if not family:
        return False
    if given and address.local_part == f"{given[0][0]}{family}":
        return True
    written = next((words for words in map(_words, (address.name, address.local_part)) if family in words), [])
    others = [word for word in written if word != family]
    return bool(written) and (not given or not others or any(_is_short_for(given[0], other) for other in others))


def _is_short_for(one: str, other: str) -> bool:
    """Is it the same given name, or its initial?"""
    return one.startswith(other) or other.startswith(one)


def _nobody(application: Application) -> str:
    return THE_AGENCY if application.kind is CounterpartKind.OUTSOURCED else application.employer


def _words(text: str) -> list[str]:
    """The folded words of a name or a local part, without digits."""
    return [word for word in _BETWEEN_WORDS.split(fold(text)) if word]
