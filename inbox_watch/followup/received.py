"""What mail of theirs does to an application (docs/standing.md, "What a message does").

Every handler takes the progress so far and one event and returns the next progress; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from inbox_watch.followup.progress import DECISIONS, Progress, arrived, new_step, on_hold
from inbox_watch.records import Detail, Event, Label, State, Step, Verdict

CHANCE_OF_AN_ANSWER = 0.2

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
    """The progress after a mail of theirs; one that fits several applications is a doubt at each of them."""
    if event.link.application_id is None:
        return _doubted(now) if _decides(event) else now
    if event.finding.verdict.unsure:
        return _doubted(now) if may_be_an_answer(event.finding.verdict) else now
    if event.finding.detail in _WITH_TALK_DAY:
        return _interview(now, event, timezone)
    if now.mode in DECISIONS and not _decision(event):
        return now
    return _RECEIVED.get(event.finding.detail, _unchanged)(now, event)


def may_be_an_answer(verdict: Verdict) -> bool:
    """Does an unsure judge give an answer or a decision a chance of a fifth or more?

    A doubt between a receipt and a newsletter changes nothing for the user and must not stop the reminder.
    """
    silent = sum(chance for label, chance in verdict.scores if label in _NO_ANSWER)
    return silent < 1 - CHANCE_OF_AN_ANSWER


def _doubted(now: Progress) -> Progress:
    """Look at it first; a decision that somebody vouches for stands."""
    return now if now.mode in DECISIONS else replace(now, suspicious=True)


def _decision(event: Event) -> bool:
    """Is it a refusal or an offer? Other news ends no decision."""
    closed = event.finding.detail is Detail.POSITION_CLOSED and not event.finding.facts.on_hold
    return closed or event.finding.detail in (Detail.REJECTION, Detail.OFFER)


def _decides(event: Event) -> bool:
    """Could this mail, if it belonged here, end or answer the application?"""
    verdict = event.finding.verdict
    return may_be_an_answer(verdict) if verdict.unsure else verdict.detail in _ANSWERS


def _unchanged(now: Progress, _: Event) -> Progress:
    return now


def _receipt(now: Progress, event: Event) -> Progress:
    facts = event.finding.facts
    now = _as_they_ask(arrived(now, event.on), event)
    return replace(now, answer_by=facts.answer_by) if facts.answer_by else now


def _as_they_ask(now: Progress, event: Event) -> Progress:
    """How they want to be in touch, whichever mail says so."""
    facts = event.finding.facts
    return replace(
        now,
        no_contact=now.no_contact or facts.no_contact,
        no_calls=now.no_calls or facts.no_calls,
        no_reply_policy=now.no_reply_policy or facts.no_reply_policy,
    )


def _status(now: Progress, event: Event) -> Progress:
    """Process news restart the clock; a stated date wins. A pause is a pause, whoever calls it so."""
    facts = event.finding.facts
    now = _as_they_ask(now, event)
    if facts.on_hold:
        return on_hold(now, event.on, facts.answer_by)
    return replace(
        now,
        mode=None,
        clock_start=event.on,
        answer_by=facts.answer_by,
        held_until=None,
        promised_on=None,
        suspicious=False,
    )


def _refusal(now: Progress, event: Event) -> Progress:
    facts = event.finding.facts
    if event.finding.detail is Detail.POSITION_CLOSED and facts.on_hold:
        return on_hold(now, event.on, facts.answer_by)
    return _mode(State.REJECTED)(now, event)


def _interview(now: Progress, event: Event, timezone: ZoneInfo) -> Progress:
    happening = event.finding.facts.event_on
    talk_on = happening.astimezone(timezone).date() if happening else None
    if not event.link.verified:
        return replace(now, suspicious=True)
    if event.finding.detail is Detail.INTERVIEW_SCHEDULED and talk_on is None and now.mode is State.INTERVIEW:
        talk_on = now.talk_on
    return replace(now, mode=State.INTERVIEW, talk_on=talk_on, promised_on=None, suspicious=False)


def _cancelled(now: Progress, event: Event) -> Progress:
    return new_step(replace(now, suspicious=False), Step.INTERVIEW, event.on, event.finding.facts.answer_by)


def _assessment(now: Progress, event: Event) -> Progress:
    if event.finding.facts.completed:
        return new_step(replace(now, suspicious=False), Step.TEST, event.on, event.finding.facts.answer_by)
    return _mode(State.ASSESSMENT)(now, event)


def _mode(state: State) -> Callable[[Progress, Event], Progress]:
    """A handler that puts the application into a state; a decision needs somebody who vouches for it."""

    def handler(now: Progress, event: Event) -> Progress:
        if state in DECISIONS and not event.link.verified:
            return _doubted(now)
        return replace(now, mode=state, promised_on=None, suspicious=False)

    return handler


def _absence(now: Progress, event: Event) -> Progress:
    back = event.finding.facts.return_on
    return replace(now, return_on=max(filter(None, (now.return_on, back)), default=None))


def _bounce(now: Progress, event: Event) -> Progress:
    """A bounced follow-up was none; a bounced application never arrived."""
    returned = event.finding.delivery.returned_message_id if event.finding.delivery else None
    if returned and returned == now.used_message_id:
        return replace(now, used_on=None, used_message_id="")
    if returned and now.application_message_ids and returned not in now.application_message_ids:
        return now
    return replace(now, mode=State.UNDELIVERED) if now.mode is None and now.acknowledged_on is None else now


_WITH_TALK_DAY = frozenset({Detail.INTERVIEW_INVITE, Detail.INTERVIEW_SCHEDULED, Detail.INTERVIEW_RESCHEDULE})
_RECEIVED: dict[Detail, Callable[[Progress, Event], Progress]] = {
    Detail.ACKNOWLEDGEMENT: _receipt,
    Detail.APPLICATION_SENT: _receipt,
    Detail.STATUS_UPDATE: _status,
    Detail.REJECTION: _refusal,
    Detail.POSITION_CLOSED: _refusal,
    Detail.INTERVIEW_CANCELLED: _cancelled,
    Detail.ASSESSMENT: _assessment,
    Detail.INFO_REQUEST: _mode(State.INFO_REQUESTED),
    Detail.BACKGROUND_CHECK: _mode(State.INFO_REQUESTED),
    Detail.OFFER: _mode(State.OFFER),
    Detail.HUMAN_REPLY: _mode(State.ANSWERED),
    Detail.OUT_OF_OFFICE: _absence,
    Detail.DELIVERY_FAILURE: _bounce,
}
_ANSWERS = _WITH_TALK_DAY | frozenset(
    {Detail.REJECTION, Detail.POSITION_CLOSED, Detail.OFFER, Detail.ASSESSMENT, Detail.INFO_REQUEST, Detail.HUMAN_REPLY}
)
