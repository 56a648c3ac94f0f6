"""The arithmetic of a due date: the days that bear on it, and the one that decides, in a short clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from inbox_watch.followup.policy import AFTER_TIMELINE_WORKDAYS, INTERVIEW_WAIT_WORKDAYS, Policy
from inbox_watch.followup.progress import Progress
from inbox_watch.records import Application, CounterpartKind, State, Step


class Ground(StrEnum):
    """What a due date is counted from."""

    PROMISE = "promise"
    PAUSE = "pause"
    TIMELINE = "timeline"
    TALK = "talk"
    WAIT = "wait"
    CLOSING = "closing"
    ABSENCE = "absence"
    SNOOZE = "snooze"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One day that bears on the due date: `days` after `since` is `on`, which need not be a working day."""

    ground: Ground
    since: date
    days: int
    on: date


def reckonings(now: Progress, kind: CounterpartKind, policy: Policy) -> tuple[Reckoning, ...]:
    """Every day that bears on the due date; the latest decides, moved to a working day (docs/standing.md)."""
    return tuple(_reckonings(now, kind, policy))


def decisive(now: Progress, kind: CounterpartKind, policy: Policy) -> Reckoning:
    """The reckoning that the due date comes from."""
    return max(reckonings(now, kind, policy), key=lambda each: each.on)


def snoozed_until(now: Progress, kind: CounterpartKind, policy: Policy) -> date | None:
    """The day on which the user wants to be reminded, where the due date comes from it."""
    decides = decisive(now, kind, policy)
    return decides.on if decides.ground is Ground.SNOOZE else None


def because(application: Application, now: Progress, policy: Policy) -> str:
    """Why the follow-up is due on its day: "7 days after your application, next working day"."""
    decides = decisive(now, application.kind, policy)
    moved = "" if policy.workdays.is_workday(decides.on) else ", next working day"
    is_first = now.step is Step.APPLICATION and decides.since == application.applied_on
    return _clause(decides, "your application" if is_first else str(decides.since)) + moved


def _clause(decides: Reckoning, since: str) -> str:
    return {
        Ground.PROMISE: "the day on which you promised to be in touch",
        Ground.PAUSE: f"{decides.days} working days after the pause ends on {decides.since}",
        Ground.TIMELINE: f"{decides.days} working days after {decides.since}, by when they want to answer",
        Ground.TALK: f"{decides.days} working days after {decides.since}",
        Ground.WAIT: f"{decides.days} days after {since}",
        Ground.CLOSING: f"{decides.days} working days after the advert closes on {decides.since}",
        Ground.ABSENCE: f"{decides.days} working days after they are back on {decides.since}",
        Ground.SNOOZE: "the day on which you want to be reminded",
    }[decides.ground]


def _reckonings(now: Progress, kind: CounterpartKind, policy: Policy) -> Iterator[Reckoning]:
    yield from _before_absence(now, kind, policy)
    if now.return_on:
        yield _in_workdays(Ground.ABSENCE, now.return_on, AFTER_TIMELINE_WORKDAYS, policy)
    if now.snoozed_until:
        yield Reckoning(Ground.SNOOZE, now.snoozed_until, 0, now.snoozed_until)


def _before_absence(now: Progress, kind: CounterpartKind, policy: Policy) -> Iterator[Reckoning]:
    """A promise wins, then the end of a pause or of a stated timeline, then the wait and the end of the advert."""
    paused = now.hold_until if now.mode is State.ON_HOLD else now.held_until
    if now.promised_on:
        yield Reckoning(Ground.PROMISE, now.promised_on, 0, now.promised_on)
    elif paused:
        yield _in_workdays(Ground.PAUSE, paused, AFTER_TIMELINE_WORKDAYS, policy)
    elif now.answer_by:
        yield _in_workdays(Ground.TIMELINE, now.answer_by, AFTER_TIMELINE_WORKDAYS, policy)
    else:
        yield wait(now.clock_start, now.step, kind, policy)
        if now.closes_on:
            yield _in_workdays(Ground.CLOSING, now.closes_on, AFTER_TIMELINE_WORKDAYS, policy)


def wait(start: date, step: Step, kind: CounterpartKind, policy: Policy) -> Reckoning:
    """The end of one wait: five working days after a talk, else the calendar days of the kind of counterpart."""
    if step is Step.INTERVIEW:
        return _in_workdays(Ground.TALK, start, INTERVIEW_WAIT_WORKDAYS, policy)
    days = policy.wait(kind)
    return Reckoning(Ground.WAIT, start, days, start + timedelta(days=days))


def _in_workdays(ground: Ground, since: date, days: int, policy: Policy) -> Reckoning:
    return Reckoning(ground, since, days, policy.workdays.add(since, days))
