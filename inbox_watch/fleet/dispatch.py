"""What is due becomes jobs: claimed and queued in one transaction, so that nothing is polled twice or forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from inbox_watch.fleet.engine import Arguments, Engine, Job
from inbox_watch.fleet.healing import healths
from inbox_watch.fleet.health import Health, allowance
from inbox_watch.fleet.shards import SIZE, SLOW_SIZE, Due, Room, Shard, pack, room_for
from inbox_watch.store.server.clients import Server
from inbox_watch.store.server.healths import HOUSE
from inbox_watch.store.server.mailboxes import claim, one_step, queues_due, queues_with_slow, waiting

# A job waits a few minutes at most, and works for no longer than its budget; a mailbox it lost is due again after this.
LEASE = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Dispatched:
    """What one pass came to: so many jobs, of so many mailboxes."""

    jobs: int
    mailboxes: int


def dispatch(server: Server, engine: Engine, connections: int, now: datetime) -> Dispatched:
    """Make jobs of what is due; a provider gets no more of them than work through `connections` at once."""
    with one_step(server) as connection:
        shards = _shards(connection, engine, connections, now)
        made = [shard for shard in shards if _made(connection, engine, shard, now)]
    return Dispatched(len(made), sum(len(shard.clients) for shard in made))


def _shards(connection: Any, engine: Engine, connections: int, now: datetime) -> Sequence[Shard]:
    known, queued = healths(connection), Counter(engine.queued(connection.connection.driver_connection))
    if known.get(HOUSE, Health()).is_paused(now):
        return ()
    room, due = dict[str, int](), list[Due]()
    for queue in queues_due(connection, now):
        room[queue] = _room(known.get(queue, Health()), connections, now).left(queued[queue])
        due += _due(connection, queue, room[queue], now)
    return pack(due, room, queues_with_slow(connection, now))


def _room(health: Health, connections: int, now: datetime) -> Room:
    return room_for(allowance(health, connections, now))


def _due(connection: Any, queue: str, jobs: int, now: datetime) -> list[Due]:
    """Those of a queue that have waited longest, no more than there may be jobs for."""
    if not jobs:
        return []
    quick = waiting(connection, queue, now, most=jobs * SIZE, is_slow=False)
    slow = waiting(connection, queue, now, most=SLOW_SIZE, is_slow=True)
    return [Due(each.client, queue, each.since, each.is_slow) for each in (*quick, *slow)]


def _made(connection: Any, engine: Engine, shard: Shard, now: datetime) -> bool:
    """Claim the mailboxes and make their job, unless one for the same waits already."""
    if not engine.defer(connection.connection.driver_connection, Job(shard.queue, shard.key, _arguments(shard, now))):
        return False
    claim(connection, shard.clients, now, now + LEASE)
    return True


def _arguments(shard: Shard, now: datetime) -> Arguments:
    return {"queue": shard.queue, "clients": list(shard.clients), "claimed_at": now.isoformat()}
