"""A worker process of a fleet, put together."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event

from inbox_watch.errors import InboxWatchError
from inbox_watch.fleet import job_tables
from inbox_watch.fleet.dispatch import Dispatched, Left, dispatch, follow
from inbox_watch.fleet.engine import ALERTS, Arguments, Engine
from inbox_watch.fleet.fleet_file import Fleet
from inbox_watch.fleet.judging import Judges
from inbox_watch.fleet.mailbox import Work
from inbox_watch.fleet.sender import send_all
from inbox_watch.fleet.shard import work_on
from inbox_watch.fleet.shards import THREADS, key_of
from inbox_watch.fleet.threads import Threads
from inbox_watch.store.server.clients import Server
from inbox_watch.store.server.turns import Turns
from inbox_watch.worker import Recipe

# Lines of cron with seconds at their end.
_DISPATCH, _SEND = "* * * * * */15", "* * * * * */5"


# The last mailbox of a job may hang, and holds one thread then; the others are for other jobs, which need a place.
PLACES = 4


@dataclass(frozen=True, slots=True)
class Crew:
    """What one process does: polls of these queues (of all, when none is named) by ten threads a job, so many judges.

    `jobs` have threads at once; more may be under way, and share them.
    """

    queues: tuple[str, ...] = ()
    jobs: int = 5
    judges: int | None = None


def dispatch_once(fleet: Fleet, server: Server, now: datetime) -> Dispatched:
    """Make jobs of what is due now."""
    job_tables.check(server)
    return dispatch(server, Engine(fleet.database, lambda _: None), fleet.allowed, now)


def work(fleet: Fleet, crew: Crew, recipe: Recipe) -> None:
    """Work until SIGTERM; raises DatabaseUnavailable when the database was gone."""
    quick, slow = crew.jobs * THREADS, THREADS
    server = Server(fleet.database, connections=quick + slow + 4)
    turns, judges, stop = Turns(server), Judges(recipe, crew.judges or os.cpu_count() or 1), Event()
    threads = Threads(quick, slow)
    its = Work(server, turns, judges, fleet.house, stop, _now, threads)
    engine = Engine(fleet.database, lambda arguments: _work(engine, fleet, its, arguments))
    engine.periodic("dispatch", _DISPATCH, lambda: _dispatch(engine, server, fleet))
    engine.periodic("send", _SEND, lambda: _send(its), ALERTS)
    try:
        server.check()
        job_tables.check(server)
        engine.run(crew.queues, crew.jobs * PLACES, stop)
    finally:
        threads.stop()
        judges.stop()
        turns.close()
        server.close()


def _now() -> datetime:
    return datetime.now(UTC)


def _work(engine: Engine, fleet: Fleet, its: Work, arguments: Arguments) -> None:
    """Do a job; what waits behind it begins once it lets connections go, if this one could begin anything."""
    queue, key = arguments["queue"], key_of(arguments["queue"], arguments["clients"])

    def let_go(threads: int) -> None:
        # What cannot be made now, as when somebody else makes jobs for long, is made by the next round.
        with contextlib.suppress(InboxWatchError):
            if not its.stop.is_set():
                follow(its.server, engine, fleet.allowed, Left(queue, key, threads), _now())

    if work_on(its, arguments, let_go):
        let_go(0)


def _dispatch(engine: Engine, server: Server, fleet: Fleet) -> None:
    dispatch(server, engine, fleet.allowed, _now())


def _send(its: Work) -> None:
    send_all(its)
