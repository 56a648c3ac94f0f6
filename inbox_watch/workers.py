"""Messages to judgments in worker processes, each message under a deadline and a memory cap.

Anyone can send mail, and some mail is made to hang or to bloat its reader. A worker that overruns is killed and
replaced; its message becomes an Unreadable, and the run goes on. Workers outlive a killed run by seconds at most, and
never hold its lock: they come from a server process that inherits no open file (docs of multiprocessing: forkserver).
"""

from __future__ import annotations

import logging
import math
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from concurrent.futures import TimeoutError as DeadlineExceeded
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from inbox_watch.knowledge import Tables, in_use, use
from inbox_watch.records import Finding, RawMessage, Unreadable

if TYPE_CHECKING:
    from inbox_watch.consider import Judge

# Of a core's time. On a machine with other work a message gets only a share of a core, and no mail may be lost by it.
# By the clock it may take several times as long.
DEADLINE_SECONDS = 2.0
PATIENCE = 5
MEMORY_BYTES = 1024**3
MESSAGES_PER_WORKER = 20
# A worker whose run was killed has nobody to stop it: so long after its deadline it stops itself.
ORPHAN_SECONDS = 5

log = logging.getLogger(__name__)

# Makes the judge, and a notice for each model that cannot be used; a worker does so for itself.
Recipe: TypeAlias = "Callable[[], tuple[Judge, tuple[str, ...]]]"

_judge: list[Judge] = []
_notices: list[str] = []


@dataclass(slots=True)
class Workers:
    """A pool that starts when the first message comes: a poll with nothing new starts none, and asks for no judge."""

    judge: Judge | Recipe
    deadline: float = DEADLINE_SECONDS
    _pool: list[ProcessPool] = field(default_factory=list)

    def consider_all(self, messages: Sequence[RawMessage], authserv_id: str = "") -> list[Finding | Unreadable]:
        """Judge messages in parallel; the answers stand in the order of the messages."""
        if not messages:
            return []
        if not self._pool:
            self._pool.append(_start(self.judge, len(messages)))
        patience = self.deadline * PATIENCE
        limits = (self.deadline, math.ceil(patience) + ORPHAN_SECONDS)
        tasks = [
            self._pool[0].schedule(_consider, args=(raw, authserv_id, *limits), timeout=patience) for raw in messages
        ]
        return [self._answer(raw, task) for raw, task in zip(messages, tasks, strict=True)]

    def _answer(self, raw: RawMessage, task: ProcessFuture[Finding | Unreadable]) -> Finding | Unreadable:
        """Return the judgment; a bug that one mail meets must not stop all others from being read for ever."""
        error = task.exception()
        if error is None:
            return task.result()
        if isinstance(error, DeadlineExceeded) or _is_out_of_time(error):
            return _unread(raw, f"took longer than {self.deadline:g} s to read")
        if isinstance(error, ProcessExpired | MemoryError):
            return _unread(raw, "needed more memory than a message may use")
        if not isinstance(error, Exception) or isinstance(error, BrokenExecutor):
            raise error
        log.debug("A message met a bug of inbox_watch.", exc_info=error)
        return _unread(raw, f"met a bug of inbox_watch ({type(error).__name__})")

    @property
    def has_started(self) -> bool:
        """Was there a message to judge?"""
        return bool(self._pool)

    def notices(self) -> tuple[str, ...]:
        """A notice for each model that the workers cannot use; none before they have started."""
        return tuple(self._pool[0].schedule(_say_notices).result()) if self._pool else ()

    def stop(self) -> None:
        """End the worker processes; waiting work is dropped."""
        for pool in self._pool:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble types half of itself
            pool.join()
        self._pool.clear()


@contextmanager
def workers(judge: Judge | Recipe) -> Iterator[Workers]:
    """A pool for the time of a `with`."""
    pool = Workers(judge)
    try:
        yield pool
    finally:
        pool.stop()


def _start(judge: Judge | Recipe, waiting: int) -> ProcessPool:
    """Fork from a small server process: a fork of a process with threads may hang, and a fresh start is slow."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["inbox_watch.consider"])
    count = max(1, min(os.cpu_count() or 1, waiting // MESSAGES_PER_WORKER))
    return ProcessPool(max_workers=count, context=context, initializer=_prepare, initargs=(judge, in_use()))


def _prepare(judge: Judge | Recipe, tables: Tables) -> None:
    """In the worker: cap the address space, leave no core file (it would hold mail), keep the judge, use the tables."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    cap = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (cap, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    use(tables)
    made, notices = judge() if callable(judge) else (judge, ())
    _judge[:], _notices[:] = [made], notices


def _say_notices() -> list[str]:
    return _notices


def _consider(raw: RawMessage, authserv_id: str, seconds: float, alarm: int) -> Finding | Unreadable:
    """Judge within so many seconds of a core's time, and of the clock's; the kernel ends a worker that needs more."""
    from inbox_watch.consider import consider  # 150 ms that the process which hands out the mail need not pay

    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(alarm)
    try:
        return consider(raw, _judge[0], authserv_id)
    finally:
        signal.alarm(0)
        signal.setitimer(signal.ITIMER_PROF, 0)


def _is_out_of_time(error: BaseException) -> bool:
    return isinstance(error, ProcessExpired) and error.exitcode == -signal.SIGPROF


def _unread(raw: RawMessage, reason: str) -> Unreadable:
    from inbox_watch.mail.parse import header_scan  # 50 ms for those who meet such a message

    from_, subject = header_scan(raw.octets)
    return Unreadable(raw.uid, reason, raw.internaldate, from_, subject)
