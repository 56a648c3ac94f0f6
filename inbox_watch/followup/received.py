"""What mail of theirs does to an application (docs/standing.md, "What a message does").

Every handler takes the progress so far and one event and returns the next progress; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from inbox_watch.followup.progress import (
    DECISIONS,
    Progress,
    acknowledged,
    arrived,
    new_step,
    on_hold,
    restarted,
    settled,
    stated,
)
from inbox_watch.records import Detail, Event, Label, LinkReason, State, Step, Verdict

CHANCE_OF_AN_ANSWER = 0.2
_LONGEST_ABSENCE = timedelta(days=42)

_NO_ANSWER = frozenset(
    {
        Label.ACKNOWLEDGEMENT,
        Label.OUT_OF_OFFICE,
        Label.DELIVERY_FAILURE,
        Label.RECRUITER_OUTREACH,
        Label.JOB_ALERT,
        Label.OTHER,
    }
)


def after_received(now: Progress, event: Event, timezone: ZoneInfo) -> Progress:
    """The progress after a mail of theirs; one that fits several applications is a question at each of them."""
    if event.link.application_id is None or event.finding.verdict.unsure:
        return _questioned(now, event.on) if _decides(event) else now
    if _speaks_for_nobody(event):
        return _contested(now) if event.finding.detail in _ANSWERS else now
    if _changes_nothing(now, event):
        return now
    now = arrived(now) if event.finding.detail in _PROVES_ARRIVAL else now
    if _needs_a_voucher(event) and not event.link.verified:
        return _contested(now)
    now = _as_they_ask(now, event)
    if event.finding.detail in _TALKS:
        return _talk(now, event, timezone)
    return _RECEIVED.get(event.finding.detail, _unchanged)(now, event)


def may_be_an_answer(verdict: Verdict) -> bool:
    """Does an unsure judge give an answer or a decision a chance of a fifth or more?

    A doubt between a receipt and a newsletter changes nothing for the user and must not stop the reminder.
    """
    silent = sum(chance for label, chance in verdict.scores if label in _NO_ANSWER)
    return silent < 1 - CHANCE_OF_AN_ANSWER


def _decides(event: Event) -> bool:
    """Could this mail, if it belonged here, end or answer the application?"""
    verdict = event.finding.verdict
    return may_be_an_answer(verdict) if verdict.unsure else verdict.detail in _ANSWERS


def _questioned(now: Progress, day: date) -> Progress:
    return now if now.mode in DECISIONS else replace(now, questioned_on=day)


def _contested(now: Progress) -> Progress:
    return now if now.mode in DECISIONS else replace(now, contested=True)


def _speaks_for_nobody(event: Event) -> bool:
    """Is it a stranger's word: the user's provider says that it is forged, or only the employer's name ties it here and
    the provider could not verify any sender? Where the provider says nothing at all, mail counts as it is."""
    authentication = event.finding.authentication
    if event.link.verified or authentication is None:
        return False
    return authentication.failed or (event.link.reason in _BY_NAME and not authentication.passed)


def _changes_nothing(now: Progress, event: Event) -> bool:
    """After an offer only a refusal counts, after a refusal only an offer or an invitation."""
    if now.mode is State.OFFER:
        return not _is_refusal(event)
    return now.mode is State.REJECTED and event.finding.detail not in _AFTER_A_REFUSAL


def _is_refusal(event: Event) -> bool:
    closed = event.finding.detail is Detail.POSITION_CLOSED and not event.finding.facts.on_hold
    return closed or event.finding.detail is Detail.REJECTION


def _needs_a_voucher(event: Event) -> bool:
    """Is it a decision or an invitation? Those count only from somebody who may speak for the employer."""
    return _is_refusal(event) or event.finding.detail in _AFTER_A_REFUSAL


def _as_they_ask(now: Progress, event: Event) -> Progress:
    """How they want to be in touch, whichever mail says so."""
    facts = event.finding.facts
    return replace(
        now,
        no_contact=now.no_contact or facts.no_contact,
        no_calls=now.no_calls or facts.no_calls,
        no_reply_policy=now.no_reply_policy or facts.no_reply_policy,
    )


def _unchanged(now: Progress, _: Event) -> Progress:
    return now


def _receipt(now: Progress, event: Event) -> Progress:
    now = acknowledged(now, event.on)
    is_heard = event.finding.facts.answer_by and now.mode is not State.ON_HOLD
    return stated(now, event.finding.facts.answer_by) if is_heard else now


def _status(now: Progress, event: Event) -> Progress:
    """Process news restart the clock; a stated date wins. A pause is a pause, whoever calls it so."""
    facts = event.finding.facts
    if facts.on_hold:
        return on_hold(now, event.on, facts.answer_by)
    return stated(settled(restarted(now, event.on)), facts.answer_by)


def _refusal(now: Progress, event: Event) -> Progress:
    if not _is_refusal(event):
        return on_hold(now, event.on, event.finding.facts.answer_by)
    return _decided(now, State.REJECTED)


def _offer(now: Progress, _: Event) -> Progress:
    return _decided(now, State.OFFER)


def _decided(now: Progress, state: State) -> Progress:
    return replace(settled(now), mode=state, talk_on=None)


def _talk(now: Progress, event: Event, timezone: ZoneInfo) -> Progress:
    """An invitation, a date or a move; the day that was named last is that of the talk."""
    day = _day_ahead(event, timezone)
    now, was_ahead = settled(now), now.has_talk_ahead
    if event.finding.facts.answer_by or not was_ahead:
        now = stated(now, event.finding.facts.answer_by)
    if day is None and now.talk_on and event.finding.detail is not Detail.INTERVIEW_RESCHEDULE:
        return now  # a reminder
    asked = now.mode if was_ahead and now.is_asked_for_something else None
    return replace(now, mode=asked if day else State.INTERVIEW, talk_on=day)


def _day_ahead(event: Event, timezone: ZoneInfo) -> date | None:
    """The local day of the talk; one that lies before the mail is none that was understood."""
    happening = event.finding.facts.event_on
    day = happening.astimezone(timezone).date() if happening else None
    return day if day and day >= event.on else None


def _cancelled(now: Progress, event: Event) -> Progress:
    """The talk is off; what else they wait for is not."""
    left = None if now.mode is State.INTERVIEW else now.mode
    begun = replace(new_step(now, Step.INTERVIEW, event.on), mode=left, talk_on=None)
    return _stated_with_its_end(settled(begun), event, was_open=now.has_talk_ahead)


def _assessment(now: Progress, event: Event) -> Progress:
    if not event.finding.facts.completed:
        return stated(replace(settled(now), mode=State.ASSESSMENT), event.finding.facts.answer_by)
    was_open = now.mode is State.ASSESSMENT
    begun = replace(new_step(now, Step.TEST, event.on), mode=None if was_open else now.mode)
    return _stated_with_its_end(settled(begun), event, was_open=was_open)


def _stated_with_its_end(now: Progress, event: Event, *, was_open: bool) -> Progress:
    """A step that begins knows what was stated since its matter was opened; one out of nothing knows its mail alone."""
    if now.mode is State.ON_HOLD:
        return now
    return stated(now, event.finding.facts.answer_by or (now.answer_by if was_open else None))


def _request(now: Progress, event: Event) -> Progress:
    return stated(replace(settled(now), mode=State.INFO_REQUESTED), event.finding.facts.answer_by)


def _reply(now: Progress, event: Event) -> Progress:
    """It waits for the user; what they already wait for, and a talk ahead, say more."""
    now = settled(now)
    now = stated(now, event.finding.facts.answer_by) if event.finding.facts.answer_by else now
    return now if now.is_asked_for_something or now.has_talk_ahead else replace(now, mode=State.ANSWERED)


def _absence(now: Progress, event: Event) -> Progress:
    """They are waited for; who is away for longer than a holiday is asked no more (followup/advice.py)."""
    back = event.finding.facts.return_on
    if back is None or back - event.on > _LONGEST_ABSENCE:
        return now
    return replace(now, return_on=max(now.return_on or back, back))


def _bounce(now: Progress, _: Event) -> Progress:
    """The application came back, and nothing shows that it arrived all the same."""
    return now if now.has_arrived else replace(now, mode=State.UNDELIVERED)


_BY_NAME = frozenset({LinkReason.EMPLOYER, LinkReason.EMPLOYER_AND_ROLE})
_TALKS = frozenset({Detail.INTERVIEW_INVITE, Detail.INTERVIEW_SCHEDULED, Detail.INTERVIEW_RESCHEDULE})
_RECEIVED: dict[Detail, Callable[[Progress, Event], Progress]] = {
    Detail.ACKNOWLEDGEMENT: _receipt,
    Detail.APPLICATION_SENT: _receipt,
    Detail.STATUS_UPDATE: _status,
    Detail.REJECTION: _refusal,
    Detail.POSITION_CLOSED: _refusal,
    Detail.INTERVIEW_CANCELLED: _cancelled,
    Detail.ASSESSMENT: _assessment,
    Detail.INFO_REQUEST: _request,
    Detail.BACKGROUND_CHECK: _request,
    Detail.OFFER: _offer,
    Detail.HUMAN_REPLY: _reply,
    Detail.OUT_OF_OFFICE: _absence,
    Detail.DELIVERY_FAILURE: _bounce,
}
_ANSWERS = _TALKS | frozenset(
    {Detail.REJECTION, Detail.POSITION_CLOSED, Detail.OFFER, Detail.ASSESSMENT, Detail.INFO_REQUEST, Detail.HUMAN_REPLY}
)
_AFTER_A_REFUSAL = _TALKS | frozenset({Detail.OFFER})
_PROVES_ARRIVAL = _ANSWERS | frozenset(
    {
        Detail.ACKNOWLEDGEMENT,
        Detail.APPLICATION_SENT,
        Detail.APPLICATION_VIEWED,
        Detail.TALENT_POOL,
        Detail.FEEDBACK_SURVEY,
        Detail.OUT_OF_OFFICE,
        Detail.STATUS_UPDATE,
        Detail.INTERVIEW_CANCELLED,
        Detail.BACKGROUND_CHECK,
    }
)
