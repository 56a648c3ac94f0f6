"""What may tie a mail to a case, as short texts: what a case has, and what a mail asks for."""

from __future__ import annotations

from collections.abc import Iterator

from inbox_watch.facts.names import employer_id
from inbox_watch.link.case import Case
from inbox_watch.link.content import SHORTEST_FORM
from inbox_watch.link.evidence import counterparts, domain_id, own_domain
from inbox_watch.records import Finding, FolderRole


def names_of(case: Case) -> Iterator[str]:
    """The names of the employer, and what they may be shortened to."""
    yield from map(name, case.names | case.hinted)
    yield from (f"part {part}" for each in case.names for part in _parts(each))


def marks_of(case: Case) -> Iterator[str]:
    """What a case has learned from its mail: ids, thread numbers, addresses, domains, job numbers."""
    yield from map(message, case.message_ids | case.own_message_ids)
    yield from (f"conversation {number}" for number in case.conversations)
    yield from map(address, case.addresses | case.own_addresses)
    yield from (f"domain {domain}" for domain in case.domains)
    yield from (f"number {number}" for number in case.job_ids)


def traces_of(finding: Finding) -> Iterator[str]:
    """What a mail asks for: the traits of every case that any evidence could name."""
    yield from thread_of(finding)
    for each in counterparts(finding):
        yield address(each.address)
        yield f"domain {own_domain(each)}"
        if finding.role is FolderRole.SENT and domain_id(each):
            yield name(domain_id(each))
    yield from (f"number {number}" for number in finding.facts.job_ids)
    for key in {employer_id(candidate.name) for candidate in finding.facts.employers}:
        yield name(key)
        if finding.facts.role:  # without one no short form counts
            yield f"part {key}"
            yield from map(name, _parts(key))


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


def name(key: str) -> str:
    """The trait of an employer's key, run together."""
    return f"name {key}"


def _parts(key: str) -> Iterator[str]:
    """What a name may be shortened to: its beginnings and ends."""
    for length in range(SHORTEST_FORM, len(key)):
        yield key[:length]
        yield key[-length:]
