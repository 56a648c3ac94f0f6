"""Where an application has got to, and the steps from there that mail, marks and days share (docs/standing.md)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from inbox_watch.followup.policy import ON_HOLD_DAYS
from inbox_watch.records import Application, State, Step

BY_MAIL = "email"
DECISIONS = frozenset({State.REJECTED, State.OFFER})


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
    closes_on: date | None = None
    return_on: date | None = None
    promised_on: date | None = None
    promised_call: bool = False
    snoozed_until: date | None = None
    used_on: date | None = None
    used_by: str = ""
    used_message_id: str = ""
    application_message_ids: frozenset[str] = frozenset()
    acknowledged_on: date | None = None
    suspicious: bool = False
    no_contact: bool = False
    no_calls: bool = False
    no_reply_policy: bool = False


def beginning(application: Application) -> Progress:
    """The progress of an application of which nothing is known but itself and its advert."""
    advert = application.advert
    return Progress(
        Step.APPLICATION,
        application.applied_on,
        answer_by=advert.answer_by,
        closes_on=advert.closes_on,
        no_contact=advert.no_contact,
        no_calls=advert.no_calls,
        no_reply_policy=advert.no_reply_policy,
    )


def elapsed(now: Progress, day: date) -> Progress:
    """What the passing of days does: on the day after a talk its step begins; a pause ends on its day."""
    if now.mode is State.INTERVIEW and now.talk_on and now.talk_on < day:
        return new_step(now, Step.INTERVIEW, now.talk_on)
    if now.mode is State.ON_HOLD and now.hold_until and now.hold_until < day:
        return replace(now, mode=None, held_until=now.hold_until, hold_until=None)
    return now


def new_step(now: Progress, step: Step, start: date, answer_by: date | None = None) -> Progress:
    """Each step has its own clock and its own one follow-up (SR02)."""
    return replace(
        now,
        step=step,
        clock_start=start,
        mode=None,
        talk_on=None,
        held_until=None,
        answer_by=answer_by,
        closes_on=None,
        return_on=None,
        promised_on=None,
        snoozed_until=None,
        used_on=None,
        used_by="",
        used_message_id="",
    )


def on_hold(now: Progress, day: date, until: date | None) -> Progress:
    """They paused on that day: until the stated date, else for thirty days."""
    until = until or day + timedelta(days=ON_HOLD_DAYS)
    return replace(now, mode=State.ON_HOLD, hold_until=until, promised_on=None, suspicious=False)


def arrived(now: Progress, day: date) -> Progress:
    """The application has arrived, and they say so."""
    mode = None if now.mode is State.UNDELIVERED else now.mode
    return replace(now, mode=mode, acknowledged_on=now.acknowledged_on or day)


def followed_up(now: Progress, day: date, by: str, message_id: str = "") -> Progress:
    """The one follow-up of this step is used, unless it was before.

    What the user told as a follow-up by mail and the mail found later are one; a call is not undone when that mail
    comes back.
    """
    if day < now.clock_start:
        return now
    if now.used_on is None:
        return replace(now, used_on=day, used_by=by, used_message_id=message_id)
    is_the_same = now.used_by == BY_MAIL and not now.used_message_id
    return replace(now, used_message_id=message_id) if is_the_same else now
