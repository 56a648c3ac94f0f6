"""What may tie a mail to a case, as short texts: what a case has, and what a mail asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import chain

from inbox_watch.facts.names import employer_id
from inbox_watch.link.case import SHORTEST_FORM, Case
from inbox_watch.link.evidence import counterparts, domain_id, own_domain
from inbox_watch.records import Finding, FolderRole


def names(case: Case) -> Iterator[tuple[str, Set[str]]]:
    """The names of the employer, and those that may be shortened, by kind."""
    yield "name", case.names | case.hinted
    yield "part", case.names


def marks(case: Case) -> Iterator[tuple[str, Set[str]]]:
    """What a case has learned from its mail, by kind: ids, thread numbers, addresses, domains, job numbers."""
    yield "message", case.message_ids | case.own_message_ids
    yield "conversation", case.conversations
    yield "address", case.addresses | case.own_addresses
    yield "domain", case.domains
    yield "number", case.job_ids


def traits(kind: str, values: Iterable[str]) -> Iterator[str]:
    """Traits as texts; a name has as many as it may be shortened to."""
    if kind == "part":
        values = (part for key in values for part in _parts(key))
    return (f"{kind} {value}" for value in values)


def names_of(case: Case) -> Iterator[str]:
    """The traits of the names of the employer, and of what they may be shortened to."""
    return chain.from_iterable(traits(kind, values) for kind, values in names(case))


def marks_of(case: Case) -> Iterator[str]:
    """The traits of what a case has learned from its mail."""
    return chain.from_iterable(traits(kind, values) for kind, values in marks(case))


def calls_for(keys: Iterable[str]) -> Iterator[str]:
    """What asks for the cases with one of the names (keys of employers) or a short or long form of it."""
    for key in keys:
        yield name(key)
        yield f"part {key}"
        yield from map(name, _parts(key))


def traces_of(finding: Finding) -> Iterator[str]:
    """What a mail asks for: the traits of every case that any evidence could name."""
    yield from thread_of(finding)
    for each in counterparts(finding):
        yield address(each.address)
        yield domain(own_domain(each))
        if finding.role is FolderRole.SENT and domain_id(each):
            yield name(domain_id(each))
    yield from (f"number {number}" for number in finding.facts.job_ids)
    for key in {employer_id(candidate.name) for candidate in finding.facts.employers}:
        # without a role no short form counts
        yield from calls_for([key]) if finding.facts.role else (name(key),)


def thread_of(finding: Finding) -> Iterator[str]:
    """What a mail answers or reports of."""
    yield from map(message, (*finding.in_reply_to, *finding.references))
    if finding.conversation:
        yield f"conversation {finding.conversation}"
    if finding.delivery:
        yield message(finding.delivery.returned_message_id or "")
        yield from map(address, finding.delivery.recipients)


def message(id_: str) -> str:
    """The trait of a Message-ID."""
    return f"message {id_}"


def address(text: str) -> str:
    """The trait of an address."""
    return f"address {text}"


def domain(registrable: str) -> str:
    """The trait of a registrable domain."""
    return f"domain {registrable}"


def name(key: str) -> str:
    """The trait of an employer's key, run together."""
    return f"name {key}"


def _parts(key: str) -> Iterator[str]:
    """What a name may be shortened to: its beginnings and ends."""
    for length in range(SHORTEST_FORM, len(key)):
        yield key[:length]
        yield key[-length:]
