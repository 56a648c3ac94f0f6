"""The state machine of one application: events in time order to a Progress (docs/standing.md, "What a message does").

Every handler takes the progress so far and one event and returns the next progress; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from inbox_watch.followup.policy import ON_HOLD_DAYS
from inbox_watch.records import Application, Detail, Event, FolderRole, Label, SentKind, State, Step, Verdict

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
_MODES_OF_DECISION = frozenset({State.REJECTED, State.OFFER})


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an application has got to. `mode` is the state its last word put it in, None while the clock runs."""

    step: Step
    clock_start: date
    mode: State | None = None
    talk_on: date | None = None
    hold_until: date | None = None
    held_until: date | None = None
    answer_by: date | None = None
    return_on: date | None = None
    promised_on: date | None = None
    promised_call: bool = False
    used_on: date | None = None
    used_message_id: str = ""
    application_message_ids: frozenset[str] = frozenset()
    acknowledged_on: date | None = None
    suspicious: bool = False
    no_contact: bool = False
    no_calls: bool = False
    no_reply_policy: bool = False


def progress(application: Application, events: Iterable[Event], today: date, timezone: ZoneInfo) -> Progress:
    """Fold the events up to and including today; the talk that took place and the pause that ended count too."""
    now = Progress(
        Step.APPLICATION,
        application.applied_on,
        no_contact=application.no_contact,
        no_calls=application.no_calls,
    )
    for event in events:
        if event.on <= today:
            now = _after(_elapsed(now, event.on), event, timezone)
    now = _elapsed(now, today)
    if application.closed_on and application.closed_on <= today:
        return replace(now, mode=State.CLOSED)
    return now


def _elapsed(now: Progress, day: date) -> Progress:
    """What the passing of days does: on the day after a talk its step begins; a pause ends on its day."""
    if now.mode is State.INTERVIEW and now.talk_on and now.talk_on < day:
        return _new_step(now, Step.INTERVIEW, now.talk_on)
    if now.mode is State.ON_HOLD and now.hold_until and now.hold_until < day:
        return replace(now, mode=None, held_until=now.hold_until, hold_until=None)
    return now


def _new_step(now: Progress, step: Step, start: date, answer_by: date | None = None) -> Progress:
    """Each step has its own clock and its own one follow-up (SR02)."""
    return replace(
        now,
        step=step,
        clock_start=start,
        mode=None,
        talk_on=None,
        held_until=None,
        answer_by=answer_by,
        return_on=None,
        promised_on=None,
        used_on=None,
        used_message_id="",
    )


def _after(now: Progress, event: Event, timezone: ZoneInfo) -> Progress:
    if now.mode is State.CLOSED:
        return now
    if event.finding.role is FolderRole.SENT:
        return _SENT.get(event.link.sent_kind or SentKind.OTHER, _unchanged)(now, event)
    if event.link.application_id is None:
        return replace(now, suspicious=True) if _decides(event) and now.mode not in _MODES_OF_DECISION else now
    if event.finding.verdict.unsure:
        doubtful = may_be_an_answer(event.finding.verdict) and now.mode not in _MODES_OF_DECISION
        return replace(now, suspicious=True) if doubtful else now
    if event.finding.detail in _WITH_TALK_DAY:
        return _interview(now, event, timezone)
    if now.mode in _MODES_OF_DECISION and not _decision(event):
        return now
    return _RECEIVED.get(event.finding.detail, _unchanged)(now, event)


def _decision(event: Event) -> bool:
    """Is it a refusal or an offer? Other news ends no decision."""
    closed = event.finding.detail is Detail.POSITION_CLOSED and not event.finding.facts.on_hold
    return closed or event.finding.detail in (Detail.REJECTION, Detail.OFFER)


def _decides(event: Event) -> bool:
    """Could this mail, if it belonged here, end or answer the application?"""
    verdict = event.finding.verdict
    return may_be_an_answer(verdict) if verdict.unsure else verdict.detail in _ANSWERS


def may_be_an_answer(verdict: Verdict) -> bool:
    """Does an unsure judge give an answer or a decision a chance of a fifth or more?

    A doubt between a receipt and a newsletter changes nothing for the user and must not stop the reminder.
    """
    silent = sum(chance for label, chance in verdict.scores if label in _NO_ANSWER)
    return silent < 1 - CHANCE_OF_AN_ANSWER


def _unchanged(now: Progress, _: Event) -> Progress:
    return now


# Received mail


