"""When the follow-up is due, and when its own wait is over (docs/standing.md, "The due date")."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inbox_watch.followup.policy import Policy
from inbox_watch.followup.progress import Progress
from inbox_watch.followup.reckoning import decisive, wait
from inbox_watch.records import CounterpartKind


def due_on(now: Progress, kind: CounterpartKind, policy: Policy) -> date:
    """The day on which the follow-up of the current step is due; always a working day."""
    return policy.workdays.on_or_after(decisive(now, kind, policy).on)


def second_wait_ends(now: Progress, used_on: date, kind: CounterpartKind, policy: Policy) -> date:
    """The day on which the silence after a follow-up begins; never before the first due date, but for a promise."""
    waited = policy.workdays.on_or_after(wait(used_on, now.step, kind, policy).on)
    return max(waited, due_on(replace(now, promised_on=None), kind, policy))


def waited_since(now: Progress) -> date:
    """The day from which the days until "move on" count: nobody gives up before a day that was named."""
    theirs = (now.answer_by, now.held_until, now.return_on, now.closes_on)
    return max(day for day in (now.clock_start, *theirs, now.promised_on, now.snoozed_until) if day)
