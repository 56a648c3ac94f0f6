"""Sent mail in a replay: an application starts a case; what else the user wrote belongs to one that runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from inbox_watch.link.case import Case
from inbox_watch.link.content import by_content
from inbox_watch.link.desk import Desk, is_same_application
from inbox_watch.link.discover import case_from_mail, founds
from inbox_watch.link.evidence import by_key, by_thread, in_reach, is_correspondent
from inbox_watch.link.match import Match
from inbox_watch.records import CounterpartKind, Detail, Finding, FolderRole, LinkReason, SentKind

_ANSWER_WITHIN = timedelta(days=3)
_FROM_A_PERSON = frozenset(
    {
        Detail.HUMAN_REPLY,
        Detail.INFO_REQUEST,
        Detail.BACKGROUND_CHECK,
        Detail.INTERVIEW_INVITE,
        Detail.INTERVIEW_SCHEDULED,
        Detail.INTERVIEW_RESCHEDULE,
        Detail.INTERVIEW_CANCELLED,
        Detail.ASSESSMENT,
        Detail.OFFER,
        Detail.STATUS_UPDATE,
        Detail.REJECTION,
        Detail.POSITION_CLOSED,
        Detail.RECRUITER_OUTREACH,
        Detail.NOT_JOB,
        Detail.TALENT_POOL,
    }
)


def take_sent(desk: Desk, finding: Finding) -> None:
    """Settle where a mail of the user belongs."""
    kind = finding.facts.sent_kind or SentKind.OTHER
    cases = desk.near(finding)
    match = by_thread(finding, cases)
    if match is None and founds(finding):
        _take_application(desk, finding, cases)
        return
    match = match or by_key(finding, cases) or _by_correspondent(finding, cases)
    if match:
        desk.record(finding, match, _kind_in_thread(desk, finding, kind))


def _by_correspondent(finding: Finding, cases: Sequence[Case]) -> Match | None:
    """A Sent mail outside a thread belongs to the case whose address or domain it went to."""
    written_to = [case for case in cases if is_correspondent(finding, case)]
    return by_content(finding, written_to) if written_to else None


def _take_application(desk: Desk, finding: Finding, cases: Sequence[Case]) -> None:
    """A second application to the same desk is a new one, unless it repeats one that runs: a resend or a follow-up."""
    match = _by_correspondent(finding, cases) or _receipt_case(desk, finding)
    case = match.only if match else None
    if match is None or case is None or not is_same_application(finding, case):
        _found(desk, finding)
        return
    desk.record(finding, match, _kind_of_repetition(finding, case))


def _kind_of_repetition(finding: Finding, case: Case) -> SentKind:
    """The same application again: soon after the first or after a bounce it was sent again, else it asks."""
    resent = case.undelivered or case.applied_at > finding.internaldate - _ANSWER_WITHIN
    case.undelivered = False
    return SentKind.APPLICATION if resent else SentKind.FOLLOW_UP


def kind_within(desk: Desk, finding: Finding, case: Case) -> SentKind | None:
    """What a mail is that the user says belongs to a case; None for mail of theirs."""
    if finding.role is not FolderRole.SENT:
        return None
    if founds(finding):
        return _kind_of_repetition(finding, case)
    return _kind_in_thread(desk, finding, finding.facts.sent_kind or SentKind.OTHER)


def _found(desk: Desk, finding: Finding) -> None:
    founded = case_from_mail(finding, desk.timezone)
    if any(mail.detail is Detail.RECRUITER_OUTREACH for mail in desk.answered(finding)):
        founded.kind = CounterpartKind.RECRUITER
    desk.index.add(founded)
    desk.record(finding, Match((founded,), LinkReason.ADDRESS), SentKind.APPLICATION)


def _receipt_case(desk: Desk, finding: Finding) -> Match | None:
    """A case founded by a receipt of the employer the letter went to, when no address ties them."""
    draft = case_from_mail(finding, ZoneInfo("UTC"))
    named = in_reach(finding, desk.index.named(draft.names), desk.reach)
    fits = tuple(case for case in named if draft.names & case.names)
    return Match(fits, LinkReason.EMPLOYER) if len(fits) == 1 else None


def _kind_in_thread(desk: Desk, finding: Finding, kind: SentKind) -> SentKind:
    """Settle what the mail is in its thread: an answer to a person's mail is no follow-up (SR03)."""
    if kind in (SentKind.THANK_YOU, SentKind.WITHDRAWAL, SentKind.ANSWER):
        return kind
    answered = next(iter(desk.answered(finding)), None)
    if answered is None or not _by_a_person(answered):
        return SentKind.FOLLOW_UP
    late = finding.internaldate - answered.internaldate > _ANSWER_WITHIN
    return SentKind.FOLLOW_UP if kind is SentKind.FOLLOW_UP and late else SentKind.ANSWER


def _by_a_person(finding: Finding) -> bool:
    return finding.role is not FolderRole.SENT and not finding.automatic and finding.detail in _FROM_A_PERSON
