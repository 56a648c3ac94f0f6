"""Which case a mail belongs to: the strongest evidence first, each narrowing the field, and no guess between equals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from inbox_watch.facts.names import RoleFit, employer_id, role_fit, seniority
from inbox_watch.knowledge.senders import is_free_mail, platform_of
from inbox_watch.link.case import Case
from inbox_watch.link.corrections import JUDGED_BY_USER
from inbox_watch.link.discover import RECEIPTS, via_of
from inbox_watch.mail.origin import registrable_domain
from inbox_watch.records import Address, Detail, Finding, FolderRole, LinkReason

# Receipts queue on the way: an answer may be up to an hour older than the receipt that founds the application.
QUEUE = timedelta(hours=1)
_RECEIPT_FOLLOWS_WITHIN = timedelta(days=7)
# A shorter word within a name is no short form of it.
SHORTEST_FORM = 5
# An employer's name alone says little about an application that is older than this.
_NAME_ALONE_REACHES = timedelta(days=270)

_PLATFORMS_THAT_VOUCH = frozenset({"ats", "job_board", "scheduler", "assessment", "background_check", "agency"})
_SCORES = {
    LinkReason.IN_REPLY_TO: 1.0,
    LinkReason.REFERENCES: 1.0,
    LinkReason.DELIVERY_REPORT: 1.0,
    LinkReason.JOB_ID: 0.95,
    LinkReason.EMPLOYER_AND_ROLE: 0.9,
    LinkReason.ADDRESS: 0.85,
    LinkReason.EMPLOYER: 0.7,
    LinkReason.USER: 1.0,
}


@dataclass(frozen=True, slots=True)
class Match:
    """The cases a mail fits: one is a link, several are a question. `contradicted`: it names another role.

    `beside` are cases that weaker evidence spoke for.
    """

    cases: tuple[Case, ...]
    reason: LinkReason
    contradicted: bool = False
    beside: tuple[Case, ...] = ()

    @property
    def only(self) -> Case | None:
        """The one case, when there is no doubt."""
        return self.cases[0] if len(self.cases) == 1 and not self.contradicted else None

    @property
    def score(self) -> float:
        """How strong the evidence is, 0 to 1; halved when there is doubt, which the user's word never leaves."""
        return _SCORES[self.reason] if self.only or not self.cases else _SCORES[self.reason] / 2


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
    same_job = [case for case in fits if not (finding.facts.role and case.role) or _fits_role(finding, case)]
    return Match((fits[0],), LinkReason.ADDRESS) if len(fits) == len(same_job) == 1 else None


def by_delivery_report(finding: Finding, cases: Sequence[Case]) -> Match | None:
    """RFC 3464: our own message came back; by its Message-ID, else by the recipient it could not reach."""
    report = finding.delivery
    if report is None:
        return None
    fits = [case for case in cases if report.returned_message_id in case.own_message_ids]
    if not fits:
        reached = [case for case in cases if case.addresses.intersection(report.recipients)]
        fits = reached[-1:]
    return Match(tuple(fits), LinkReason.DELIVERY_REPORT) if fits else None


def by_content(finding: Finding, cases: Sequence[Case]) -> Match | None:
    """Job number, correspondent, employer and role; a role the mail names beats every weaker hint."""
    address = [case for case in cases if is_correspondent(finding, case)]
    named = _named(finding, cases) or _nearly_named(finding, cases)
    pool = [case for case in cases if case in address or case in named]
    numbered = _numbered(finding, pool) if pool else _numbered_alike(finding, cases)
    if numbered:
        match = Match(tuple(numbered), LinkReason.JOB_ID)
    elif pool:
        match = _by_role(finding, pool, LinkReason.ADDRESS if address else LinkReason.EMPLOYER)
    else:
        return None
    fitting = {id(case) for case in match.cases}
    return replace(match, beside=tuple(case for case in pool if id(case) not in fitting))


def _numbered(finding: Finding, cases: Sequence[Case]) -> list[Case]:
    return [case for case in cases if case.job_ids.intersection(finding.facts.job_ids)]


def _numbered_alike(finding: Finding, cases: Sequence[Case]) -> list[Case]:
    """Two employers may use one number: where nothing else ties the mail to a case, the role must fit too."""
    return [case for case in _numbered(finding, cases) if _fits_role(finding, case)]


def _fits_role(finding: Finding, case: Case) -> bool:
    return role_fit(finding.facts.role, case.role) >= RoleFit.CLOSE


def _by_role(finding: Finding, pool: list[Case], reason: LinkReason) -> Match:
    role = finding.facts.role
    if not role:
        return _by_name_alone(finding, _still_open(finding, pool), reason)
    fits = {id(case): role_fit(role, case.role) for case in pool}
    unnamed = [case for case in pool if not case.role]
    best = max(fits.values())
    if best >= RoleFit.CLOSE or (best is RoleFit.MAYBE and len(pool) == 1):
        same = [case for case in pool if fits[id(case)] is best]
        graded = [case for case in same if seniority(case.role) == seniority(role)]
        later = [case for case in unnamed if not _had_ended(finding, case)]
        if not later or not all(_had_ended(finding, case) for case in same):
            return Match(_still_open(finding, graded or same), LinkReason.EMPLOYER_AND_ROLE)
        unnamed = later  # the job was applied for again, and that receipt names none
    if unnamed:
        return _by_name_alone(finding, _still_open(finding, unnamed), reason)
    return Match(_still_open(finding, pool), reason, contradicted=True)


