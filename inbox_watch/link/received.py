"""Received mail in a replay: it belongs to a case, founds one as a receipt, stays a question, or stays homeless."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from inbox_watch.facts.names import RoleFit, employer_key, role_fit, seniority
from inbox_watch.link.bounces import by_delivery_report
from inbox_watch.link.case import Case
from inbox_watch.link.content import by_content, is_called_alike
from inbox_watch.link.desk import Desk, is_same_application
from inbox_watch.link.discover import RECEIPTS, case_from_mail, founds
from inbox_watch.link.evidence import by_key, by_thread, is_correspondent
from inbox_watch.link.match import Match
from inbox_watch.records import Detail, Finding, LinkReason

_NAME_FOLLOWS_SURELY, _NAME_FOLLOWS_WITHIN = timedelta(hours=1), timedelta(days=1)
_RECEIPT_FOLLOWS_WITHIN = timedelta(days=2)
# These never belong to an application by their content; only a thread or a report can tie them to one.
BY_THREAD_ONLY = frozenset(
    {
        Detail.NOT_JOB,
        Detail.JOB_ALERT,
        Detail.RECRUITER_OUTREACH,
        Detail.ACCOUNT_SECURITY,
        Detail.INCOMPLETE_APPLICATION,
        Detail.REFERRAL_NOTICE,
        Detail.READ_RECEIPT,
    }
)


def take_received(desk: Desk, finding: Finding) -> None:
    """Settle where a mail of theirs belongs."""
    copy = desk.home_of_copy(finding)
    if copy and not _is_receipt_of_another(desk, finding, copy.cases[0]):
        desk.record(finding, copy)
        return
    cases = desk.near(finding)
    if desk.is_astray(finding) and not any(is_correspondent(finding, case) for case in cases):
        desk.strays |= {finding.message_id} - {""}
        return
    match = by_delivery_report(finding, cases) or by_thread_or_content(finding, cases)
    if finding.detail in RECEIPTS and not finding.verdict.unsure:
        match = _match_for_receipt(finding, match)
    if match is None and founds(finding):
        match = _nameless(desk, finding) or _by_a_short_name(desk, finding) or _founded(desk, finding)
    if match:
        desk.record(finding, match)
    else:
        desk.homeless.append(finding)


def _is_receipt_of_another(desk: Desk, finding: Finding, case: Case) -> bool:
    """Is it no copy but the receipt of another employer, whose system gives a number twice, or who forged one?"""
    if finding.detail not in RECEIPTS or not (founds(finding) and finding.facts.employers and case.names):
        return False
    other = case_from_mail(finding, desk.timezone)
    is_called_so = not other.names.isdisjoint(case.names) or is_called_alike(other, case)
    return not is_called_so and not is_correspondent(finding, case)


def _founded(desk: Desk, finding: Finding) -> Match:
    founded = case_from_mail(finding, desk.timezone)
    desk.found(founded)
    return Match((founded,), LinkReason.EMPLOYER)


def _nameless(desk: Desk, finding: Finding) -> Match | None:
    """A board's confirmation may name the job alone; the employer's own receipt, soon after it, brings the name.

    Its subject may hold the name nevertheless. Else it is a question hours later: who looks for such work applies
    elsewhere for the same on the same day.
    """
    if not finding.facts.employers:
        return None
    came, name = finding.internaldate, finding.facts.employers[0].name
    of_the_day = [case for case in desk.index.nameless() if came - _NAME_FOLLOWS_WITHIN <= case.applied_at <= came]
    called_so = [case for case in of_the_day if _may_be_called(finding, case)]
    fits = called_so or [case for case in of_the_day if _is_for_the_same_job(finding, case)]
    if len(fits) != 1:
        return None
    if not called_so and came - fits[0].applied_at > _NAME_FOLLOWS_SURELY:
        return Match((fits[0],), LinkReason.EMPLOYER_AND_ROLE, contradicted=True)
    fits[0].employer = name
    fits[0].add_name(name)
    desk.index.rename(fits[0])
    return Match((fits[0],), LinkReason.EMPLOYER_AND_ROLE)


def _is_for_the_same_job(finding: Finding, case: Case) -> bool:
    role = finding.facts.role
    return role_fit(role, case.role) is RoleFit.SAME and seniority(role) == seniority(case.role)


def _may_be_called(finding: Finding, case: Case) -> bool:
    """Does the subject hold the name of the employer, and names the receipt no other job?"""
    role, name = finding.facts.role, finding.facts.employers[0].name
    is_of_no_other = not role or role_fit(role, case.role) >= RoleFit.MAYBE
    return is_of_no_other and _holds(case.subject, name)


def _holds(subject: str, name: str) -> bool:
    """Do the words of a name stand in a subject, one behind the other?"""
    words = employer_key(name)
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(employer_key(subject))} "


def _by_a_short_name(desk: Desk, finding: Finding) -> Match | None:
    """A receipt that names no job, from what may be a longer or shorter name of an employer to whom a letter went these
    days or of whom a row tells: a question, while nothing of theirs has come."""
    if finding.facts.role:
        return None
    draft = case_from_mail(finding, desk.timezone)
    fits = tuple(
        case
        for case in desk.index.called(draft.names)
        if timedelta() <= finding.internaldate - case.applied_at <= _RECEIPT_FOLLOWS_WITHIN
        and case.message_ids == case.own_message_ids
        and is_called_alike(draft, case)
    )
    return Match(fits, LinkReason.EMPLOYER, contradicted=True) if fits else None


def by_thread_or_content(finding: Finding, cases: Sequence[Case]) -> Match | None:
    """Which of these cases it belongs to, by the strongest evidence there is."""
    match = by_thread(finding, cases) or by_key(finding, cases)
    if match is None and (finding.verdict.unsure or finding.detail not in BY_THREAD_ONLY):
        return by_content(finding, cases)
    return match


def _match_for_receipt(finding: Finding, match: Match | None) -> Match | None:
    """A receipt for another role, or long after the application, belongs to a new application."""
    if match is None or match.reason in (LinkReason.IN_REPLY_TO, LinkReason.REFERENCES):
        return match
    running = tuple(case for case in match.cases if is_same_application(finding, case))
    return replace(match, cases=running) if running else None
