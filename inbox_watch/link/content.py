"""Which case a mail belongs to by what it says: number, correspondent, employer and role; no guess between equals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from inbox_watch.facts.names import RoleFit, employer_id, role_fit, seniority
from inbox_watch.link.case import Case
from inbox_watch.link.discover import RECEIPTS, via_of
from inbox_watch.link.evidence import fits_role, is_correspondent
from inbox_watch.link.match import Match
from inbox_watch.records import Detail, Finding, LinkReason

_RECEIPT_FOLLOWS_WITHIN = timedelta(days=7)
# A shorter word within a name is no short form of it.
SHORTEST_FORM = 5
# An employer's name alone says little about an application that is older than this.
_NAME_ALONE_REACHES = timedelta(days=270)


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
    return [case for case in _numbered(finding, cases) if fits_role(finding, case)]


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
    if unnamed and (len(unnamed) == len(pool) or best >= RoleFit.CLOSE or finding.detail in RECEIPTS):
        return _by_name_alone(finding, _still_open(finding, unnamed), reason)
    if unnamed:  # a missing role is no wildcard: where others name theirs, this may be a job that no mail shows
        return Match(_still_open(finding, unnamed), reason, contradicted=True)
    return Match(_still_open(finding, pool), reason, contradicted=True)


def _by_name_alone(finding: Finding, cases: tuple[Case, ...], reason: LinkReason) -> Match:
    """Without a role the mail is a question when the application is old and only the employer's name ties them.

    So is a refusal fourteen months late: real ones that came so late were of applications that left no mail.
    """
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
            (fits_role(finding, case) and any(_short_form(key, name) for key in keys for name in case.names))
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
