"""Where an application has got to, and the moves that mail, marks and days share (docs/standing.md)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from inbox_watch.followup.policy import ON_HOLD_DAYS
from inbox_watch.records import Application, State, Step

BY_MAIL = "email"
DECISIONS = frozenset({State.REJECTED, State.OFFER})
ENDS = DECISIONS | frozenset({State.CLOSED})
_ASKED_FOR = frozenset({State.ASSESSMENT, State.INFO_REQUESTED})


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an application has got to.

    `mode` is the state its last word put it in, None while the clock runs; INTERVIEW is a talk whose day nobody has
    said, `talk_on` the day of one that is ahead, `held_on` of the last that was. `contested` is a decision or an
    invitation that nobody vouches for, `questioned_on` the day of the last mail that may be an answer. `answer_by` is
    the end of the timeline in force.
    """

    step: Step
    clock_start: date
    mode: State | None = None
    talk_on: date | None = None
    held_on: date | None = None
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
    acknowledged_on: date | None = None
    has_arrived: bool = False
    contested: bool = False
    questioned_on: date | None = None
    no_contact: bool = False
    no_calls: bool = False
    no_reply_policy: bool = False

    @property
    def is_asked_for_something(self) -> bool:
        """Do they wait for a test or for papers?"""
        return self.mode in _ASKED_FOR

    @property
    def has_talk_ahead(self) -> bool:
        """Is a talk agreed or asked for that has not been held?"""
        return self.talk_on is not None or self.mode is State.INTERVIEW


def beginning(application: Application) -> Progress:
    """The progress of an application of which nothing is known but itself and its advert.

    Who applies behind the timeline of an advert is not answered within it.
    """
    advert = application.advert
    is_over = advert.answer_by is not None and advert.answer_by < application.applied_on
    return Progress(
        Step.APPLICATION,
        application.applied_on,
        answer_by=None if is_over else advert.answer_by,
        closes_on=advert.closes_on,
        no_contact=advert.no_contact,
        no_calls=advert.no_calls,
        no_reply_policy=advert.no_reply_policy,
    )


def elapsed(now: Progress, day: date) -> Progress:
    """What the passing of days does: on the day after a talk its step begins; a pause ends with its day."""
    if now.mode in ENDS:
        return now
    if now.talk_on and now.talk_on < day:
        return replace(new_step(now, Step.INTERVIEW, now.talk_on), mode=now.mode, talk_on=None, held_on=now.talk_on)
    if now.mode is State.ON_HOLD and now.hold_until and now.hold_until < day:
        return replace(now, mode=None, held_until=now.hold_until, hold_until=None, answer_by=None)
    return now


def new_step(now: Progress, step: Step, start: date) -> Progress:
    """Each step has its own clock and its own one follow-up (SR02).

    What was stated since it was asked for counts in it, and an absence that lasts into it.
    """
    is_away = now.return_on is not None and now.return_on >= start
    now = _without_past(now, start)
    return replace(
        now,
        step=step,
        clock_start=start,
        mode=None,
        held_until=None,
        closes_on=None,
        return_on=now.return_on if is_away else None,
        promised_on=None,
        snoozed_until=None,
        used_on=None,
        used_by="",
    )


def restarted(now: Progress, day: date) -> Progress:
    """The clock of the step begins anew; its follow-up does not."""
    return replace(_without_past(now, day), mode=None, clock_start=day, promised_on=None)


def _without_past(now: Progress, day: date) -> Progress:
    """What they named and what was over before the clock started says nothing of it."""
    return stated(now, None) if now.answer_by and now.answer_by < day else now


def stated(now: Progress, end: date | None) -> Progress:
    """The end of the timeline in force is this one, or none."""
    return replace(now, answer_by=end, held_until=None)


def settled(now: Progress) -> Progress:
    """News that answers: doubts and promises are over."""
    return replace(now, promised_on=None, contested=False, questioned_on=None)


def on_hold(now: Progress, day: date, until: date | None) -> Progress:
    """They paused on that day: until the stated date, else for thirty days."""
    until = until or day + timedelta(days=ON_HOLD_DAYS)
    return replace(settled(now), mode=State.ON_HOLD, hold_until=until, talk_on=None, answer_by=None)


def arrived(now: Progress) -> Progress:
    """Something shows that the application has reached them."""
    return replace(now, mode=None if now.mode is State.UNDELIVERED else now.mode, has_arrived=True)


def acknowledged(now: Progress, day: date) -> Progress:
    """The application has arrived, and they say so."""
    return replace(arrived(now), acknowledged_on=now.acknowledged_on or day)


def followed_up(now: Progress, day: date, by: str) -> Progress:
    """The one follow-up of this step is used, unless it was before."""
    return now if now.used_on else replace(now, used_on=day, used_by=by)
