"""People at an employer whom the user knows from mail of their own, outside of any application; pure.

The lookup goes by the domain of a correspondent alone, as the index of cases does: mail without a trait of the
application shows nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from inbox_watch.facts.names import desk_words, employer_id, fold
from inbox_watch.knowledge import patterns
from inbox_watch.knowledge.senders import is_machine, is_office
from inbox_watch.link.case import Case, is_for_one_application
from inbox_watch.link.evidence import counterparts, domain_id, own_domain
from inbox_watch.mail.origin import registrable_domain
from inbox_watch.records import Address, CounterpartKind, Detail, Finding, FolderRole

_MOST = 3
_WORDS_APART = re.compile(r"[._+-]")


def by_domain(findings: Iterable[Finding]) -> Mapping[str, Sequence[Finding]]:
    """Findings under the domains of whom the user wrote to or who wrote; not under shared domains."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for domain in {own_domain(address) for address in counterparts(finding)} - {""}:
            found[domain].append(finding)
    return found


def acquaintances(case: Case, mail: Mapping[str, Sequence[Finding]], of_applications: Set[str]) -> tuple[Address, ...]:
    """Whom the user says to know there, then whom the mail shows, the latest heard of first; at most three.

    `mail` is that of `by_domain`, `of_applications` the sha256 of mail that belongs to an application and shows nobody.
    """
    met = [
        (finding.internaldate, finding.sha256, address)
        for domain in _own_domains(case)
        for finding, address in _met(domain, mail.get(domain, ()), of_applications)
        if _is_person(address, case)
    ]
    known = dict(case.inside)
    for _, _, address in sorted(met, key=lambda each: each[:2], reverse=True):
        before = known.get(address.address, address)
        if address.address in known or address.address not in case.contacts:
            known[address.address] = before if before.name else address
    return tuple(known.values())[:_MOST]


def _own_domains(case: Case) -> Set[str]:
    """The domains of the employer; at an agency nobody works with whom the user wants to work."""
    if case.kind is CounterpartKind.RECRUITER:
        return frozenset()
    return case.domains - {registrable_domain(address.rpartition("@")[2]) for address in case.agencies}


def _met(domain: str, findings: Sequence[Finding], of_applications: Set[str]) -> Iterator[tuple[Finding, Address]]:
    """Whom the user wrote to in this domain, and who answered a mail of the user's to it."""
    letters = [finding for finding in findings if finding.role is FolderRole.SENT]
    own = {letter.from_.address for letter in letters}
    own_ids = {letter.message_id for letter in letters} - {""}
    for finding in findings:
        if finding.sha256 in of_applications:
            continue
        for address in finding.to if finding.role is FolderRole.SENT else _answering(finding, own_ids):
            if own_domain(address) == domain and address.address not in own:
                yield finding, address


def _answering(finding: Finding, own_ids: Set[str]) -> tuple[Address, ...]:
    """Who answers the user, when no machine does."""
    is_answer = not own_ids.isdisjoint((*finding.in_reply_to, *finding.references))
    by_machine = finding.automatic or finding.delivery is not None or finding.detail is Detail.OUT_OF_OFFICE
    return (finding.from_,) if is_answer and not by_machine else ()


def _is_person(address: Address, case: Case) -> bool:
    """Does the address name neither a machine, an office, a personnel desk, one application nor the firm?"""
    local_part = address.local_part
    words = {fold(word) for word in _WORDS_APART.split(local_part)}
    is_desk = bool(patterns("sent_words", "kind", "desk").search(local_part)) or not desk_words().isdisjoint(words)
    is_firm = employer_id(local_part.replace("-", " ")) in case.names | {domain_id(address)}
    return not (
        is_desk or is_firm or is_machine(local_part) or is_office(local_part) or is_for_one_application(address)
    )
