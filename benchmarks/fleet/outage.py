"""A provider that is down for an hour, polled mailbox by mailbox by the functions of `inbox_watch.fleet` themselves."""

from __future__ import annotations

import heapq
import math
import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from benchmarks.fleet.facts import GROUPS, MEAN_ROUND_TRIP, fact
from benchmarks.fleet.simulation import ahead
from inbox_watch.fleet.cadence import DAY, HOUR, MINUTE, Cause, Trouble, interval, next_poll_at, trouble_after
from inbox_watch.fleet.health import Health, allowance, health_after, is_own_fault
from inbox_watch.fleet.shards import Due, pack, room_for
from inbox_watch.knowledge.limits import limits_of
from inbox_watch.sources.connection import CONNECT_SECONDS

QUEUE = "Gmail"
BEGINS = datetime(2026, 5, 1, 8, tzinfo=UTC)
DOWN, UP, ENDS = BEGINS + HOUR, BEGINS + 2 * HOUR, BEGINS + 6 * HOUR
# Unread for so long beyond its wait, a mailbox is behind; when fewer than one in a hundred are, all is well.
_BEHIND, _WELL = 12 * MINUTE, 0.01


@dataclass(slots=True)
class Mailbox:
    """One client's, as a database would remember it."""

    client: str
    job_mail: float
    last_activity: datetime
    last_read: datetime
    due: datetime
    trouble: Trouble | None = None

    def is_behind(self, now: datetime) -> bool:
        """Was it not read for longer than it should?"""
        return now - self.last_read > interval(self.last_activity, now) * 1.1 + _BEHIND


@dataclass(slots=True)
class Outage:
    """What came of it: polls that failed, mailboxes blamed when it ended, and how long after that all was well."""

    failed: int = 0
    blamed: int = 0
    well_after: timedelta | None = None


@dataclass(slots=True)
class Job:
    """The mailboxes of a shard that are still to be polled, and how many of its threads are busy."""

    left: deque[Mailbox]
    busy: int = 0


@dataclass(slots=True)
class Office:
    """A dispatcher and its workers. Without `pauses` it takes each failure for the mailbox's own."""

    mailboxes: dict[str, Mailbox]
    pauses: bool
    dice: random.Random
    health: Health = field(default_factory=Health)
    found: Outage = field(default_factory=Outage)
    waiting: deque[Job] = field(default_factory=deque)
    running: int = 0
    at_work: set[str] = field(default_factory=set)
    events: list[tuple[datetime, int, Job | None, Mailbox | None]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def run(self) -> Outage:
        """Work until the end."""
        self._at(BEGINS, None, None)
        while self.events[0][0] < ENDS:
            now, _, job, mailbox = heapq.heappop(self.events)
            if job is None or mailbox is None:
                self._dispatch(now)
            else:
                self._ended(job, mailbox, now)
        return self.found

    def _at(self, when: datetime, job: Job | None, mailbox: Mailbox | None) -> None:
        heapq.heappush(self.events, (when, next(self.numbers), job, mailbox))

    def _connections(self, now: datetime) -> int:
        all_of_them = limits_of(QUEUE).connections(1)
        return allowance(self.health, all_of_them, now) if self.pauses else all_of_them

    def _dispatch(self, now: datetime) -> None:
        self._look(now)
        due = [
            Due(each.client, QUEUE, each.due)
            for each in self.mailboxes.values()
            if each.due <= now and each.client not in self.at_work
        ]
        room = room_for(self._connections(now))
        for shard in pack(due, {QUEUE: ahead(room, len(self.waiting))}):
            self.at_work.update(shard.clients)
            self.waiting.append(Job(deque(self.mailboxes[client] for client in shard.clients)))
        self._begin(now)
        self._at(now + MINUTE, None, None)

    def _begin(self, now: datetime) -> None:
        room = room_for(self._connections(now))
        while self.waiting and self.running < room.shards:
            job = self.waiting.popleft()
            self.running += 1
            for _ in range(min(room.threads, len(job.left))):
                self._poll(job, now)

    def _poll(self, job: Job, now: datetime) -> None:
        mailbox = job.left.popleft()
        job.busy += 1
        self._at(now + timedelta(seconds=self._lasts(now)), job, mailbox)

    def _lasts(self, now: datetime) -> float:
        if DOWN <= now < UP:
            return CONNECT_SECONDS
        trips = fact("visit_round_trips") + fact("handshake_round_trips")
        return fact("visit_seconds") - trips * MEAN_ROUND_TRIP * math.log(1 - self.dice.random())

    def _ended(self, job: Job, mailbox: Mailbox, now: datetime) -> None:
        job.busy -= 1
        self.at_work.discard(mailbox.client)
        self._keep(mailbox, now)
        if not self._connections(now):  # the rest of the job is due as it was
            self.at_work.difference_update(each.client for each in job.left)
            job.left.clear()
        if job.left:
            self._poll(job, now)
        elif not job.busy:
            self.running -= 1
            self._begin(now)

    def _keep(self, mailbox: Mailbox, now: datetime) -> None:
        """Write down how a poll went."""
        cause = Cause.UNAVAILABLE if DOWN + timedelta(seconds=CONNECT_SECONDS) <= now < UP else None
        if self.pauses:
            self.health = health_after(self.health, cause, now)
        self.found.failed += cause is not None
        if cause is None:
            self._read(mailbox, now)
        elif not self.pauses or is_own_fault(cause, self.health):
            mailbox.trouble = trouble_after(mailbox.trouble, cause)
        mailbox.due = next_poll_at(mailbox.client, now, mailbox.last_activity, mailbox.trouble)

    def _read(self, mailbox: Mailbox, now: datetime) -> None:
        gap = now - mailbox.last_read
        if self.dice.random() < 1 - math.exp(-mailbox.job_mail * (gap / DAY)):
            mailbox.last_activity = now - gap * self.dice.random()
        mailbox.last_read, mailbox.trouble = now, None

    def _look(self, now: datetime) -> None:
        """What anybody would see at the end of the outage and after it."""
        if now == UP:
            self.found.blamed = sum(each.trouble is not None for each in self.mailboxes.values())
        if now >= UP and self.found.well_after is None:
            behind = sum(each.is_behind(now) for each in self.mailboxes.values())
            if behind < _WELL * len(self.mailboxes):
                self.found.well_after = now - UP


def outage(mailboxes: int, *, pauses: bool, seed: int = 1) -> Outage:
    """Return what an hour's outage does to so many mailboxes; the same each time."""
    dice = random.Random(seed)
    made = (_mailbox(f"c-{number:06}", dice) for number in range(mailboxes))
    return Office({each.client: each for each in made}, pauses, dice).run()


def _mailbox(client: str, dice: random.Random) -> Mailbox:
    group = dice.choices(GROUPS, [each.share for each in GROUPS])[0]
    last_activity = BEGINS + math.log(1 - dice.random()) / group.job_mail * DAY
    wait = interval(last_activity, BEGINS)
    last_read = BEGINS - wait * dice.random()
    return Mailbox(client, group.job_mail, last_activity, last_read, last_read + wait)
