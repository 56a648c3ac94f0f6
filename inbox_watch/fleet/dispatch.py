"""What is due becomes jobs: claimed and queued in one transaction, so that nothing is polled twice or forgotten.

A job has its connections from when it is made until it is gone. Jobs of one queue are made one at a time, and no more
of them than fit its limit: so it holds for all workers together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from inbox_watch.fleet.allowed import Allowed
from inbox_watch.fleet.engine import Arguments, Engine, Job
from inbox_watch.fleet.healing import health_of
from inbox_watch.fleet.health import allowance
from inbox_watch.fleet.shards import SIZE, SLOW_SIZE, Due, Room, Shard, pack, room_for
from inbox_watch.store.server.clients import Server
from inbox_watch.store.server.healths import HOUSE
from inbox_watch.store.server.mailboxes import alone_with, claim, has_slow_under_way, one_step, queues_due, waiting

# A job waits a few minutes at most, and works for no longer than its budget; a mailbox it lost is due again after this.
LEASE = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Dispatched:
    """What one pass came to: so many jobs, of so many mailboxes."""

    jobs: int
    mailboxes: int


def dispatch(server: Server, engine: Engine, allowed: Allowed, now: datetime) -> Dispatched:
    """Make jobs of what is due, as many of each provider as may have connections to it beside those there are."""
    with one_step(server) as connection:
        queues = queues_due(connection, now)
    made = [shard for queue in queues for shard in _Round(server, engine, queue, now).made(allowed.connections(queue))]
    return Dispatched(len(made), sum(len(shard.clients) for shard in made))


def follow(server: Server, engine: Engine, allowed: Allowed, queue: str, now: datetime) -> None:
    """Make the job that comes after one that has closed its connections, where a whole one waits."""
    _Round(server, engine, queue, now, ended=1, fewest=SIZE).made(allowed.connections(queue))


@dataclass(frozen=True, slots=True)
class _Round:
    """Jobs of one queue, if there are so many mailboxes for them; `ended` of those that are there need no room."""

    server: Server
    engine: Engine
    queue: str
    now: datetime
    ended: int = 0
    fewest: int = 1

    def made(self, connections: int) -> Sequence[Shard]:
        with one_step(self.server) as connection:
            alone_with(connection, self.queue)
            room = self._room(connection, connections)
            left = room.left(self.engine.in_being(_raw(connection), self.queue) - self.ended)
            due = _due(connection, self.queue, left, self.now)
            if len(due) < self.fewest:
                return ()
            slow = has_slow_under_way(connection, self.queue, self.now)
            shards = pack(due, {self.queue: left}, frozenset({self.queue} if slow else ()))
            return [shard for shard in shards if self._is_made(connection, shard, room)]

    def _room(self, connection: Any, connections: int) -> Room:
        if health_of(connection, HOUSE).is_paused(self.now):
            return room_for(0)
        return room_for(allowance(health_of(connection, self.queue), connections, self.now))

    def _is_made(self, connection: Any, shard: Shard, room: Room) -> bool:
        """Claim the mailboxes and make their job, unless one for the same waits already."""
        if not self.engine.defer(_raw(connection), Job(shard.queue, shard.key, self._arguments(shard, room))):
            return False
        claim(connection, shard.clients, self.now, self.now + LEASE)
        return True

    def _arguments(self, shard: Shard, room: Room) -> Arguments:
        named = {"queue": shard.queue, "clients": list(shard.clients), "claimed_at": self.now.isoformat()}
        return {**named, "threads": room.threads}


def _raw(connection: Any) -> Any:
    return connection.connection.driver_connection


def _due(connection: Any, queue: str, jobs: int, now: datetime) -> list[Due]:
    """Those of a queue that have waited longest, no more than there may be jobs for."""
    if not jobs:
        return []
    quick = waiting(connection, queue, now, most=jobs * SIZE, is_slow=False)
    slow = waiting(connection, queue, now, most=SLOW_SIZE, is_slow=True)
    return [Due(each.client, queue, each.since, each.is_slow) for each in (*quick, *slow)]
