"""Who reads at an address: a person by the name their mail shows, without a guess at a gender; else nobody by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inbox_watch.clean import clean_line
from inbox_watch.facts.display_name import is_person
from inbox_watch.facts.names import employer_id, without_desk_words
from inbox_watch.followup.target import deputy, is_desk, letters
from inbox_watch.records import Address, Application, CounterpartKind, Event, FolderRole

_LONGEST_NAME = 60
_MOST_WORDS = 8
# "Petra Lind | Lindhof Labs", "Petra Lind (HR)", "Petra Lind via Codility"
_BEHIND_THE_NAME = re.compile(r"\s(?:[-–—|/@(\[]|via\s).*\Z")
_TURNED = re.compile(r"\A([^\s,]+), ([^\s,]+)\Z")
# A first name or an initial, what may stand between, and a surname.
_FULL_NAME = re.compile(r"\A[^\W\d_a-zß-öø-ÿ][^\s\d]*(?: [^\s\d]+){0,3} [^\W\d_a-zß-öø-ÿ][^\s\d]+\Z")
_DOCTOR = re.compile(r"\A(?:(?:Prof|Dr)\.? )*")


def reader(application: Application, events: tuple[Event, ...], address: str) -> str:
    """Return the name of the person who reads at an address, for letters and alerts; empty for a desk or a firm.

    At a desk, and where no address is known (empty), it is who decides when the user has learned that (SR12), but never
    the company's at its agency (SR24).
    """
    local_part = address.rpartition("@")[0]
    names = (_bare(name) for name in _names(application, events, address))
    greets = greeted(application, events, address)
    people = (name for name in names if _is_no_desk(name) and _is_a_person(_DOCTOR.sub("", name), local_part, greets))
    firm = employer_id(application.employer)
    shown = next((name for name in people if employer_id(name) != firm), "")
    is_nobodys = not address or is_desk(Address("", address))
    return shown or (who_decides(application) if is_nobodys else "") or _greeted_in_full(application, events, address)


def who_decides(application: Application) -> str:
    """The name of who decides, as far as the user may turn to them: an agency is not asked by it."""
    is_known_to_readers = application.kind is not CounterpartKind.OUTSOURCED
    return person_name(application.hiring_manager) if is_known_to_readers else ""


def greeted(application: Application, events: tuple[Event, ...], address: str) -> str:
    """The person whom the last letter to this address greets, if only by a surname; a house ("the people of Lindhof")
    is none."""
    to_it = (each for each in reversed(letters(events)) if address in (one.address for one in each.finding.to))
    name = next((person_name(event.finding.facts.addressed_to) for event in to_it), "")
    is_person_s = name[:1].isupper() and employer_id(name) != employer_id(application.employer)
    return name if is_person_s else ""


def person_name(text: str) -> str:
    """A person's name on one harmless line; so long that a letter keeps its limits, and no longer than names are."""
    words = clean_line(text, _LONGEST_NAME).split()
    return " ".join(words[:_MOST_WORDS]) + ("…" if len(words) > _MOST_WORDS else "")


def _names(application: Application, events: tuple[Event, ...], address: str) -> Iterator[str]:
    """How the address is named: by themselves and last first, then as the application knows it, then by who is away."""
    for event in reversed(events):
        finding = event.finding
        if finding.role is not FolderRole.SENT:
            yield from (each.name for each in (finding.from_, *finding.reply_to) if each.address == address)
    known = (*application.contacts, *application.acquaintances, *filter(None, [deputy(events)]))
    yield from (each.name for each in known if each.address == address)


def _bare(name: str) -> str:
    bare = _BEHIND_THE_NAME.sub("", person_name(name).strip("'\""))
    return _TURNED.sub(r"\2 \1", bare)


def _is_no_desk(name: str) -> bool:
    return without_desk_words(name) == name


def _greeted_in_full(application: Application, events: tuple[Event, ...], address: str) -> str:
    """Whom the letter greets, when it gives more than a surname and not the house ("People of Lindhof Labs")."""
    name, firm = greeted(application, events, address), employer_id(application.employer)
    return name if _FULL_NAME.match(name) and not (firm and firm in employer_id(name)) else ""


def _is_a_person(name: str, local_part: str, greets: str) -> bool:
    """A name whose surname the user's letter greets ("Ms Devine" for Orla Devine) is one, whatever the address."""
    is_greeted = bool(_FULL_NAME.match(name)) and name.split()[-1] == greets
    return is_greeted or is_person(name, local_part)
