"""What a worker process does: mail in, judgments out, each message under a deadline and a memory cap.

The kernel ends a worker that takes too long over a message; the run sees it by the end of the connection they share.
"""

from __future__ import annotations

import gc
import resource
import signal
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

from inbox_watch.knowledge import Tables, use
from inbox_watch.records import Finding, RawMessage, Unreadable

if TYPE_CHECKING:
    from inbox_watch.consider import Judge

MEMORY_BYTES = 1024**3
TOO_LARGE = "needed more memory than a message may use"

# Makes the judge, and a notice for each model that cannot be used; a worker does so for itself.
Recipe: TypeAlias = "Callable[[], tuple[Judge, tuple[str, ...]]]"
# What is done with a message.
Body: TypeAlias = "Callable[[RawMessage, Judge, str], Finding | Unreadable]"


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is told before any mail: what judges, and how long by a core and by the clock."""

    judge: Judge | Recipe
    tables: Tables
    body: Body
    seconds: float
    patience: float


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose mail it is, as far as that tells in a judgment."""

    timezone: ZoneInfo
    country: str
    addresses: frozenset[str]


@dataclass(frozen=True, slots=True)
class Portion:
    """Messages that are judged one after the other; each answer is sent at once.

    They are of the person whom the judge was made for, or of somebody else.
    """

    messages: Sequence[RawMessage]
    authserv_id: str
    whose: Whose | None = None


@dataclass(frozen=True, slots=True)
class Bug:
    """The answer for a message that met a bug: the kind of error, and where it came from."""

    name: str
    trace: str


Answer = Finding | Unreadable | Bug


def judged(raw: RawMessage, judge: Judge, authserv_id: str) -> Finding | Unreadable:
    """Read and judge a message."""
    from inbox_watch.consider import consider  # 150 ms that the process which hands out the mail need not pay

    return consider(raw, judge, authserv_id)


def serve(number: int) -> None:
    """Judge what comes over the connection of this number, until the other side is gone."""
    _limit()
    with Connection(number) as run, suppress(EOFError, OSError):
        order: Order = run.recv()
        use(order.tables)
        judge, notices = order.judge() if callable(order.judge) else (order.judge, ())
        run.send(notices)
        gc.freeze()
        gc.enable()
        while True:
            portion: Portion = run.recv()
            its = _judge_for(portion.whose, judge) if portion.whose else judge
            for raw in portion.messages:
                run.send(_answer(raw, order, its, portion.authserv_id))


def _judge_for(whose: Whose, judge: Judge) -> Judge:
    """The same models for somebody else."""
    from inbox_watch.facts.gather import Place
    from inbox_watch.workdays import Workdays

    place = Place(whose.timezone, Workdays(whose.country))
    return replace(judge, place=place, own_addresses=whose.addresses)


def _limit() -> None:
    """Cap the address space, leave no core file (it would hold mail), and let the kernel's clocks end the process."""
    for clock in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(clock, signal.SIG_DFL)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    cap = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (cap, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(raw: RawMessage, order: Order, judge: Judge, authserv_id: str) -> Answer:
    """Judge within so many seconds of a core's time, and of the clock's; the kernel ends a worker that needs more."""
    signal.setitimer(signal.ITIMER_PROF, order.seconds)
    signal.setitimer(signal.ITIMER_REAL, order.patience)
    try:
        return order.body(raw, judge, authserv_id)
    except MemoryError:
        return unread(raw, TOO_LARGE)
    except Exception as error:  # a bug that one mail meets must not stop all others from being read for ever
        return Bug(type(error).__name__, traceback.format_exc())
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)


def unread(raw: RawMessage, reason: str) -> Unreadable:
    """A message that could not be read, with what could be saved of it."""
    from inbox_watch.mail.parse import header_scan  # 50 ms for those who meet such a message

    from_, subject = header_scan(raw.octets)
    return Unreadable(raw.uid, reason, raw.internaldate, from_, subject)