def _by_name_alone(finding: Finding, cases: tuple[Case, ...], reason: LinkReason) -> Match:
    """Without a role the mail is a question when the application is old and only the employer's name ties them."""
    old = [case for case in cases if finding.internaldate - case.applied_at > _NAME_ALONE_REACHES]
    return Match(cases, reason, contradicted=reason is LinkReason.EMPLOYER and bool(old))


def _still_open(finding: Finding, pool: Sequence[Case]) -> tuple[Case, ...]:
    """Those that had not ended when the mail came; of several runs of one role the latest. Else all of the pool.

    A survey comes behind the end.
    """
    ended = [case for case in pool if _had_ended(finding, case)]
    is_survey = finding.detail is Detail.FEEDBACK_SURVEY
    running = ended if ended and is_survey else [case for case in pool if not _had_ended(finding, case)]
    latest: dict[tuple[str, str], Case] = {}
    for case in running or pool:
        latest[("".join(sorted(case.names)), case.role.lower())] = case
    return tuple(latest.values())


def _had_ended(finding: Finding, case: Case) -> bool:
    return case.ended_at is not None and case.ended_at < finding.internaldate


def is_correspondent(finding: Finding, case: Case) -> bool:
    """Is the mail from (or, when Sent, to) an address or domain of the case, or did the user write to a domain that is
    called as the employer is?"""
    is_sent = finding.role is FolderRole.SENT
    return any(
        address.address in case.addresses
        or own_domain(address) in case.domains
        or (is_sent and domain_id(address) in case.names)
        for address in counterparts(finding)
    )


def domain_id(address: Address) -> str:
    """The key of the name a domain has: lindhof-labs.example may be that of Lindhof Labs; empty for a shared domain."""
    return employer_id(own_domain(address).split(".")[0].replace("-", " "))


def counterparts(finding: Finding) -> tuple[Address, ...]:
    """Whom the user has written to, or who writes and wants the answer."""
    if finding.role is FolderRole.SENT:
        return finding.to
    return (finding.from_, *finding.reply_to)


def own_domain(address: Address) -> str:
    """The registrable domain of an address; empty for a platform's and a mail provider's."""
    return "" if is_free_mail(address.domain) or platform_of(address.address) else registrable_domain(address.domain)


def _named(finding: Finding, cases: Sequence[Case]) -> list[Case]:
    """The cases of the first employer candidate that is the employer of any."""
    for candidate in finding.facts.employers:
        fits = [case for case in cases if case.knows_name(candidate.name)]
        if fits:
            return fits
    return []


def _nearly_named(finding: Finding, cases: Sequence[Case]) -> list[Case]:
    """A short or long form of the name ("Kestrel", "Kestrel Works"), or a name that the founding mail mentions besides,
    counts only together with the same role; for a receipt only when it is of these days, since it may be a namesake's.
    """
    keys = [employer_id(candidate.name) for candidate in finding.facts.employers]
    return [
        case
        for case in cases
        if not _may_be_of_a_namesake(finding, case)
        and (
            (_fits_role(finding, case) and any(_short_form(key, name) for key in keys for name in case.names))
            or (role_fit(finding.facts.role, case.role) is RoleFit.SAME and not case.hinted.isdisjoint(keys))
        )
    ]


def _may_be_of_a_namesake(finding: Finding, case: Case) -> bool:
    """Two receipts of one kind of system spell the employer alike."""
    is_late = finding.internaldate - case.applied_at > _RECEIPT_FOLLOWS_WITHIN
    return finding.detail in RECEIPTS and (is_late or via_of(finding) is case.via)


def _short_form(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= SHORTEST_FORM and (long.startswith(short) or long.endswith(short))


def vouched(finding: Finding, case: Case, match: Match) -> bool:
    """May this mail end an application? Only in a thread with our own mail, authenticated from a sender of the case, or
    when the user has read it and says what it is or where it belongs.

    Authentication is the user's own provider's (RFC 8601); a pass for some other domain proves nothing.
    """
    if finding.verdict.judged_by == JUDGED_BY_USER or match.reason is LinkReason.USER:
        return True
    ours = {*finding.in_reply_to, *finding.references} & case.own_message_ids
    if ours and match.reason in (LinkReason.IN_REPLY_TO, LinkReason.REFERENCES):
        return True
    if match.reason is LinkReason.DELIVERY_REPORT:
        return True
    return bool(finding.authentication and finding.authentication.passed) and belongs(finding.from_, case)


def belongs(sender: Address, case: Case) -> bool:
    """Is the (authenticated) sender a platform, the employer's own domain, or tied to the case by earlier mail?"""
    platform = platform_of(sender.address)
    if platform:
        return platform.kind in _PLATFORMS_THAT_VOUCH
    domain = registrable_domain(sender.domain)
    if is_free_mail(domain):
        return sender.address in case.addresses
    label = employer_id(domain.split(".")[0].replace("-", " "))
    return domain in case.domains or sender.address in case.trusted or label in case.names
