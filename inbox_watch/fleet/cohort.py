"""What a coach is shown: numbers a client, and how long answers take in a whole cohort. No word of any mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from inbox_watch.clean import clean_name
from inbox_watch.fleet.clients import Client, Scope
from inbox_watch.fleet.lives import Wait, active_on, wait_of
from inbox_watch.records import Report, Standing, State
from inbox_watch.report.listening import last_look, unheard_days
from inbox_watch.report.lives import was_answered
from inbox_watch.report.survival import Point, share_answered

# Fewer clients than this have no curve, and where a curve rests on fewer it ends: a step would be somebody's answer.
# The view that a coach reads keeps the same numbers (store/server/coach.py).
FEWEST_CLIENTS, LONGEST_CURVE = 5, 90
LOOK_BACK_DAYS = 84


@dataclass(frozen=True, slots=True)
class CoachRow:
    """One client in numbers.

    `idle_days` is how long ago anything was sent, received or told about an application, None for never; `blind_days`
    on how many of the last 84 days the mailbox was not read. `employers` are those that are due, where the client
    consented to that.
    """

    client: str
    coach: str
    applications: int
    silent: int
    due: int
    follow_ups_used: int
    answers: int
    idle_days: int | None
    blind_days: int
    employers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Curve:
    """The share of a cohort's delivered applications that was answered by each day, up to the day `last`."""

    clients: int
    days: tuple[int, ...]
    came: tuple[bool, ...]
    last: int

    @property
    def answers(self) -> int:
        """How many answers it rests on."""
        return sum(self.came)

    def points(self) -> tuple[Point, ...]:
        """Return the estimate (Kaplan-Meier, with Greenwood's band on the scale of log-log), a step a day."""
        return tuple(point for point in share_answered(self.days, self.came) if point.day <= self.last)


@dataclass(frozen=True, slots=True)
class Cohort:
    """Some clients on a day; `unseen` is how many of them consented to no row."""

    name: str
    as_of: date
    rows: tuple[CoachRow, ...]
    unseen: int
    curve: Curve | None


def cohort(name: str, clients: Iterable[tuple[Client, Report]], day: date) -> Cohort:
    """Return what may be shown on a day of some clients, each with the report of that day, by their consents."""
    pairs = list(clients)
    shown = [(client, report) for client, report in pairs if client.consent.allows(Scope.COUNTS, day)]
    counted = [report for client, report in pairs if client.consent.allows(Scope.COHORT, day)]
    rows = sorted((coach_row(client, report, day) for client, report in shown), key=most_due_first)
    return Cohort(name, day, tuple(rows), len(pairs) - len(shown), curve(counted))


def coach_row(client: Client, report: Report, day: date) -> CoachRow:
    """Return one client in numbers."""
    standings = report.standings
    named = client.consent.allows(Scope.EMPLOYERS, day)
    return CoachRow(
        client=client.id,
        coach=client.coach,
        applications=len(standings),
        silent=sum(standing.silent for standing in standings),
        due=sum(standing.state is State.DUE for standing in standings),
        follow_ups_used=sum(standing.follow_up.used_on is not None for standing in standings),
        answers=sum(map(was_answered, standings)),
        idle_days=_idle_days(standings, report.as_of),
        blind_days=unheard_days(report, LOOK_BACK_DAYS),
        employers=_due_employers(standings) if named else (),
    )


def curve(reports: Sequence[Report]) -> Curve | None:
    """Return how long answers take in these clients' applications; None where they are too few to stay unknown.

    What is still open counts as long as it was seen open; what came back as undelivered does not count.
    """
    lives = [life for life in map(_life, reports) if life]
    last = _last_day(lives)
    if not last:
        return None
    waits = list(chain.from_iterable(lives))
    return Curve(len(lives), tuple(days for days, _ in waits), tuple(came for _, came in waits), last)


_Life = list[Wait]


def _life(report: Report) -> _Life:
    looked = last_look(report)
    return [wait for standing in report.standings if (wait := wait_of(standing, looked))]


def _last_day(lives: Sequence[_Life]) -> int:
    """The last day on which enough clients had an application that was still open; 0 where there never were enough."""
    longest = sorted((max(days for days, _ in life) for life in lives), reverse=True)
    return min(longest[FEWEST_CLIENTS - 1], LONGEST_CURVE) if len(longest) >= FEWEST_CLIENTS else 0


def _idle_days(standings: Sequence[Standing], as_of: date) -> int | None:
    days = (day for standing in standings if (day := active_on(standing, as_of)))
    latest = max(days, default=None)
    return (as_of - latest).days if latest else None


def _due_employers(standings: Iterable[Standing]) -> tuple[str, ...]:
    named = (clean_name(each.application.employer) for each in standings if each.state is State.DUE)
    return tuple(sorted({name for name in named if name}))


def most_due_first(row: CoachRow) -> tuple[int, int, str]:
    """Sort by what there is to do."""
    return -row.due, -row.silent, row.client
