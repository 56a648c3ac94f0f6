"""Discrete events: dispatch once a minute, jobs that begin and end, a worker that is killed."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.fleet.facts import HOSTS_AN_ADDRESS, OWN_SERVERS, PROVIDERS, fact
from benchmarks.fleet.world import WELL, Numbers, Places, World, durations, polled, world
from inbox_watch.fleet.shards import SIZE, SLOW_SIZE, Room, room_for
from inbox_watch.knowledge.limits import limits_of

MINUTE, HOUR = 60.0, 3600.0
_DISPATCH, _END, _KILL = range(3)
_LATE = 10 * MINUTE
# A place works through no more jobs than this in a minute.
_AHEAD = 10


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is simulated. `addresses` are those of ours from which a provider is asked; a killed worker ran one job in
    `workers`. Without `lanes`, slow mailboxes share jobs with the others."""

    mailboxes: int
    addresses: int = 1
    hostile: float = 0.0
    lanes: bool = True
    kill_at: float | None = None
    workers: int = 8
    warm_up: float = HOUR / 2
    lasts: float = 2 * HOUR
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Waiting:
    """Mailboxes that one job is to poll, and since when each is due."""

    who: Places
    due: Numbers
    is_slow: bool


@dataclass(slots=True)
class Queue:
    """One provider: the jobs that may run, those that do, and those that wait; what of it was counted."""

    name: str
    room: Room
    waiting: deque[Waiting] = field(default_factory=deque)
    running: int = 0
    slow: int = 0
    busy: float = 0.0
    polls: int = 0
    most_running: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """A job that runs, when each of its polls begins, and in which worker."""

    queue: Queue
    waited: Waiting
    began: Numbers
    worker: int


@dataclass(slots=True)
class Outcome:
    """What came of a scenario, after its warm-up; lags in seconds from due to begun, and whose they are.

    The warm-up ends at midnight: `most_looks` is how many mailboxes were first polled that day in the busiest minute.
    `late` is how many of each queue were ten minutes late at the end, `again` how many polls were made twice.
    """

    scenario: Scenario
    queues: Sequence[Queue]
    lags: Numbers
    lag_well: np.ndarray[tuple[int], np.dtype[np.bool_]]
    jobs: int
    mails: float
    most_looks: int
    late: Sequence[int]
    most_a_minute: int
    again: int

    def lag(self, share: float, *, well: bool = False) -> float:
        """Return the lag that this share of polls did not exceed; with `well`, of mailboxes that do no harm."""
        lags = self.lags[self.lag_well] if well else self.lags
        return float(np.quantile(lags, share))

    @property
    def polls(self) -> int:
        """How many polls began."""
        return sum(queue.polls for queue in self.queues)

    @property
    def polls_a_second(self) -> float:
        """Polls a second, in the mean."""
        return self.polls / self.scenario.lasts

    def connections(self, queue: Queue) -> float:
        """Return how many connections were open to a provider, in the mean."""
        return queue.busy / self.scenario.lasts


