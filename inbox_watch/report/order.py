"""Standings in the order a reader should meet them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from inbox_watch.records import Standing, State, Step

# docs/standing.md, "The states in order"; what has ended comes last, and `due` first of all
_STATES = (
    State.DUE,
    State.OFFER,
    State.UNCONFIRMED,
    State.UNDELIVERED,
    State.ON_HOLD,
    State.INTERVIEW,
    State.ASSESSMENT,
    State.INFO_REQUESTED,
    State.ANSWERED,
    State.UNKNOWN,
    State.WAITING,
    State.FOLLOWED_UP,
    State.MOVE_ON,
    State.SILENT_FINAL,
    State.SILENT_HOLD,
    State.REJECTED,
    State.CLOSED,
)
_RANK = {state: rank for rank, state in enumerate(_STATES, start=1)}


def in_order(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """Silence after an interview first, then what is due, then the other states.

    Inside a state what the user wants most comes first, then what is advised for the fewest days to come, then what is
    longest overdue: the order of what can still be gained.
    """
    return tuple(sorted(standings, key=_urgency))


def _urgency(standing: Standing) -> tuple[int, int, date, date, int, str]:
    application, follow_up = standing.application, standing.follow_up
    closes_on, due_on = follow_up.advised_until or date.max, follow_up.due_on or date.max
    newest = -application.applied_on.toordinal()
    return (_rank(standing), application.wanted, closes_on, due_on, newest, application.id)


def _rank(standing: Standing) -> int:
    return 0 if standing.silent and standing.step is Step.INTERVIEW else _RANK[standing.state]
