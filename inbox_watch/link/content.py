"""Which case a mail belongs to by what it says: number, correspondent, employer and role; no guess between equals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from inbox_watch.facts.names import RoleFit, are_other_grades, role_fit, seniority
from inbox_watch.link.case import Case
from inbox_watch.link.discover import RECEIPTS, via_of
from inbox_watch.link.evidence import fits_role, is_correspondent
from inbox_watch.link.match import Match
from inbox_watch.link.naming import may_be_named, named, names_another_employer
from inbox_watch.records import Detail, Finding, LinkReason

_RECEIPT_FOLLOWS_WITHIN = timedelta(days=7)
# An employer's name alone says little about an application that is older than this.
_NAME_ALONE_REACHES = timedelta(days=270)


def by_content(finding: Finding, cases: Sequence[Case]) -> Match | None:
    """Job number, correspondent, employer and role; a role the mail names beats every weaker hint."""
    possible = [case for case in cases if not names_another_employer(finding, case)]
    address = [case for case in possible if is_correspondent(finding, case)]
    by_name = named(finding, possible) or _nearly_named(finding, possible)
    pool = [case for case in possible if case in address or case in by_name]
    in_doubt = [] if pool else [case for case in cases if is_correspondent(finding, case)]
    if in_doubt:
        return Match(_still_open(finding, in_doubt), LinkReason.ADDRESS, contradicted=True)
    numbered = _numbered(finding, pool) if pool else _numbered_alike(finding, possible)
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
            return _of_a_grade(finding, graded or same)
        unnamed = later  # the job was applied for again, and that receipt names none
    if unnamed and (len(unnamed) == len(pool) or best >= RoleFit.CLOSE or finding.detail in RECEIPTS):
        return _by_name_alone(finding, _still_open(finding, unnamed), reason)
    if unnamed:  # a missing role is no wildcard: where others name theirs, this may be a job that no mail shows
        return Match(_still_open(finding, unnamed), reason, contradicted=True)
    alike = [case for case in pool if fits[id(case)] is best]
    return Match(_still_open(finding, alike), reason, contradicted=True)


def _of_a_grade(finding: Finding, cases: Sequence[Case]) -> Match:
    """The senior's mail is not the junior's, however alike the jobs."""
    is_other = all(are_other_grades(finding.facts.role, case.role) for case in cases)
    return Match(_still_open(finding, cases), LinkReason.EMPLOYER_AND_ROLE, contradicted=is_other)


def _by_name_alone(finding: Finding, cases: tuple[Case, ...], reason: LinkReason) -> Match:
    """Without a role the mail is a question when the application is old and only the employer's name ties them.

    So is a refusal fourteen months late: real ones that came so late were of applications that left no mail.
    """
    old = [case for case in cases if finding.internaldate - case.applied_at > _NAME_ALONE_REACHES]
    return Match(cases, reason, contradicted=reason is LinkReason.EMPLOYER and bool(old))


def _still_open(finding: Finding, pool: Sequence[Case]) -> tuple[Case, ...]:
    """Those that had not ended when the mail came; of several runs of one role the latest. Else all of the pool.

    A survey comes behind the end. Of two without a role nobody knows whether they are for one.
    """
    ended = [case for case in pool if _had_ended(finding, case)]
    is_survey = finding.detail is Detail.FEEDBACK_SURVEY
    running = ended if ended and is_survey else [case for case in pool if not _had_ended(finding, case)]
    latest: dict[tuple[str, str | int], Case] = {}
    for case in running or pool:
        latest[("".join(sorted(case.names)), case.role.lower() or id(case))] = case
    return tuple(latest.values())


def _had_ended(finding: Finding, case: Case) -> bool:
    return case.ended_at is not None and case.ended_at < finding.internaldate


def _nearly_named(finding: Finding, cases: Sequence[Case]) -> list[Case]:
    """Another form of the name counts only together with the role; for a receipt only when it is of these days, since
    it may be a namesake's."""
    return [case for case in cases if may_be_named(finding, case) and not _may_be_of_a_namesake(finding, case)]


def _may_be_of_a_namesake(finding: Finding, case: Case) -> bool:
    """Two receipts of one kind of system spell the employer alike; a row of the user's may spell it otherwise."""
    is_late = finding.internaldate - case.applied_at > _RECEIPT_FOLLOWS_WITHIN
    return finding.detail in RECEIPTS and (is_late or via_of(finding) in case.receipts)


def is_called_alike(one: Case, other: Case) -> bool:
    """Is a name of the one a short form of a name of the other?"""
    return not one.forms.isdisjoint(other.names) or not other.forms.isdisjoint(one.names)
