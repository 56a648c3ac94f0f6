"""The queue of jobs, which is procrastinate: this file alone loads it. `defer`, `run` and `periodic` are what there is.

Its tables (`job_tables`) lie in a schema of their own in the database of the fleet, so that a job is made in the
transaction that claims what it is about.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any

import procrastinate
import psycopg
from procrastinate.app import WorkerOptions
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException, UniqueViolation
from procrastinate.jobs import Status

from inbox_watch.errors import DatabaseUnavailable
from inbox_watch.fleet.job_tables import SCHEMA
from inbox_watch.fleet.shards import THREADS
from inbox_watch.store.server.engine import SESSION, as_libpq, connect_options

HOUSEKEEPING, ALERTS = "housekeeping", "alerts"
# A worker that was killed is known by its heartbeat; its jobs are given to another one then.
HEARTBEAT_SECONDS, STALLED_SECONDS = 5.0, 20.0
_POLL_SECONDS = 2.0
_TRIES, _WAIT_SECONDS = 10, 5
_WORK = "work"
_REAP = "* * * * * */10"
# What a worker of an older version made does not say how many connections it holds.
_HELD = f"""
SELECT queue_name, sum(coalesce((args->>'threads')::integer, {THREADS}))::integer FROM {SCHEMA}.procrastinate_jobs
WHERE queue_name = ANY(%s) AND status IN ('todo', 'doing', 'aborting') GROUP BY 1
"""  # noqa: S608 - names of ours
_LET_GO = f"""
UPDATE {SCHEMA}.procrastinate_jobs SET args = args || jsonb_build_object('threads', %s::integer)
WHERE lock = %s AND status = 'doing'
"""  # noqa: S608 - a name of ours

Arguments = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Job:
    """Work for whoever listens to a queue; of one key only one job waits, and only one is under way."""

    queue: str
    key: str
    arguments: Arguments


class Engine:
    """One kind of job, and work that is done at fixed times."""

    def __init__(self, url: str, work: Callable[[Arguments], None]) -> None:
        """Name the database, and what is done with the arguments of a job."""
        self._app = procrastinate.App(connector=procrastinate.PsycopgConnector(**_pool(url)))
        # What a job could not do, as when the database was away, is done by the next try.
        again = procrastinate.RetryStrategy(max_attempts=_TRIES, wait=_WAIT_SECONDS)
        self._work, self._at_work = work, set[int]()
        self._app.task(name=_WORK, retry=again, pass_context=True)(self._do)
        # Jobs are made on connections of the caller, and in any thread.
        self._maker = procrastinate.App(connector=procrastinate.SyncPsycopgConnector(**_pool(url)))
        self._at(_REAP, "reap", HOUSEKEEPING, self._reap)

    def defer(self, connection: psycopg.Connection[Any], job: Job) -> bool:
        """Make a job in a transaction of the caller; False where one of its key waits already."""
        with contextlib.suppress(AlreadyEnqueued), connection.transaction():
            connection.execute(f"SET LOCAL search_path TO {SCHEMA}, pg_temp")
            deferrer = self._maker.configure_task(
                _WORK, queue=job.queue, lock=job.key, queueing_lock=job.key, connection=connection
            )
            deferrer.defer(**job.arguments)
            return True
        return False

    def held(self, connection: psycopg.Connection[Any], queues: Sequence[str]) -> dict[str, int]:
        """Return how many connections the jobs of each queue hold that wait or are under way.

        Those of a killed worker hold them, too, until they are done.
        """
        return dict(connection.execute(_HELD, (list(queues),)).fetchall())

    def let_go(self, connection: psycopg.Connection[Any], key: str, threads: int) -> None:
        """Write down how many connections a job that is under way still holds."""
        connection.execute(_LET_GO, (threads, key))

    def periodic(self, name: str, cron: str, work: Callable[[], None], queue: str = HOUSEKEEPING) -> None:
        """Do something when a line of cron says, seconds at its end: once, however many workers there are."""
        self._at(cron, name, queue, lambda timestamp: work())  # noqa: ARG005 - the engine says for which moment it is

    def _at(self, cron: str, name: str, queue: str, work: Callable[[int], Any]) -> None:
        """What is late is not done twice: one of each waits at most. It goes before mailboxes."""
        task = self._app.task(name=name, queue=queue, queueing_lock=name, priority=5)(work)
        self._app.periodic(cron=cron)(task)

    def run(self, queues: Sequence[str], jobs: int, stop: Event) -> None:
        """Work on so many jobs of these queues at once (of all, when none is named), and on what is periodic.

        SIGTERM and SIGINT end it, and so does a database that is gone: then no job is begun, `stop` is set, and the
        jobs that are under way come to their end. Raises DatabaseUnavailable where nobody told it to end.
        """
        try:
            is_told = asyncio.run(self._run(list(queues) or None, jobs, stop))
        except (ConnectorException, psycopg.OperationalError) as error:
            raise DatabaseUnavailable(
                "The database of the fleet cannot be used at present: start anew later."
            ) from error
        if not is_told:
            raise DatabaseUnavailable("The connection to the database of the fleet was cut: start anew.")

    async def _run(self, queues: list[str] | None, jobs: int, stop: Event) -> bool:
        """Returns whether it was told to end."""
        loop, told = asyncio.get_running_loop(), asyncio.Event()
        loop.set_default_executor(ThreadPoolExecutor(jobs + 4))
        async with self._app.open_async():
            # What keeps the fleet going waits for no mailbox, and for no target of alerts.
            lanes = [self._lane(queues, jobs), self._lane([HOUSEKEEPING], 2), self._lane([ALERTS], 1)]
            running = [asyncio.create_task(lane) for lane in lanes]
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, told.set)
            await asyncio.wait([*running, asyncio.create_task(told.wait())], return_when=asyncio.FIRST_COMPLETED)
            stop.set()
            await self._end(running)
        return told.is_set()

    async def _end(self, running: Sequence[asyncio.Task[None]]) -> None:
        """Let the jobs that are under way end. A lane that is cancelled once waits for them, and twice it does not."""
        beating = asyncio.create_task(self._beat())
        for each in running:
            each.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)

    async def _beat(self) -> None:
        """Say that this process lives: its lanes, once they end, say so no more, and others would take their jobs."""
        while True:
            with contextlib.suppress(ConnectorException):
                for worker in tuple(self._at_work):
                    await self._app.job_manager.update_heartbeat(worker)
            await asyncio.sleep(HEARTBEAT_SECONDS)

    def _do(self, context: procrastinate.JobContext, /, **arguments: Any) -> None:
        if (worker := context.job.worker_id) is not None:
            self._at_work.add(worker)
        self._work(arguments)

    def _lane(self, queues: list[str] | None, jobs: int) -> Coroutine[Any, Any, None]:
        """Work on some queues; a cancelled one ends when the jobs that are under way have."""
        options: WorkerOptions = {
            "concurrency": jobs,
            "install_signal_handlers": False,
            "delete_jobs": "always",
            "fetch_job_polling_interval": _POLL_SECONDS,
            "update_heartbeat_interval": HEARTBEAT_SECONDS,
            "stalled_worker_timeout": STALLED_SECONDS,
        }
        if queues is not None:
            options["queues"] = queues
        return self._app.run_worker_async(**options)

    async def _reap(self, timestamp: int) -> None:  # noqa: ARG002 - the engine says for which moment it is
        """Give the jobs of workers that were killed to others."""
        manager = self._app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
            try:
                await manager.retry_job(job)
            except UniqueViolation:  # the same waits already, as does most of what is periodic
                await manager.finish_job(job, Status.FAILED, delete_job=True)


def _pool(url: str) -> dict[str, Any]:
    session = {**SESSION, "search_path": f"{SCHEMA},pg_temp"}
    return {"conninfo": as_libpq(url), "kwargs": connect_options(url, session), "min_size": 1, "max_size": 6}
