"""The health of queues and of the house, remembered in the database; what it means is decided in `health`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from inbox_watch.fleet.cadence import Cause
from inbox_watch.fleet.health import OF_THE_HOUSE, OF_THE_PROVIDER, Health, health_after
from inbox_watch.store.server.healths import HOUSE, Tally, change, tallies


def healths(connection: Any, queues: Sequence[str]) -> dict[str, Health]:
    """Return the health of each of these queues; the house is the one of no name."""
    known = tallies(connection, queues)
    return {queue: _health(queue, known.get(queue, Tally())) for queue in queues}


def healths_after(connection: Any, queue: str, cause: Cause | None, now: datetime) -> tuple[Health, Health]:
    """Remember how one more poll of a queue went; returns the health of the queue and of the house."""
    return _changed(connection, queue, cause, now), _changed(connection, HOUSE, cause, now)


def _changed(connection: Any, queue: str, cause: Cause | None, now: datetime) -> Health:
    def after(before: Tally) -> Tally:
        health = health_after(_health(queue, before), cause, now)
        return Tally(health.ended, health.failed, health.pauses, health.paused_until)

    return _health(queue, change(connection, queue, after))


def _health(queue: str, its: Tally) -> Health:
    causes = OF_THE_PROVIDER if queue != HOUSE else OF_THE_HOUSE
    return Health(its.ended, its.failed, its.pauses, its.paused_until, causes)
