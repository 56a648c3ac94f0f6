"""When the follow-up is due, and when its own wait is over (docs/standing.md, "The due date")."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from inbox_watch.followup.policy import AFTER_TIMELINE_WORKDAYS, INTERVIEW_WAIT_WORKDAYS, Policy
from inbox_watch.followup.progress import Progress
from inbox_watch.records import CounterpartKind, State, Step


def due_on(now: Progress, kind: CounterpartKind, policy: Policy) -> date:
    """The day on which the follow-up of the current step is due; always a working day."""
    workdays = policy.workdays
    due = _before_absence(now, kind, policy)
    if now.return_on:
        due = max(due, workdays.add(now.return_on, AFTER_TIMELINE_WORKDAYS))
    if now.snoozed_until:
        due = max(due, now.snoozed_until)
    return workdays.on_or_after(due)


def _before_absence(now: Progress, kind: CounterpartKind, policy: Policy) -> date:
    """A promised date wins, then the end of a pause or of a stated timeline, then the wait of the counterpart; nobody
    chooses before the advert closes."""
    if now.promised_on:
        return now.promised_on
    paused = now.hold_until if now.mode is State.ON_HOLD else now.held_until
    stated = paused or now.answer_by
    if stated:
        return policy.workdays.add(stated, AFTER_TIMELINE_WORKDAYS)
    waited = after_wait(now.clock_start, now.step, kind, policy)
    return max(waited, policy.workdays.add(now.closes_on, AFTER_TIMELINE_WORKDAYS)) if now.closes_on else waited


def second_wait_ends(now: Progress, used_on: date, kind: CounterpartKind, policy: Policy) -> date:
    """The day on which the silence after a follow-up begins; never before the first due date, but for a promise."""
    return max(after_wait(used_on, now.step, kind, policy), due_on(replace(now, promised_on=None), kind, policy))


def waited_since(now: Progress) -> date:
    """The day from which the days until "move on" count: nobody gives up before a day that was named."""
    theirs = (now.answer_by, now.held_until, now.return_on, now.closes_on)
    return max(day for day in (now.clock_start, *theirs, now.promised_on, now.snoozed_until) if day)


def after_wait(start: date, step: Step, kind: CounterpartKind, policy: Policy) -> date:
    """The end of one wait: five working days after a talk, else the calendar days of the kind of counterpart."""
    if step is Step.INTERVIEW:
        return policy.workdays.add(start, INTERVIEW_WAIT_WORKDAYS)
    return policy.workdays.on_or_after(start + timedelta(days=policy.wait(kind)))