def _receipt(now: Progress, event: Event) -> Progress:
    facts = event.finding.facts
    arrived = replace(
        now,
        mode=None if now.mode is State.UNDELIVERED else now.mode,
        acknowledged_on=now.acknowledged_on or event.on,
        no_contact=now.no_contact or facts.no_contact,
        no_calls=now.no_calls or facts.no_calls,
        no_reply_policy=now.no_reply_policy or facts.no_reply_policy,
    )
    return replace(arrived, answer_by=facts.answer_by) if facts.answer_by else arrived


def _status(now: Progress, event: Event) -> Progress:
    """Process news restart the clock; a stated date wins. A pause is a pause, whoever calls it so."""
    facts = event.finding.facts
    if facts.on_hold:
        return _hold(now, event)
    return replace(
        now,
        mode=None,
        clock_start=event.on,
        answer_by=facts.answer_by,
        held_until=None,
        promised_on=None,
        suspicious=False,
    )


def _hold(now: Progress, event: Event) -> Progress:
    until = event.finding.facts.answer_by or event.on + timedelta(days=ON_HOLD_DAYS)
    return replace(now, mode=State.ON_HOLD, hold_until=until, promised_on=None, suspicious=False)


def _refusal(now: Progress, event: Event) -> Progress:
    if event.finding.detail is Detail.POSITION_CLOSED and event.finding.facts.on_hold:
        return _hold(now, event)
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
    return _new_step(replace(now, suspicious=False), Step.INTERVIEW, event.on, event.finding.facts.answer_by)


def _assessment(now: Progress, event: Event) -> Progress:
    if event.finding.facts.completed:
        return _new_step(replace(now, suspicious=False), Step.TEST, event.on, event.finding.facts.answer_by)
    return _mode(State.ASSESSMENT)(now, event)


def _offer(now: Progress, event: Event) -> Progress:
    return _mode(State.OFFER)(now, event)


def _mode(state: State) -> Callable[[Progress, Event], Progress]:
    """A handler that puts the application into a state; a decision needs somebody who vouches for it."""

    def handler(now: Progress, event: Event) -> Progress:
        if state in _MODES_OF_DECISION and not event.link.verified:
            return replace(now, suspicious=True) if now.mode not in _MODES_OF_DECISION else now
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


# Sent mail


def _sent_application(now: Progress, event: Event) -> Progress:
    """The founding mail itself, or the same application sent again after it bounced."""
    facts = event.finding.facts
    now = replace(now, application_message_ids=now.application_message_ids | {event.finding.message_id})
    if now.mode is State.UNDELIVERED:
        now = replace(now, mode=None, clock_start=event.on, used_on=None)
    if facts.promised_on:
        return replace(now, promised_on=facts.promised_on, promised_call=facts.promised_call)
    return now


def _follow_up(now: Progress, event: Event) -> Progress:
    if now.mode is State.INFO_REQUESTED or now.mode is State.ASSESSMENT:
        return _answer(now, event)
    if event.on < now.clock_start or now.used_on:
        return now
    return replace(now, used_on=event.on, used_message_id=event.finding.message_id)


def _answer(now: Progress, event: Event) -> Progress:
    """The user's answer hands in what was asked for."""
    if now.mode is State.INFO_REQUESTED:
        return _new_step(now, Step.PAPERS, event.on)
    if now.mode is State.ASSESSMENT and event.finding.attachments:
        return _new_step(now, Step.TEST, event.on)
    return now


def _withdrawal(now: Progress, _: Event) -> Progress:
    return replace(now, mode=State.CLOSED, suspicious=False)


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
    Detail.OFFER: _offer,
    Detail.HUMAN_REPLY: _mode(State.ANSWERED),
    Detail.OUT_OF_OFFICE: _absence,
    Detail.DELIVERY_FAILURE: _bounce,
}
_SENT: dict[SentKind, Callable[[Progress, Event], Progress]] = {
    SentKind.APPLICATION: _sent_application,
    SentKind.FOLLOW_UP: _follow_up,
    SentKind.ANSWER: _answer,
    SentKind.OTHER: _answer,
    SentKind.WITHDRAWAL: _withdrawal,
}
_ANSWERS = _WITH_TALK_DAY | frozenset(
    {Detail.REJECTION, Detail.POSITION_CLOSED, Detail.OFFER, Detail.ASSESSMENT, Detail.INFO_REQUEST, Detail.HUMAN_REPLY}
)
