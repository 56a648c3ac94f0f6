"""What ties a mail to a case without a look at what it says: thread, keys, correspondents; and who may vouch for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from inbox_watch.facts.names import RoleFit, employer_id, role_fit
from inbox_watch.knowledge.senders import is_free_mail, platform_of
from inbox_watch.link.case import Case
from inbox_watch.link.corrections import JUDGED_BY_USER
from inbox_watch.link.match import Match
from inbox_watch.mail.origin import registrable_domain
from inbox_watch.records import Address, Finding, FolderRole, LinkReason, Origin

# Receipts queue on the way: an answer may be up to an hour older than the receipt that founds the application.
QUEUE = timedelta(hours=1)
_PLATFORMS_THAT_VOUCH = frozenset({"ats", "job_board", "scheduler", "assessment", "background_check", "agency"})


def in_reach(finding: Finding, cases: Sequence[Case], reach: timedelta) -> list[Case]:
    """The cases that ran when the mail came: a reply is never older than the application, or two years late."""
    when = finding.internaldate
    return [case for case in cases if case.applied_at - QUEUE <= when <= case.applied_at + reach]


def by_thread(finding: Finding, cases: Sequence[Case]) -> Match | None:
    """RFC 5322 section 3.6.4: the mail answers a message of the case."""
    for ids, reason in (
        (finding.in_reply_to, LinkReason.IN_REPLY_TO),
        (finding.references[::-1], LinkReason.REFERENCES),
    ):
        for message_id in ids:
            fits = [case for case in cases if message_id in case.message_ids]
            if fits:
                return Match(tuple(fits), reason)
    return None


def by_key(finding: Finding, cases: Sequence[Case]) -> Match | None:
    """What is made for one conversation or one application alone: the provider's thread number, an own address."""
    return _by_conversation(finding, cases) or _by_own_address(finding, cases)


def _by_conversation(finding: Finding, cases: Sequence[Case]) -> Match | None:
    """Gmail's thread, when a mail of the user's is in it: a system's receipts with one subject share a thread too."""
    fits = [case for case in cases if finding.conversation and finding.conversation in case.conversations]
    return Match((fits[0],), LinkReason.REFERENCES) if len(fits) == 1 else None


def _by_own_address(finding: Finding, cases: Sequence[Case]) -> Match | None:
    """An address that a system made for one application, unless the mail names another job."""
    theirs = {address.address for address in counterparts(finding)}
    fits = [case for case in cases if case.own_addresses & theirs]
    same_job = [case for case in fits if not (finding.facts.role and case.role) or fits_role(finding, case)]
    return Match((fits[0],), LinkReason.ADDRESS) if len(fits) == len(same_job) == 1 else None


def fits_role(finding: Finding, case: Case) -> bool:
    """Does the mail name the role of the case?"""
    return role_fit(finding.facts.role, case.role) >= RoleFit.CLOSE


def is_correspondent(finding: Finding, case: Case) -> bool:
    """Is the mail from (or, when Sent, to) an address or domain of the case, or did the user write to a domain that is
    called as the employer is?"""
    is_sent = finding.role is FolderRole.SENT
    return any(
        is_theirs(address, case) or (is_sent and domain_id(address) in case.names) for address in counterparts(finding)
    )


def is_theirs(address: Address, case: Case) -> bool:
    """Is it an address or of a domain of the case?"""
    return address.address in case.addresses or own_domain(address) in case.domains


def those_in_touch(finding: Finding, case: Case, thread: Sequence[Finding]) -> tuple[Address, ...]:
    """Whom of its recipients a mail of the user's goes to as to counterparts of the case: it knows their address, or
    they are in the mail of the thread. A friend who gets a copy is none."""
    seen = {each.address for mail in thread for each in (mail.from_, *mail.reply_to, *mail.to, *mail.facts.contacts)}
    known = seen | case.own_addresses
    return tuple(
        address
        for address in finding.to
        if address.address in known or is_theirs(address, case) or domain_id(address) in case.names
    )


def domain_id(address: Address) -> str:
    """The key of the name a domain has: lindhof-labs.example may be that of Lindhof Labs; empty for a shared domain."""
    return name_of_domain(own_domain(address))


def name_of_domain(domain: str) -> str:
    """The key of the name that stands in a registrable domain."""
    return employer_id(domain.split(".")[0].replace("-", " "))


def counterparts(finding: Finding) -> tuple[Address, ...]:
    """Whom the user has written to, or who writes and wants the answer."""
    if finding.role is FolderRole.SENT:
        return finding.to
    return (finding.from_, *finding.reply_to)


def own_domain(address: Address) -> str:
    """The registrable domain of an address; empty for a platform's and a mail provider's."""
    return "" if is_free_mail(address.domain) or platform_of(address.address) else registrable_domain(address.domain)


def vouched(finding: Finding, case: Case, match: Match) -> bool:
    """May this mail end an application? Only in a thread with our own mail, authenticated from a sender of the case, or
    when the user has read it and says what it is or where it belongs.

    Authentication is the user's own provider's (RFC 8601); a pass for some other domain proves nothing, and what the
    provider shows to be forged ends nothing, whatever thread it names.
    """
    if finding.verdict.judged_by == JUDGED_BY_USER or match.reason is LinkReason.USER:
        return True
    if finding.origin is Origin.FAILING:
        return False
    ours = {*finding.in_reply_to, *finding.references} & case.own_message_ids
    if ours and match.reason in (LinkReason.IN_REPLY_TO, LinkReason.REFERENCES):
        return True
    if match.reason is LinkReason.DELIVERY_REPORT:
        return True
    return finding.origin is Origin.VERIFIED and belongs(finding.from_, case)


def belongs(sender: Address, case: Case) -> bool:
    """Is the (authenticated) sender a platform, the employer's own domain, or tied to the case by earlier mail?"""
    platform = platform_of(sender.address)
    if platform:
        return platform.kind in _PLATFORMS_THAT_VOUCH
    domain = registrable_domain(sender.domain)
    if is_free_mail(domain):
        return sender.address in case.addresses
    return domain in case.domains or sender.address in case.trusted or _is_called(domain, case)


def _is_called(domain: str, case: Case) -> bool:
    """Is the domain called as the employer is, or by the first words of its name (vinalta.example)?

    Where the employer's own domain is known, the same name under another top-level domain may be anybody's.
    """
    label = name_of_domain(domain)
    if label in map(name_of_domain, case.domains):
        return False
    return label in case.names or (label in case.forms and any(name.startswith(label) for name in case.names))