class Run:
    """One scenario on its way."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._there: World = world(scenario.mailboxes, scenario.hostile, scenario.seed, scenario.warm_up)
        self._queues = [Queue(name, _room(name, scenario.addresses)) for name in PROVIDERS]
        self._events: list[tuple[float, int, int]] = [(0.0, _DISPATCH, 0)]
        self._jobs: dict[int, Job] = {}
        self._lost: list[tuple[float, Job]] = []
        self._made = self._again = self._most = 0
        self._lags: list[tuple[Places, Numbers]] = []
        self._mails_before, self._made_before = 0.0, 0

    def outcome(self) -> Outcome:
        """Run to the end."""
        scenario, ends = self._scenario, self._scenario.warm_up + self._scenario.lasts
        if scenario.kill_at is not None:
            heapq.heappush(self._events, (scenario.kill_at, _KILL, 0))
        while self._events[0][0] < ends:
            now, kind, number = heapq.heappop(self._events)
            if kind == _DISPATCH:
                self._dispatch(now)
            elif kind == _END:
                self._end(now, number)
            else:
                self._kill(now)
        return self._counted(ends)

    # Events

    def _dispatch(self, now: float) -> None:
        if now == self._scenario.warm_up:
            self._forget()
        self._take_up(now)
        due = np.flatnonzero(self._there.due <= now)
        due = due[np.argsort(self._there.due[due], kind="stable")]
        if now > self._scenario.warm_up:
            self._most = max(self._most, len(due))
        queues = self._there.queue[due]
        for number, queue in enumerate(self._queues):
            self._pack(queue, due[queues == number])
            self._begin(queue, now)
        heapq.heappush(self._events, (now + MINUTE, _DISPATCH, 0))

    def _pack(self, queue: Queue, due: Places) -> None:
        """Make jobs as `shards.pack` does; what is in a job is no longer due."""
        slow = self._there.is_slow[due] if self._scenario.lanes else np.zeros(len(due), dtype=np.bool_)
        left = ahead(queue.room, len(queue.waiting))
        if slow.any() and not queue.slow and left:
            queue.waiting.appendleft(self._waiting(due[slow][:SLOW_SIZE], is_slow=True))
            queue.slow, left = 1, left - 1
        queue.waiting.extend(self._waiting(part, is_slow=False) for part in _parts(due[~slow], left))

    def _waiting(self, who: Places, *, is_slow: bool) -> Waiting:
        due = self._there.due[who].copy()
        self._there.due[who] = np.inf
        return Waiting(who, due, is_slow)

    def _begin(self, queue: Queue, now: float) -> None:
        while queue.waiting and queue.running < queue.room.shards:
            self._run(queue, queue.waiting.popleft(), now)

    def _run(self, queue: Queue, waited: Waiting, now: float) -> None:
        lasts = durations(self._there, waited.who)
        began = now + _starts(lasts, queue.room.threads)
        polled(self._there, waited.who, began, began + lasts)
        self._made += 1
        self._jobs[self._made] = Job(queue, waited, began, self._made % self._scenario.workers)
        heapq.heappush(self._events, (float((began + lasts).max()), _END, self._made))
        queue.running += 1
        queue.most_running = max(queue.most_running, queue.running)
        queue.busy += float(lasts.sum())
        queue.polls += len(waited.who)

    def _end(self, now: float, number: int) -> None:
        job = self._jobs.pop(number, None)
        if job is None:  # its worker was killed
            return
        self._lags.append((job.waited.who, job.began - job.waited.due))
        self._leave(job)
        self._begin(job.queue, now)

    def _leave(self, job: Job) -> None:
        job.queue.running -= 1
        if job.waited.is_slow:
            job.queue.slow = 0

    def _kill(self, now: float) -> None:
        """The jobs of one worker begin again once they are missed; what was polled by then is polled twice."""
        for number in [number for number, job in self._jobs.items() if job.worker == 0]:
            job = self._jobs.pop(number)
            self._leave(job)
            self._again += int((job.began <= now).sum())
            self._there.due[job.waited.who] = np.inf
            self._lost.append((now + fact("recovery_seconds"), job))

    def _take_up(self, now: float) -> None:
        for at, job in self._lost:
            if at <= now:
                self._there.due[job.waited.who] = job.waited.due
        self._lost = [(at, job) for at, job in self._lost if at > now]

    # Counting

    def _forget(self) -> None:
        """The warm-up is over."""
        self._lags.clear()
        self._mails_before, self._made_before = self._there.mails, self._made
        for queue in self._queues:
            queue.busy, queue.polls, queue.most_running = 0.0, 0, 0

    def _late(self, number: int, before: float) -> int:
        """How many mailboxes of a queue have been due since then, in a job or not."""
        waiting = (waited.due for waited in self._queues[number].waiting)
        due = self._there.due[self._there.queue == number]
        return sum(_many(each, before) for each in (due, *waiting))

    def _counted(self, ends: float) -> Outcome:
        who = np.concatenate([who for who, _ in self._lags])
        return Outcome(
            scenario=self._scenario,
            queues=self._queues,
            lags=np.concatenate([lag for _, lag in self._lags]),
            lag_well=self._there.hostile[who] == WELL,
            jobs=self._made - self._made_before,
            mails=self._there.mails - self._mails_before,
            most_looks=int(self._there.looks.max()),
            late=tuple(self._late(number, ends - _LATE) for number in range(len(self._queues))),
            most_a_minute=self._most,
            again=self._again,
        )


def _many(due: Numbers, before: float) -> int:
    return int((due < before).sum())


def simulate(scenario: Scenario) -> Outcome:
    """Return what comes of a scenario; the same each time."""
    return Run(scenario).outcome()


def _room(name: str, addresses: int) -> Room:
    hosts = HOSTS_AN_ADDRESS if name == OWN_SERVERS else 1
    return room_for(limits_of(name).connections(addresses) * hosts)


def ahead(room: Room, waiting: int) -> int:
    """Return how many jobs are made where so many wait: a fleet makes the next when one ends, here they lie ready."""
    return max(0, room.shards * _AHEAD - waiting)


def _parts(due: Places, most: int) -> Iterator[Places]:
    for start in range(0, min(len(due), most * SIZE), SIZE):
        yield due[start : start + SIZE]


def _starts(lasts: Numbers, threads: int) -> Numbers:
    """When each poll of a job begins: whichever thread is free takes the next."""
    free = [0.0] * threads
    starts = []
    for each in lasts.tolist():
        starts.append(free[0])
        heapq.heapreplace(free, free[0] + each)
    return np.array(starts)
