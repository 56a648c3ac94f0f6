"""One size of a crowd: what a pass of the dispatcher costs, and what polls cost that two workers make."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.fleet.crowd.found import Found
from benchmarks.fleet.crowd.people import FIRST, copy_all, enrol, fill, invited
from benchmarks.fleet.crowd.processes import descendants, peak_mb, processor_seconds, seconds_of_one
from benchmarks.fleet.crowd.script import Script
from benchmarks.fleet.crowd.stage import Stage, Workers
from benchmarks.machine import conditions
from benchmarks.records import Conditions
from inbox_watch.fleet.allowed import Allowed
from inbox_watch.fleet.dispatch import Dispatched, dispatch
from inbox_watch.fleet.engine import Engine
from inbox_watch.store.server.clients import Server
from inbox_watch.store.server.mailboxes import one_step
from inbox_watch.store.server.pulse import pulse
from tests.support.postgres import Postgres

WORKERS = 2
_PASSES = 20
_CHOSEN = (
    "CREATE TABLE chosen AS SELECT client, ended_at + interval '1 ms' AS since FROM fleet.mailboxes "
    "WHERE right(client, 7)::integer %% %s = 0"
)
_DUE = "UPDATE fleet.mailboxes SET next_poll_at = now() WHERE client IN (SELECT client FROM chosen)"
_AGAIN = (
    "DELETE FROM jobs.procrastinate_jobs",
    "UPDATE fleet.mailboxes SET claimed_at = NULL, due_at = NULL, next_poll_at = now() + interval '5 hours' "
    "WHERE claimed_at IS NOT NULL",
)
_LEFT = "SELECT count(*) FROM fleet.mailboxes JOIN chosen USING (client) WHERE ended_at < chosen.since"
_SENT = "SELECT count(*) FROM fleet.mailboxes WHERE send_at IS NOT NULL"
_SECONDS = "SELECT extract(epoch FROM max(ended_at) - min(began_at)) FROM fleet.mailboxes JOIN chosen USING (client)"
_FAILED = "SELECT count(*) FROM fleet.mailboxes WHERE cause IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Plan:
    """So many mailboxes, each with so many messages of the past; one in `step` is polled, and one in `news` of those
    has a new message."""

    mailboxes: int
    step: int = 1
    history: int = 2
    news: int = 20
    seconds: float = 0.15

    @property
    def script(self) -> Script:
        """What the mailboxes do."""
        return Script(self.seconds, self.step * self.news)


def here(size: str) -> Conditions:
    """When and where a measurement is made."""
    with Postgres() as postgres:
        server = postgres.version()
    its = conditions(size)
    return replace(its, versions=f"{its.versions}, PostgreSQL {server}, procrastinate {version('procrastinate')}")


def crowd(plan: Plan) -> Found:
    """Build a fleet of a size, and let it work."""
    with tempfile.TemporaryDirectory() as folder, Postgres() as postgres:
        stage = Stage(Path(folder), postgres)
        try:
            settle(stage, plan.mailboxes, plan.history)
            stage.admin.execute(_CHOSEN, (plan.step,))
            passes = _passes(stage)
            return _polls(stage, plan, passes)
        finally:
            stage.close()


def settle(stage: Stage, mailboxes: int, history: int) -> None:
    """Make clients as they are on any day: known mail, figures of today, and none of them due."""
    now = datetime.now(UTC)
    with stage.server("office") as office:
        enrol(office, (invited(FIRST, now),), now)
    with stage.server("worker") as server:
        fill(server, FIRST, history, now)
    with stage.workers(1, Script(0, 10**9), "--jobs", "1"):
        stage.wait_until(lambda: stage.one("SELECT count(*) FROM fleet.mailboxes WHERE ended_at IS NOT NULL") == 1, 60)
    copy_all(stage.admin, mailboxes - 1)
    stage.admin.execute("VACUUM ANALYZE")


@dataclass(frozen=True, slots=True)
class _Passes:
    idle: float
    claim: float
    look: float


def _passes(stage: Stage) -> _Passes:
    """Processor seconds of the server: a pass that finds nothing, one that finds all that is to be polled, a look."""
    with stage.server("worker") as server, stage.server("monitor") as monitor:
        engine = Engine(stage.url("worker"), lambda _: None)
        _pass(server, engine)
        idle = _cost(server, lambda: [_pass(server, engine) for _ in range(_PASSES)]) / _PASSES
        stage.admin.execute(_DUE)
        claim = _cost(server, lambda: [_pass(server, engine)])
        for statement in _AGAIN:
            stage.admin.execute(statement.encode())
        pulse(monitor)
        look = _cost(monitor, lambda: [pulse(monitor) for _ in range(_PASSES)]) / _PASSES
    stage.admin.execute("VACUUM ANALYZE fleet.mailboxes")
    return _Passes(idle, claim, look)


def _pass(server: Server, engine: Engine) -> Dispatched:
    return dispatch(server, engine, Allowed(), datetime.now(UTC))


def _cost(server: Server, what: Callable[[], Any]) -> float:
    """Processor seconds of the one process that answers on the one connection."""
    with one_step(server) as connection:
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    before = seconds_of_one(pid)
    what()
    return seconds_of_one(pid) - before


@dataclass(frozen=True, slots=True)
class _Used:
    workers: float
    server: float
    log: int
    pages: int


def _used(stage: Stage, workers: Workers) -> _Used:
    return _Used(
        sum(map(processor_seconds, workers.pids)),
        processor_seconds(stage.postgres.pid),
        int(stage.one("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")),
        int(stage.one("SELECT wal_fpi FROM pg_stat_wal")),
    )


def _polls(stage: Stage, plan: Plan, passes: _Passes) -> Found:
    with stage.workers(WORKERS, plan.script) as workers:
        time.sleep(5)
        before = _used(stage, workers)
        stage.admin.execute(_DUE)
        stage.wait_until(lambda: stage.one(_LEFT) == 0)
        stage.wait_until(lambda: stage.one(_SENT) == 0)
        after = _used(stage, workers)
        load = os.getloadavg()[1]
        memory = max(map(peak_mb, workers.pids))
        judges = max((peak_mb(child) for pid in workers.pids for child in descendants(pid)), default=0.0)
        done = workers.end()
    polls, seconds = int(stage.one("SELECT count(*) FROM chosen")), float(stage.one(_SECONDS))
    if failed := stage.one(_FAILED):
        raise RuntimeError(f"{failed} mailboxes were not polled")
    jobs = sum(each["jobs"] for each in done)
    return Found(
        mailboxes=plan.mailboxes,
        polls=polls,
        news=stage.one("SELECT count(*) FROM inbox_watch.outbox WHERE sent_at IS NOT NULL"),
        mailboxes_a_second=polls / seconds,
        jobs_a_second=jobs / seconds,
        jobs=jobs,
        worker_ms=1000 * (after.workers - before.workers) / polls,
        server_ms=1000 * (after.server - before.server) / polls,
        log_octets=(after.log - before.log) / polls,
        log_pages=(after.pages - before.pages) / polls,
        worker_mb=memory,
        judge_mb=judges,
        idle_pass_ms=1000 * passes.idle,
        claim_ms=1000 * passes.claim / polls,
        look_ms=1000 * passes.look,
        database_mb=int(stage.one("SELECT pg_database_size(current_database())")) / 1e6,
        load=load,
    )
