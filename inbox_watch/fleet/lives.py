"""One application as a coach's figures count it: when anything last happened, and how long an answer took."""

from __future__ import annotations

from datetime import date

from inbox_watch.records import Standing, State
from inbox_watch.report.lives import first_answer_days, open_days

# So many days, and whether it was an answer that ended them; an application that is still open waited until it was
# last looked at.
Wait = tuple[int, bool]


def active_on(standing: Standing, as_of: date) -> date | None:
    """Return the last day up to this one on which anything was sent, received or told; None for none."""
    days = (
        standing.application.applied_on,
        *(event.on for event in standing.events),
        *(mark.on for mark in standing.marks),
    )
    return max((day for day in days if day <= as_of), default=None)


def wait_of(standing: Standing, looked: date) -> Wait | None:
    """Return how long it waited; None for one that never arrived."""
    if standing.state is State.UNDELIVERED:
        return None
    first = first_answer_days(standing)
    return (open_days(standing, looked), False) if first is None else (first, True)
