"""What the user's own mail does to an application, and what the user says happened without a mail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from inbox_watch.followup.progress import BY_MAIL, Progress, arrived, followed_up, new_step, on_hold
from inbox_watch.records import Event, Mark, MarkKind, Outcome, SentKind, State, Step


def after_sent(now: Progress, event: Event) -> Progress:
    """The progress after a mail of the user's."""
    return _SENT.get(event.link.sent_kind or SentKind.OTHER, _unchanged)(now, event)


def after_mark(now: Progress, mark: Mark) -> Progress:
    """The progress after something the user says happened; the user's word needs nobody to vouch for it."""
    return _MARKED.get(mark.kind, _nothing)(now, mark)


def _unchanged(now: Progress, _: Event) -> Progress:
    return now


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
    if now.mode in (State.INFO_REQUESTED, State.ASSESSMENT):
        return _answer(now, event)
    return followed_up(now, event.on, BY_MAIL, event.finding.message_id)


def _answer(now: Progress, event: Event) -> Progress:
    """The user's answer hands in what was asked for; a test by its file alone."""
    if now.mode is State.ASSESSMENT and not event.finding.attachments:
        return now
    return _handed_in(now, Mark(MarkKind.HANDED_IN, event.on))


def _withdrawal(now: Progress, _: Event) -> Progress:
    return replace(now, mode=State.CLOSED, suspicious=False)


def _handed_in(now: Progress, mark: Mark) -> Progress:
    """The step that begins with what was handed in; nothing where nothing was asked for."""
    step = {State.INFO_REQUESTED: Step.PAPERS, State.ASSESSMENT: Step.TEST}.get(now.mode or State.WAITING)
    return new_step(now, step, mark.on) if step else now


def _asked(now: Progress, mark: Mark) -> Progress:
    """The follow-up of the user and what they said to it."""
    now = followed_up(now, mark.on, mark.by or BY_MAIL)
    if mark.outcome is None or mark.outcome is Outcome.NO_ANSWER:
        return now
    if mark.outcome is Outcome.REJECTED:
        return replace(now, mode=State.REJECTED, suspicious=False)
    now = arrived(now, mark.on)
    return on_hold(now, mark.on, mark.until) if mark.outcome is Outcome.ON_HOLD else now


def _paused(now: Progress, mark: Mark) -> Progress:
    return on_hold(now, mark.on, mark.until)


def _interviewed(now: Progress, mark: Mark) -> Progress:
    """A talk was or will be on that day; the day after it its step begins."""
    return replace(now, mode=State.INTERVIEW, talk_on=mark.until or mark.on, promised_on=None, suspicious=False)


def _snoozed(now: Progress, mark: Mark) -> Progress:
    return replace(now, snoozed_until=mark.until)


def _withdrawn(now: Progress, _: Mark) -> Progress:
    return replace(now, mode=State.CLOSED, suspicious=False)


def _nothing(now: Progress, _: Mark) -> Progress:
    return now


_SENT: dict[SentKind, Callable[[Progress, Event], Progress]] = {
    SentKind.APPLICATION: _sent_application,
    SentKind.FOLLOW_UP: _follow_up,
    SentKind.ANSWER: _answer,
    SentKind.OTHER: _answer,
    SentKind.WITHDRAWAL: _withdrawal,
}
_MARKED: dict[MarkKind, Callable[[Progress, Mark], Progress]] = {
    MarkKind.FOLLOWED_UP: _asked,
    MarkKind.HANDED_IN: _handed_in,
    MarkKind.INTERVIEWED: _interviewed,
    MarkKind.ON_HOLD: _paused,
    MarkKind.SNOOZED: _snoozed,
    MarkKind.WITHDRAWN: _withdrawn,
}
