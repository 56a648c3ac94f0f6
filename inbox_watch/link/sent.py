"""Sent mail in a replay: an application starts a case; what else the user wrote belongs to one that runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from inbox_watch.knowledge.subjects import is_forward
from inbox_watch.link.case import Case
from inbox_watch.link.content import by_content, is_called_alike
from inbox_watch.link.desk import Desk, is_same_application, names_another_job
from inbox_watch.link.discover import case_from_mail, founds, is_known_from_rows_alone
from inbox_watch.link.evidence import by_key, by_thread, fits_role, in_reach, is_correspondent, those_in_touch
from inbox_watch.link.match import Match
from inbox_watch.records import CounterpartKind, Detail, Finding, FolderRole, LinkReason, SentKind

_ANSWER_WITHIN = timedelta(days=3)
_SOON = timedelta(days=7)
_SAID_TO_THEM = frozenset({SentKind.FOLLOW_UP, SentKind.THANK_YOU, SentKind.WITHDRAWAL})
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
    cases = desk.near(finding)
    match = by_thread(finding, cases)
    if founds(finding) and not (match and any(_goes_on(desk, finding, case) for case in match.cases)):
        _take_application(desk, finding, cases)
        return
    match = match or by_key(finding, cases)
    if match and not founds(finding) and all(_goes_elsewhere(desk, finding, case) for case in match.cases):
        desk.strays |= {finding.message_id} - {""}
        return
    match = match or _by_correspondent(finding, cases)
    if match:
        desk.record(finding, match, _kind_of(desk, finding, match))


def _goes_on(desk: Desk, finding: Finding, case: Case) -> bool:
    """Is an application within a thread still that of the thread? Old letters are sent on to the next employer with
    their References, and recruiters have another job to offer when they refuse."""
    if _goes_elsewhere(desk, finding, case):
        is_to_them = any(case.knows_name(candidate.name) for candidate in finding.facts.employers)
        return (is_to_them or case.undelivered) and not names_another_job(finding, case)
    has_ended = case.ended_at is not None and case.ended_at < finding.internaldate
    return not has_ended and not names_another_job(finding, case)


def _goes_elsewhere(desk: Desk, finding: Finding, case: Case) -> bool:
    """Does a mail within a thread go to somebody who has nothing to do with it, as when the user forwards it?

    An answer to their mail may go to somebody whom only its text names, and a question about the application to
    somebody the user has found.
    """
    if is_correspondent(finding, case):
        return False
    if not finding.to or desk.is_astray(finding):
        return True
    if not is_forward(finding.subject) and (finding.facts.sent_kind in _SAID_TO_THEM or _answers_them(desk, finding)):
        return False
    return not those_in_touch(finding, case, desk.thread_of(finding))


def _answers_them(desk: Desk, finding: Finding) -> bool:
    return any(mail.role is not FolderRole.SENT for mail in desk.answered(finding))


def _kind_of(desk: Desk, finding: Finding, match: Match) -> SentKind:
    if founds(finding) and match.only and match.only.undelivered:
        return _kind_of_repetition(finding, match.only)
    return _kind_in_thread(desk, finding, finding.facts.sent_kind or SentKind.OTHER)


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
    """The same application again: soon after the first or after a bounce it was sent again, else it asks. Where only a
    row of that week tells of it, this is the letter itself."""
    soon = _SOON if is_known_from_rows_alone(case) else _ANSWER_WITHIN
    resent = case.undelivered or case.applied_at > finding.internaldate - soon
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
    desk.found(founded)
    desk.record(finding, Match((founded,), LinkReason.ADDRESS), SentKind.APPLICATION)


def _receipt_case(desk: Desk, finding: Finding) -> Match | None:
    """A case founded by a receipt of the employer the letter went to, or by a row, when no address ties them."""
    draft = case_from_mail(finding, ZoneInfo("UTC"))
    near = in_reach(finding, desk.index.called(draft.names), desk.reach)
    named = tuple(case for case in near if draft.names & case.names)
    fits = named or tuple(case for case in near if _is_by_another_name(finding, draft, case))
    return Match(fits, LinkReason.EMPLOYER) if len(fits) == 1 else None


def _is_by_another_name(finding: Finding, draft: Case, case: Case) -> bool:
    """The domain of a letter may be short for the name, when no letter went to that case: the job must be the same, and
    the case of these days."""
    is_of_these_days = finding.internaldate - case.applied_at <= _SOON
    return is_of_these_days and not case.own_message_ids and fits_role(finding, case) and is_called_alike(draft, case)


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
