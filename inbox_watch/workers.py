"""Messages to judgments in worker processes, each message under a deadline and a memory cap.

Anyone can send mail, and some mail is made to hang or to bloat its reader. A worker that overruns is ended and
replaced; its message becomes an Unreadable, and the run goes on. Workers outlive a killed run by a message at most, and
never hold its lock: they are programs of their own and inherit no file but the connection over which mail comes.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Pipe, wait
from typing import TYPE_CHECKING

from inbox_watch.errors import JudgeEnded
from inbox_watch.knowledge import in_use
from inbox_watch.records import Finding, RawMessage, Unreadable
from inbox_watch.worker import TOO_LARGE, Answer, Body, Bug, Order, Portion, Recipe, Whose, judged, unread

if TYPE_CHECKING:
    from inbox_watch.consider import Judge

# Of a core's time. On a machine with other work a message gets only a share of a core, and no mail may be lost by it:
# the first one of a worker took 0.15 s of a core, and 11 s by the clock among 45 busy processes on two cores.
DEADLINE_SECONDS = 2.0
PATIENCE_SECONDS = 60.0
# What ends a worker without a word about its message: the clock, a machine out of memory, whoever stops processes.
_FROM_OUTSIDE = (-signal.SIGALRM, -signal.SIGKILL, -signal.SIGTERM)
# A worker takes as long to start as it takes to judge so many.
MESSAGES_PER_WORKER = 100
_MOST_AT_ONCE, _MOST_OCTETS_AT_ONCE = 20, 2**20
# What it loads first it keeps: to look for garbage among it would take a tenth of the time.
_PROGRAM = "import gc, sys; gc.disable(); sys.path[:] = {path!r}; from inbox_watch.worker import serve; serve({number})"
# Workers are as many as there are cores; the arithmetic of one needs no threads, and starts sooner without.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Workers:
    """Workers that start when the first message comes: a poll with nothing new starts none, and asks for no judge.

    There are `most` of them at once, None for as many as there are cores. `whose` is whose mail they judge, None for
    that of the person whom the judge was made for.
    """

    judge: Judge | Recipe
    deadline: float = DEADLINE_SECONDS
    patience: float = PATIENCE_SECONDS
    body: Body = judged
    most: int | None = None
    whose: Whose | None = None
    _started: list[_Worker] = field(default_factory=list)

    def consider_all(self, messages: Sequence[RawMessage], authserv_id: str = "") -> list[Finding | Unreadable]:
        """Judge messages in parallel; the answers stand in the order of the messages."""
        if not messages:
            return []
        self._call_up(len(messages))
        found = dict(self._answers(deque(_portions(messages)), authserv_id))
        return [found[place] for place in range(len(messages))]

    def _call_up(self, waiting: int) -> None:
        wanted = max(1, min(self.most or os.cpu_count() or 1, waiting // MESSAGES_PER_WORKER))
        order = Order(self.judge, in_use(), self.body, self.deadline, self.patience)
        while len(self._started) < wanted:
            self._started.append(_Worker(order))

    def _answers(self, waiting: deque[_Placed], authserv_id: str) -> Iterator[tuple[int, Finding | Unreadable]]:
        """Hand out portions to whoever has none, and yield each answer with the place of its message."""
        while waiting or any(worker.due for worker in self._started):
            for worker in self._started:
                if waiting and not worker.due:
                    worker.take(waiting.popleft(), authserv_id, self.whose)
            ready = wait([worker.connection for worker in self._started if worker.due])
            for worker in [worker for worker in self._started if worker.connection in ready]:
                yield from worker.next_answer()

    @property
    def has_started(self) -> bool:
        """Was there a message to judge?"""
        return bool(self._started)

    def notices(self) -> tuple[str, ...]:
        """A notice for each model that the workers cannot use; none before they have started."""
        return self._started[0].notices or () if self._started else ()

    def stop(self) -> None:
        """End the worker processes; waiting work is dropped."""
        for worker in self._started:
            worker.stop()
        self._started.clear()


@contextmanager
def workers(judge: Judge | Recipe) -> Iterator[Workers]:
    """Workers for the time of a `with`."""
    pool = Workers(judge)
    try:
        yield pool
    finally:
        pool.stop()


# Messages and their places.
_Placed = list[tuple[int, RawMessage]]


def _portions(messages: Sequence[RawMessage]) -> Iterator[_Placed]:
    """Some messages at once, that handing over costs little; few when they are large."""
    portion: _Placed = []
    octets = 0
    for place, raw in enumerate(messages):
        if portion and (len(portion) == _MOST_AT_ONCE or octets + len(raw.octets) > _MOST_OCTETS_AT_ONCE):
            yield portion
            portion, octets = [], 0
        portion.append((place, raw))
        octets += len(raw.octets)
    yield portion


class _Worker:
    """One worker process after the other, and the messages for which answers are due."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._authserv_id = ""
        self._whose: Whose | None = None
        self.due: deque[tuple[int, RawMessage]] = deque()
        self._tried_again: int | None = None
        self._began_again = False
        self._start()

    def _start(self) -> None:
        """A fresh program: a fork of a process with threads may hang.

        In a process group of its own it hears no Ctrl-C: the run does, and stops it.
        """
        self.connection, its = Pipe()
        with its:
            program = _PROGRAM.format(path=sys.path, number=its.fileno())
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
                [sys.executable, "-c", program],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, **_ONE_THREAD},
                pass_fds=[its.fileno()],
                process_group=0,
            )
        self.notices: tuple[str, ...] | None = None
        self._send(self._order)

    def take(self, portion: _Placed, authserv_id: str, whose: Whose | None) -> None:
        """Give it messages to judge; it must have none."""
        self.due, self._authserv_id, self._whose = deque(portion), authserv_id, whose
        self._tried_again, self._began_again = None, False
        self._hand_over()

    def _hand_over(self) -> None:
        self._send(Portion([raw for _, raw in self.due], self._authserv_id, self._whose))

    def _send(self, what: object) -> None:
        # One that has died is noticed when its answer is due.
        with suppress(OSError):
            self.connection.send(what)

    def next_answer(self) -> Iterator[tuple[int, Finding | Unreadable]]:
        """Wait for what it says next: first its notices, then an answer for each message."""
        try:
            said = self.connection.recv()
        except (EOFError, ConnectionResetError):
            yield from self._without_it()
            return
        if self.notices is None:
            self.notices = said
            return
        place, raw = self.due.popleft()
        yield place, _settled(raw, said)

    def _without_it(self) -> Iterator[tuple[int, Unreadable]]:
        """A new worker for what is left: the message over which this one died is not read, or is tried once more."""
        code = self._process.wait()
        self.connection.close()
        if self.notices is None:
            self._begin_again(code)
            return
        place, raw = self.due[0]
        is_its_fault = code not in _FROM_OUTSIDE or self._tried_again == place
        self._tried_again = place
        if is_its_fault:
            self.due.popleft()
        self._start()
        if self.due:
            self._hand_over()
        if is_its_fault:
            yield place, unread(raw, self._reason(code))

    def _begin_again(self, code: int) -> None:
        """A new worker for one that was ended from outside before it could judge; once, for each portion."""
        if code not in _FROM_OUTSIDE:
            raise RuntimeError(f"A worker ended before it could judge (exit code {code}).")
        if self._began_again:
            raise JudgeEnded(
                f"The process that reads mail was ended before it could begin, twice (signal {-code}). The machine may "
                "have too little memory; the next run reads what this one did not."
            )
        self._start()
        self._began_again = True
        self._hand_over()

    def _reason(self, code: int) -> str:
        seconds = {-signal.SIGPROF: self._order.seconds, -signal.SIGALRM: self._order.patience}.get(code)
        return TOO_LARGE if seconds is None else f"took longer than {seconds:g} s to read"

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.wait()
        self.connection.close()


def _settled(raw: RawMessage, answer: Answer) -> Finding | Unreadable:
    if not isinstance(answer, Bug):
        return answer
    log.debug("A message met a bug of inbox_watch.\n%s", answer.trace)
    return unread(raw, f"met a bug of inbox_watch ({answer.name})")
