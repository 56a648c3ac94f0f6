"""What a coach sees in the database to the cohort that is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from inbox_watch.clean import clean_name
from inbox_watch.fleet.cohort import LOOK_BACK_DAYS, CoachRow, Cohort, Curve, most_due_first
from inbox_watch.store.server.coach_seen import Counts, Seen, Waits


def cohort_seen(seen: Seen, day: date) -> Cohort:
    """Return a coach's clients on a day; what was not looked at since counts as idle, and whole days as not read."""
    rows = sorted((_row(seen.coach, counts, day) for counts in seen.counts), key=most_due_first)
    return Cohort(f"Clients of {seen.coach}", day, tuple(rows), seen.unseen, _curve(seen.waits))


def _row(coach: str, counts: Counts, day: date) -> CoachRow:
    since = max((day - counts.as_of).days, 0)
    return CoachRow(
        client=counts.client,
        coach=coach,
        applications=counts.applications,
        silent=counts.silent,
        due=counts.due,
        follow_ups_used=counts.follow_ups_used,
        answers=counts.answers,
        idle_days=None if counts.idle_days is None else counts.idle_days + since,
        blind_days=min(counts.blind_days + max(since - 1, 0), LOOK_BACK_DAYS),
        employers=tuple(name for name in map(clean_name, counts.employers) if name),
    )


def _curve(waits: Sequence[Waits]) -> Curve | None:
    if not waits:
        return None
    each = list(_each(waits))
    return Curve(waits[0].clients, tuple(days for days, _ in each), tuple(came for _, came in each), waits[0].last)


def _each(waits: Sequence[Waits]) -> Iterator[tuple[int, bool]]:
    for wait in waits:
        yield from [(wait.day, True)] * wait.answered
        yield from [(wait.day, False)] * (wait.ended - wait.answered)
