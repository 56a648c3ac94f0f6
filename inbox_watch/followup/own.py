"""What the user's own mail does to an application, and what the user says happened without a mail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from inbox_watch.followup.progress import (
    BY_MAIL,
    Progress,
    acknowledged,
    followed_up,
    new_step,
    on_hold,
    restarted,
    settled,
)
from inbox_watch.records import Event, Mark, MarkKind, Outcome, SentKind, State, Step

_THANKS_WITHIN = timedelta(days=3)


def after_sent(now: Progress, event: Event) -> Progress:
    """The progress after a mail of the user's; one that fits several applications asks at each of them, no more."""
    kind = event.link.sent_kind or SentKind.OTHER
    if event.link.application_id is None:
        return _asks(now, event, kind)
    if kind is SentKind.APPLICATION:
        return _application(now, event)
    if kind is SentKind.WITHDRAWAL:
        return replace(now, mode=State.CLOSED)
    if kind is SentKind.THANK_YOU:
        return _thanks(now, event.on)
    return _words(now, event, kind)


def after_mark(now: Progress, mark: Mark) -> Progress:
    """The progress after something the user says happened; the user's word needs nobody to vouch for it."""
    return _MARKED.get(mark.kind, _nothing)(now, mark)


def _application(now: Progress, event: Event) -> Progress:
    """The founding mail itself, or the same application sent again after it bounced."""
    facts = event.finding.facts
    now = _sent_again(now, event.on) if now.mode is State.UNDELIVERED else now
    if facts.promised_on:
        return replace(now, promised_on=facts.promised_on, promised_call=facts.promised_call)
    return now


def _sent_again(now: Progress, day: date) -> Progress:
    return replace(restarted(now, day), used_on=None, used_by="", has_arrived=False)


def _thanks(now: Progress, day: date) -> Progress:
    """Thanks show that the talk was held: its step begins when nobody has said the day, and a mail that came before it
    and might have called it off did not."""
    if now.mode is State.INTERVIEW:
        return new_step(now, Step.INTERVIEW, day)
    held_on = now.talk_on or now.held_on
    if not (held_on and now.questioned_on):
        return now
    is_outdated = now.questioned_on < held_on <= day <= held_on + _THANKS_WITHIN
    return replace(now, questioned_on=None) if is_outdated else now


def _words(now: Progress, event: Event, kind: SentKind) -> Progress:
    """What the user writes hands in what was asked for (a test by its file) or asks how it stands."""
    if now.mode is State.UNDELIVERED and event.finding.attachments:
        return _sent_again(now, event.on)
    if now.mode is State.ASSESSMENT:
        return _handed_in(now, event.on) if event.finding.attachments else now
    if now.mode is State.INFO_REQUESTED:
        return _handed_in(now, event.on)
    return _asks(now, event, kind)


def _asks(now: Progress, event: Event, kind: SentKind) -> Progress:
    """A mail that asks how it stands is the follow-up, unless they wait for something else from the user."""
    waits = now.is_asked_for_something or now.mode is State.ANSWERED
    asks = kind is SentKind.FOLLOW_UP and event.on > now.clock_start and not waits
    return followed_up(now, event.on, BY_MAIL) if asks else now


def _handed_in(now: Progress, day: date) -> Progress:
    """The step that begins with what was handed in; nothing where nothing was asked for."""
    step = {State.INFO_REQUESTED: Step.PAPERS, State.ASSESSMENT: Step.TEST}.get(now.mode or State.WAITING)
    return new_step(now, step, day) if step else now


def _brought(now: Progress, mark: Mark) -> Progress:
    return _handed_in(now, mark.on)


def _asked(now: Progress, mark: Mark) -> Progress:
    """The follow-up of the user and what they said to it."""
    if mark.on >= now.clock_start:
        now = followed_up(now, mark.on, mark.by or BY_MAIL)
    if mark.outcome is None or mark.outcome is Outcome.NO_ANSWER:
        return now
    if mark.outcome is Outcome.REJECTED:
        return replace(settled(now), mode=State.REJECTED, talk_on=None)
    now = acknowledged(now, mark.on)
    return on_hold(now, mark.on, mark.until) if mark.outcome is Outcome.ON_HOLD else now


def _paused(now: Progress, mark: Mark) -> Progress:
    return on_hold(now, mark.on, mark.until)


def _interviewed(now: Progress, mark: Mark) -> Progress:
    """A talk was or will be on that day; the day after it its step begins."""
    return replace(settled(now), mode=None, talk_on=mark.until or mark.on)


def _snoozed(now: Progress, mark: Mark) -> Progress:
    return replace(now, snoozed_until=mark.until)


def _withdrawn(now: Progress, _: Mark) -> Progress:
    return replace(now, mode=State.CLOSED)


def _nothing(now: Progress, _: Mark) -> Progress:
    return now


_MARKED: dict[MarkKind, Callable[[Progress, Mark], Progress]] = {
    MarkKind.FOLLOWED_UP: _asked,
    MarkKind.HANDED_IN: _brought,
    MarkKind.INTERVIEWED: _interviewed,
    MarkKind.ON_HOLD: _paused,
    MarkKind.SNOOZED: _snoozed,
    MarkKind.WITHDRAWN: _withdrawn,
}
