"""The health of queues and of the house, remembered in the database; what it means is decided in `health`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from inbox_watch.fleet.cadence import Cause
from inbox_watch.fleet.health import OF_THE_HOUSE, OF_THE_PROVIDER, PROBES, WINDOW, Health, health_after
from inbox_watch.store.server.clients import Server
from inbox_watch.store.server.healths import HOUSE, Poll, Tally, change, tallies


def healths(connection: Any, queues: Sequence[str]) -> dict[str, Health]:
    """Return the health of each of these queues; the house is the one of no name."""
    known = tallies(connection, queues)
    return {queue: _health(queue, known.get(queue, Tally())) for queue in queues}


def healths_after(server: Server, queue: str, cause: Cause | None, now: datetime) -> tuple[Health, Health]:
    """Remember how one more poll of a queue went; returns the health of the queue and of the house."""
    return _changed(server, queue, cause, now), _changed(server, HOUSE, cause, now)


def _changed(server: Server, queue: str, cause: Cause | None, now: datetime) -> Health:
    def after(tally: Tally) -> Tally:
        health = health_after(_health(queue, tally), cause, now)
        return Tally(health.ended, health.failed, health.pauses, health.paused_until)

    poll = Poll(cause in _causes(queue), now, WINDOW, PROBES)
    return _health(queue, change(server, queue, poll, after))


def _health(queue: str, tally: Tally) -> Health:
    return Health(tally.ended, tally.failed, tally.pauses, tally.paused_until, _causes(queue))


def _causes(queue: str) -> frozenset[Cause]:
    return OF_THE_PROVIDER if queue != HOUSE else OF_THE_HOUSE
