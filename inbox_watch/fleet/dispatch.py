"""What is due becomes jobs: claimed and queued in one transaction, so that nothing is polled twice or forgotten.

A job has its connections from when it is made until it lets go of them. One at a time makes jobs, and no more of a
queue than fit its limit: so it holds for all workers together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from inbox_watch.fleet.allowed import Allowed
from inbox_watch.fleet.engine import Arguments, Engine, Job
from inbox_watch.fleet.healing import healths
from inbox_watch.fleet.health import Health, allowance
from inbox_watch.fleet.shards import SIZE, SLOW_SIZE, Due, Room, Shard, pack, room_for
from inbox_watch.store.server.clients import Server
from inbox_watch.store.server.healths import HOUSE
from inbox_watch.store.server.mailboxes import alone, claim, one_step, queues_due, queues_with_slow, waiting

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
        alone(connection)
        made = _Round(connection, engine, allowed, now).made(queues_due(connection, now))
    return Dispatched(len(made), sum(len(shard.clients) for shard in made))


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a job that is under way: it polls by so many threads, and begins no mailbox any more."""

    queue: str
    key: str
    threads: int


def follow(server: Server, engine: Engine, allowed: Allowed, left: Left, now: datetime) -> None:
    """Write down what a job has let go of, and make the job that comes after it, where a whole one waits."""
    with one_step(server) as connection:
        alone(connection)
        its = _Round(connection, engine, allowed, now, fewest=SIZE)
        its.engine.let_go(its.raw, left.key, left.threads)
        its.made([left.queue])


@dataclass(frozen=True, slots=True)
class _Round:
    """Jobs of some queues, if there are so many mailboxes for them."""

    connection: Any
    engine: Engine
    allowed: Allowed
    now: datetime
    fewest: int = 1

    def made(self, queues: Sequence[str]) -> Sequence[Shard]:
        known = healths(self.connection, [HOUSE, *queues])
        if known[HOUSE].is_paused(self.now):
            return ()
        rooms = {queue: self._room(queue, known[queue]) for queue in queues}
        held = Counter(self.engine.held(self.raw, queues))
        left = {queue: rooms[queue].left(held[queue]) for queue in queues}
        due = [each for queue in queues for each in _due(self.connection, queue, left[queue], self.now)]
        if len(due) < self.fewest:
            return ()
        shards = pack(due, left, queues_with_slow(self.connection, self.now))
        return [shard for shard in shards if self._is_made(shard, rooms[shard.queue], held)]

    def _room(self, queue: str, health: Health) -> Room:
        return room_for(allowance(health, self.allowed.connections(queue), self.now))

    def _is_made(self, shard: Shard, room: Room, held: Counter[str]) -> bool:
        """Claim the mailboxes and make their job, unless one for the same waits already."""
        threads = min(room.threads, len(shard.clients), room.connections - held[shard.queue])
        if not self.engine.defer(self.raw, Job(shard.queue, shard.key, self._arguments(shard, threads))):
            return False
        held[shard.queue] += threads
        claim(self.connection, shard.clients, self.now, self.now + LEASE)
        return True

    def _arguments(self, shard: Shard, threads: int) -> Arguments:
        return {
            "queue": shard.queue,
            "clients": list(shard.clients),
            "claimed_at": self.now.isoformat(),
            "is_slow": shard.is_slow,
            "threads": threads,
        }

    @property
    def raw(self) -> Any:
        return self.connection.connection.driver_connection


def _due(connection: Any, queue: str, jobs: int, now: datetime) -> list[Due]:
    """Those of a queue that have waited longest, no more than there may be jobs for."""
    if not jobs:
        return []
    quick = waiting(connection, queue, now, most=jobs * SIZE, is_slow=False)
    slow = waiting(connection, queue, now, most=SLOW_SIZE, is_slow=True)
    return [Due(each.client, queue, each.since, each.is_slow) for each in (*quick, *slow)]
