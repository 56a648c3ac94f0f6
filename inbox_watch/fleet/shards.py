"""Mailboxes that are due to jobs: one job polls a hundred of one provider, by a few threads at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import groupby

SIZE, SLOW_SIZE = 100, 20
THREADS = 10


@dataclass(frozen=True, slots=True)
class Due:
    """A mailbox that is due. A slow one took long the last time, so it shares no job with others.

    One that failed at once is not slow: when a keeper of secrets was down, everybody failed.
    """

    client: str
    queue: str
    since: datetime
    is_slow: bool = False


@dataclass(frozen=True, slots=True)
class Shard:
    """One job: the clients of one queue, those that have waited longest first; all of them slow, or none."""

    queue: str
    clients: tuple[str, ...]
    is_slow: bool = False

    @property
    def key(self) -> str:
        """The same for the same clients: what keeps a job from being queued twice."""
        return key_of(self.queue, self.clients)


@dataclass(frozen=True, slots=True)
class Room:
    """How many connections of a queue may be open at once, and by how many threads a job polls."""

    connections: int
    threads: int

    @property
    def shards(self) -> int:
        """How many jobs have all of their threads at once."""
        return self.connections // self.threads

    def left(self, held: int) -> int:
        """Return how many more jobs may be made where so many connections are held; what finds no room stays due.

        The last of them may have fewer threads than the others, but half as many at least.
        """
        whole, rest = divmod(max(0, self.connections - held), self.threads)
        return whole + (2 * rest >= self.threads)


def room_for(connections: int) -> Room:
    """Divide the connections that may be open among jobs, never more in all: two at least, since one may be slow."""
    return Room(connections, min(THREADS, max(1, connections // 2)))


def key_of(queue: str, clients: Iterable[str]) -> str:
    """Return what a job is called: the same for the same clients."""
    digest = blake2b("\n".join(sorted(clients)).encode(), digest_size=8).hexdigest()
    return f"{queue}/{digest}"


def pack(
    due: Iterable[Due], room: Mapping[str, int], slow_under_way: frozenset[str] = frozenset()
) -> tuple[Shard, ...]:
    """Return the jobs for what is due; `room` is how many more of each queue may be begun, and none for the others.

    The longest wait goes first, whichever its queue. Slow mailboxes have one small job of a queue at a time, none where
    one is under way: what hangs there holds up no other.
    """
    in_order = sorted(due, key=lambda each: (each.queue, each.since, each.client))
    jobs: list[Sequence[Due]] = []
    for queue, group in groupby(in_order, key=lambda each: each.queue):
        jobs += _of_a_queue(list(group), room.get(queue, 0), queue not in slow_under_way)
    return tuple(map(_shard, sorted(jobs, key=_since)))


def _of_a_queue(due: Sequence[Due], most: int, with_slow: bool) -> list[Sequence[Due]]:
    slow = [each for each in due if each.is_slow][: SLOW_SIZE if with_slow else 0]
    quick = list(_chunks([each for each in due if not each.is_slow]))
    return sorted([*quick, slow] if slow else quick, key=_since)[:most]


def _since(job: Sequence[Due]) -> datetime:
    return job[0].since


def _shard(job: Sequence[Due]) -> Shard:
    return Shard(job[0].queue, tuple(each.client for each in job), job[0].is_slow)


def _chunks(due: Sequence[Due]) -> Iterator[Sequence[Due]]:
    return (due[start : start + SIZE] for start in range(0, len(due), SIZE))
