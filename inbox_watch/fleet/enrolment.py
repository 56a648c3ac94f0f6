"""Clients to be enrolled, from a list or from a portal: all of them, or with every problem at once nobody.

A portal calls `enrol` with one mapping a client, a file goes through `enrol_file`; neither keeps anything, so that a
dry run is the same call.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from inbox_watch.fleet.clients import Client
from inbox_watch.fleet.entries import FIELDS, Entry, Reader
from inbox_watch.fleet.refusal import EnrolmentRefused
from inbox_watch.fleet.sheet import read_sheet
from inbox_watch.sources.ledger import DateOrder
from inbox_watch.sources.ledger.dates import order_said_by
from inbox_watch.sources.ledger.files import File

_DATES = ("consent_on", "consent_until")
_ORDERS = {DateOrder.DAY_FIRST: "dmy", DateOrder.MONTH_FIRST: "mdy"}


@dataclass(frozen=True, slots=True)
class Terms:
    """What an enrolment is judged by: the day, what an empty field means, and who is enrolled already, by id.

    `withdrawn` are those of them who withdrew their consent, and when.
    `order` is what 07/04/2026 means; without it, another date of the same list that can be read in one way settles it.
    """

    today: date
    defaults: Entry = field(default_factory=dict)
    known: Mapping[str, Client] = field(default_factory=dict)
    withdrawn: Mapping[str, date] = field(default_factory=dict)
    order: DateOrder | None = None


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Who is new, who is enrolled and said otherwise now, who stays the same, and which columns were left alone.

    Whoever withdrew a consent stays `withdrawn` until another one is given, whatever else is said now.
    """

    new: tuple[Client, ...]
    changed: tuple[Client, ...]
    same: tuple[Client, ...]
    left_alone: tuple[str, ...] = ()
    withdrawn: tuple[Client, ...] = ()


def enrol(entries: Iterable[Entry], terms: Terms) -> Enrolment:
    """Return the clients of a portal's entries; raises EnrolmentRefused with all that is wrong, by number from 1.

    An entry maps FIELDS to text; a day may be a `date`, and a command a list of its words. Needed are client, coach,
    consent_by, consent_on, consent_until, consent_scope, user, timezone, one of password_cmd and token_cmd, and a
    provider or host where the address of the user does not tell it; `terms.defaults` may hold any of them.
    """
    return _enrolled([(f"Entry {number}", entry) for number, entry in enumerate(entries, 1)], terms)


def enrol_file(file: File, terms: Terms) -> Enrolment:
    """Return the clients of a list; raises EnrolmentRefused with all that is wrong, by row of the spreadsheet."""
    sheet = read_sheet(file)
    return _enrolled([(f"{file.name}, row {number}", entry) for number, entry in sheet.rows], terms, sheet.left_alone)


def _enrolled(named: Sequence[tuple[str, Entry]], terms: Terms, left_alone: tuple[str, ...] = ()) -> Enrolment:
    order, problems = _order(named, terms)
    found = list[tuple[str, Client]]()
    for place, entry in named:
        reader = Reader(entry, terms.defaults, terms.today, order)
        client = reader.client()
        told = [*_unknown_fields(entry), *reader.problems]
        problems += [f"{place}: {', and '.join(told)}."] if told else []
        found += [(place, client)] if client else []
    problems += [*_twice(found), *_taken(found, terms.known)]
    if not named:
        problems.append("There is nobody to enrol.")
    if problems:
        raise EnrolmentRefused(*problems)
    return _compared([client for _, client in found], terms, left_alone)


def _compared(everybody: Sequence[Client], terms: Terms, left_alone: tuple[str, ...]) -> Enrolment:
    known = terms.known
    gone = tuple(each for each in everybody if each.id in terms.withdrawn and not _consents_anew(each, terms))
    clients = [each for each in everybody if each not in gone]
    return Enrolment(
        new=tuple(client for client in clients if client.id not in known),
        changed=tuple(client for client in clients if client.id in known and known[client.id] != client),
        same=tuple(client for client in clients if known.get(client.id) == client),
        left_alone=left_alone,
        withdrawn=gone,
    )


def _consents_anew(client: Client, terms: Terms) -> bool:
    """Is it another consent than the one that was withdrawn, and not an older one?"""
    before, now = terms.known[client.id].consent, client.consent
    return now.on >= terms.withdrawn[client.id] and (now.by, now.on) != (before.by, before.on)


def _unknown_fields(entry: Entry) -> Iterator[str]:
    for name in entry:
        if name not in FIELDS:
            near = difflib.get_close_matches(name, FIELDS, n=1, cutoff=0.5)
            yield f"there is no field {name!r}" + (f" (did you mean {near[0]}?)" if near else "")


def _order(named: Sequence[tuple[str, Entry]], terms: Terms) -> tuple[DateOrder | None, list[str]]:
    """How days and months are ordered in all of these dates; two orders are a problem."""
    if terms.order:
        return terms.order, []
    said: dict[DateOrder, str] = {}
    for place, entry in named:
        for name in _DATES:
            text = entry.get(name)
            settled = order_said_by(text) if isinstance(text, str) else None
            if settled:
                said.setdefault(settled, place)
    if len(said) < 2:
        return next(iter(said), None), []
    places = " and ".join(f"{place} ({_ORDERS[order]})" for order, place in said.items())
    return None, [f"{places} order day and month differently: write the dates as 2026-05-12."]


def _twice(found: Sequence[tuple[str, Client]]) -> Iterator[str]:
    """One client in two rows, or one mailbox of two clients."""
    ids, mailboxes = dict[str, str](), dict[tuple[str, str], str]()
    for place, client in found:
        first = ids.setdefault(client.id.casefold(), place)
        if first != place:
            yield f"{place}: the client stands in {_short(first)} already; leave one of them out."
        first = mailboxes.setdefault(_mailbox(client), place)
        if first != place and ids[client.id.casefold()] == place:
            yield f"{place}: the mailbox is that of {_short(first)} too; each mailbox has one client and one consent."


def _taken(found: Sequence[tuple[str, Client]], known: Mapping[str, Client]) -> Iterator[str]:
    owners = {_mailbox(client): client.id for client in known.values()}
    folded = {client.casefold(): client for client in known}
    for place, client in found:
        if owners.get(_mailbox(client), client.id) != client.id:
            yield f"{place}: the mailbox is enrolled under another client; remove that one first."
        if folded.get(client.id.casefold(), client.id) != client.id:
            yield f"{place}: the client is enrolled with other capitals; write the id as it was."


def _mailbox(client: Client) -> tuple[str, str]:
    return client.host, client.user.casefold()


def _short(place: str) -> str:
    return place.rpartition(", ")[2].lower()
