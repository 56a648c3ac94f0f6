"""The arithmetic of the silence clock in sentences: the same functions as the standing, said step by step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from inbox_watch.followup.clock import due_on, second_wait_ends, waited_since
from inbox_watch.followup.course import progress
from inbox_watch.followup.policy import Policy
from inbox_watch.followup.progress import Progress
from inbox_watch.followup.reckoning import Ground, Reckoning, reckonings
from inbox_watch.records import CounterpartKind, Standing, State

_WHY = {
    State.WAITING: "the due date is still ahead and the follow-up is unused",
    State.DUE: "the due date has come, the follow-up is unused, and nothing speaks against it",
    State.FOLLOWED_UP: "the follow-up is used and its own wait still runs",
    State.SILENT_FINAL: "the follow-up is used and its own wait has passed",
    State.SILENT_HOLD: "the due date has passed and a follow-up is not advised",
    State.MOVE_ON: "the clock has run so long that a follow-up is no longer advised",
    State.UNDELIVERED: "the mail came back, so nothing has arrived and no clock runs",
    State.ANSWERED: "a person answered, which ends the silence",
    State.INTERVIEW: "they invited you, which ends the silence until the day after the talk",
    State.ASSESSMENT: "they wait for your test",
    State.INFO_REQUESTED: "they wait for something of yours",
    State.OFFER: "they made an offer",
    State.REJECTED: "they refused, and somebody vouches for that mail",
    State.CLOSED: "you closed or withdrew it",
    State.ON_HOLD: "they paused the process",
    State.UNCONFIRMED: "the last word is a mail that is unsure or that nobody vouches for: look at it first",
    State.UNKNOWN: "a folder was not read for more than a day, so there may be mail that is not known yet",
}


def clock_lines(standing: Standing, policy: Policy, today: date) -> Iterator[str]:
    """Yield a sentence a step: start, wait or promise, working days, the used follow-up, the state."""
    application = standing.application
    now = progress(application, standing.events, today, policy.timezone)
    yield f"It started on {_day(now.clock_start)}, in the step {now.step}."
    if standing.follow_up.due_on:
        yield from _due(now, application.kind, policy)
        yield from _used(now, application.kind, policy)
        since = max(waited_since(now), now.hold_until if now.mode is State.ON_HOLD and now.hold_until else date.min)
        end = since + timedelta(days=policy.move_on_days)
        start = "the start" if since == now.clock_start else _day(since)
        yield f"From {_day(end)} on, {policy.move_on_days} days after {start}, the advice is to move on."
    yield f"So on {_day(today)} the state is {standing.state}: {_WHY[standing.state]}."


def _due(now: Progress, kind: CounterpartKind, policy: Policy) -> Iterator[str]:
    for each in reckonings(now, kind, policy):
        yield _bears_on_it(each, kind, policy)
    yield f"The follow-up is due on {_day(due_on(now, kind, policy))}, {_calendar(policy)}."


def _bears_on_it(each: Reckoning, kind: CounterpartKind, policy: Policy) -> str:
    """What one day has to do with the due date (docs/standing.md, "The due date")."""
    after = f"{each.days} working days after that is {_day(each.on)}"
    return {
        Ground.PROMISE: f"You promised to be in touch on {_day(each.since)}, and that wins.",
        Ground.PAUSE: f"The pause ends {_day(each.since)}; {after}.",
        Ground.TIMELINE: f"They said they would answer by {_day(each.since)}; {after}.",
        Ground.TALK: f"No date was stated, so the wait counts: {each.days} working days after a talk, {_day(each.on)}.",
        Ground.WAIT: f"No date was stated, so the wait counts: {each.days} days for a counterpart of the kind {kind}, "
        f"{_moved(each.on, policy)}.",
        Ground.CLOSING: f"The advert closes on {_day(each.since)}; {after}, and it is not due before.",
        Ground.ABSENCE: f"They are away until {_day(each.since)}; {after}, and it is not due before.",
        Ground.SNOOZE: f"You asked to be reminded no earlier than {_day(each.since)}.",
    }[each.ground]


def _moved(day: date, policy: Policy) -> str:
    moved = policy.workdays.on_or_after(day)
    return _day(day) if moved == day else f"{_day(day)}, no working day, so {_day(moved)}"


def _used(now: Progress, kind: CounterpartKind, policy: Policy) -> Iterator[str]:
    if now.used_on is None:
        yield "The one follow-up of this step is unused."
        return
    end = second_wait_ends(now, now.used_on, kind, policy)
    yield f"The one follow-up of this step was used on {_day(now.used_on)}; its own wait ends on {_day(end)}."


def _calendar(policy: Policy) -> str:
    country = policy.workdays.country
    return f"a working day in {country}" if country else "a weekday (set `country` for public holidays)"


def _day(day: date) -> str:
    return f"{'Mon Tue Wed Thu Fri Sat Sun'.split()[day.weekday()]} {day}"
