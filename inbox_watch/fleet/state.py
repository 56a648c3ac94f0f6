"""How a fleet is: what is due and since when, what fails and why, who works; and what of it is wrong. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from inbox_watch.fleet.health import WINDOW
from inbox_watch.report.words import counted

if TYPE_CHECKING:
    from inbox_watch.store.server.pulse import Pulse, QueuePulse

# A worker says every few seconds that it lives.
SILENT = timedelta(minutes=2)
# What is due is polled within a minute where all is well (docs/fleet.md, What it takes).
LATE, FAR_TOO_LATE = timedelta(minutes=10), timedelta(minutes=30)
UNSENT, LONG_UNSENT = timedelta(minutes=15), timedelta(hours=1)
_NEVER = timedelta(0)
_HOUSE = ""


class Severity(IntEnum):
    """How bad it is, by the exit codes that monitors know of plugins."""

    FINE = 0
    WARNING = 1
    CRITICAL = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in a sentence."""

    severity: Severity
    text: str


@dataclass(frozen=True, slots=True)
class Queue:
    """The mailboxes of one provider, or of one server that is no provider's.

    So many are `due`, the first of them since `due_since`; `claimed` are those that a job has; `polled` were polled in
    the last five minutes; `troubles` are how many failed last, by cause.
    """

    name: str
    mailboxes: int
    due: int = 0
    due_since: datetime | None = None
    claimed: int = 0
    polled: int = 0
    slow: int = 0
    troubles: Mapping[str, int] = field(default_factory=dict)
    paused_until: datetime | None = None
    jobs: int = 0

    @property
    def in_trouble(self) -> int:
        """How many mailboxes failed last."""
        return sum(self.troubles.values())


@dataclass(frozen=True, slots=True)
class State:
    """A fleet at one moment, by the clock of its database.

    `heard_at` is when a worker last said that it lives, `dispatched_at` when jobs were last made; `unsent` are the
    clients whose alerts are still to be sent, the first of them since `unsent_since`; `withdrawn` are those whose
    mailbox may be read no more, and whose rows are there.
    """

    now: datetime
    queues: tuple[Queue, ...]
    workers: int
    heard_at: datetime | None
    dispatched_at: datetime | None
    unsent: int
    unsent_since: datetime | None
    paused_until: datetime | None = None
    withdrawn: int = 0

    @property
    def mailboxes(self) -> int:
        """How many are polled at all."""
        return sum(queue.mailboxes for queue in self.queues)

    def lag(self, queues: Sequence[Queue] | None = None) -> timedelta:
        """Return how long the mailbox has waited that waits longest."""
        since = (queue.due_since for queue in (self.queues if queues is None else queues))
        return max((self.now - each for each in since if each), default=_NEVER)


def state_of(pulse: Pulse) -> State:
    """Return what was counted as a state."""
    return State(
        now=pulse.now,
        queues=tuple(_queue(each, pulse) for each in pulse.queues),
        workers=pulse.workers,
        heard_at=pulse.heard_at,
        dispatched_at=pulse.dispatched_at,
        unsent=pulse.unsent,
        unsent_since=pulse.unsent_since,
        paused_until=pulse.pauses.get(_HOUSE),
        withdrawn=pulse.withdrawn,
    )


def _queue(its: QueuePulse, pulse: Pulse) -> Queue:
    return Queue(
        name=its.queue,
        mailboxes=its.mailboxes,
        due=its.due,
        due_since=its.due_since,
        claimed=its.claimed,
        polled=its.polled,
        slow=its.slow,
        troubles={cause: number for queue, cause, number in pulse.troubles if queue == its.queue},
        paused_until=pulse.pauses.get(its.queue),
        jobs=pulse.jobs.get(its.queue, 0),
    )


def problems(state: State) -> tuple[Problem, ...]:
    """Return what is wrong, the worst first; a fleet of nobody is well."""
    if not state.mailboxes:
        return ()
    found = (*_of_workers(state), *_of_the_house(state), *_of_alerts(state), *_of_queues(state))
    return tuple(sorted(found, key=lambda problem: -problem.severity))


def severity(found: Sequence[Problem]) -> Severity:
    """Return that of the worst."""
    return max((problem.severity for problem in found), default=Severity.FINE)


def ago(moment: datetime | None, now: datetime) -> str:
    """Say how long ago something was, or that it never was."""
    return "never" if moment is None else f"{length(now - moment)} ago"


def length(time: timedelta) -> str:
    """Say how long something takes, in the largest unit that it fills."""
    seconds = max(int(time.total_seconds()), 0)
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            return counted(seconds // size, unit)
    return counted(seconds, "second")


def causes(queues: Sequence[Queue]) -> Mapping[str, int]:
    """Count the troubles of some queues by cause, the most frequent first."""
    counts = Counter[str]()
    for queue in queues:
        counts.update(queue.troubles)
    return dict(counts.most_common())


def _of_workers(state: State) -> Iterator[Problem]:
    if state.heard_at is None or state.now - state.heard_at > SILENT:
        yield Problem(Severity.CRITICAL, f"No worker is alive (the last was heard: {ago(state.heard_at, state.now)}).")


def _of_the_house(state: State) -> Iterator[Problem]:
    if state.paused_until and state.paused_until > state.now:
        text = "Nobody is polled: the keeper of secrets or the database fails for many"
        yield Problem(Severity.CRITICAL, f"{text}; asked again {_at(state.paused_until)}.")


def _of_alerts(state: State) -> Iterator[Problem]:
    waited = state.now - state.unsent_since if state.unsent_since else _NEVER
    if waited > UNSENT:
        grade = Severity.CRITICAL if waited > LONG_UNSENT else Severity.WARNING
        yield Problem(grade, f"Alerts of {counted(state.unsent, 'client')} are unsent, for {length(waited)} now.")


def _of_queues(state: State) -> Iterator[Problem]:
    for queue in state.queues:
        if queue.paused_until and queue.paused_until > state.now:
            text = f"{queue.name} fails for many and is left alone; asked again {_at(queue.paused_until)}."
            yield Problem(Severity.WARNING, text)
            continue
        lag = state.lag([queue])
        if lag > LATE:
            grade = Severity.CRITICAL if lag > FAR_TOO_LATE else Severity.WARNING
            yield Problem(grade, f"{counted(queue.due, 'mailbox', 'mailboxes')} at {queue.name} waited {length(lag)}.")
        if queue.mailboxes >= WINDOW and 2 * queue.in_trouble > queue.mailboxes:
            most = next(iter(causes([queue])))
            text = f"{queue.in_trouble} of {queue.mailboxes} mailboxes at {queue.name} failed last, most by {most}."
            yield Problem(Severity.WARNING, text)


def _at(moment: datetime) -> str:
    return f"{moment:%H:%M} UTC"
