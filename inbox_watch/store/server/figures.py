"""The figures of a client that a coach may be shown: kept, since a coach may not read what they are derived from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inbox_watch.records import State
from inbox_watch.store.homes import Home


@dataclass(frozen=True, slots=True)
class Figures:
    """One application: when anything last came or went, when its follow-up was used, and whether it was answered.

    It waited so many days, None if it never arrived, and `was_answered` says whether an answer ended them.
    """

    application: str
    employer: str
    state: State
    active_on: date | None
    used_on: date | None
    is_answered: bool
    waited_days: int | None = None
    was_answered: bool = False


_LOOK = (
    "INSERT INTO fleet.looks AS l (as_of, blind_days) VALUES (%s, %s) ON CONFLICT (client) "
    "DO UPDATE SET as_of = excluded.as_of, blind_days = excluded.blind_days"
)
_ROW = (
    "INSERT INTO fleet.standings "
    "(application, employer, state, active_on, used_on, is_answered, waited_days, was_answered) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)


def looked_on(home: Home) -> date | None:
    """Return the day that the figures are of; None where there are none."""
    with home.reading() as connection:
        day: date | None = connection.exec_driver_sql("SELECT as_of FROM fleet.looks").scalar()
        return day


def keep_figures(home: Home, applications: Iterable[Figures], as_of: date, blind_days: int) -> None:
    """Put the figures of a day in the place of those that were there: all of them, or none."""
    rows = [_row(each) for each in applications]
    with home.writing() as connection:
        connection.exec_driver_sql(_LOOK, (as_of, blind_days))
        connection.exec_driver_sql("DELETE FROM fleet.standings")
        if rows:
            connection.exec_driver_sql(_ROW, rows)


def _row(each: Figures) -> tuple[object, ...]:
    happened = (each.active_on, each.used_on, each.is_answered, each.waited_days, each.was_answered)
    return (each.application, each.employer, each.state.value, *happened)
