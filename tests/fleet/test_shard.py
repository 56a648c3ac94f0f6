"""A job in this process: what one mailbox meets is its own matter, and what is not polled is due as it was."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event, Semaphore
from typing import TYPE_CHECKING, Any

import pytest

from inbox_watch.errors import DatabaseRefused
from inbox_watch.fleet.shards import THREADS

if TYPE_CHECKING:
    from inbox_watch.fleet.mailbox import Work
    from tests.fleet.stage import Stage

_OUTCOMES = "SELECT client, coalesce(cause, 'well'), times, claimed_at IS NULL FROM fleet.mailboxes ORDER BY client"
_AS_DUE = "SELECT client FROM fleet.mailboxes WHERE claimed_at IS NULL AND next_poll_at = due_at ORDER BY client"


def jobs_of(stage: Stage, work: Work) -> list[dict[str, Any]]:
    """Make jobs of what is due, and return what they are told."""
    from inbox_watch.fleet.allowed import Allowed
    from inbox_watch.fleet.dispatch import dispatch
    from inbox_watch.fleet.engine import Engine

    dispatch(work.server, Engine(stage.worker_url, lambda _: None), Allowed(), datetime.now(UTC))
    return [json.loads(line) for line in stage.sql("SELECT args FROM jobs.procrastinate_jobs ORDER BY id").splitlines()]


def test_a_mailbox_in_trouble_stops_no_other(stage: Stage, work: Work) -> None:
    from inbox_watch.fleet.shard import work_on

    stage.dovecot.add_users("well-1", "well-2")
    stage.enrol(["well-1", "well-2", "unknown-1"])
    stage.enrol(["nothing-1"], password_cmd="false {client}")
    stage.enrol(["refused-1"], host="localhost:1")
    for job in jobs_of(stage, work):
        work_on(work, job)
    assert stage.sql(_OUTCOMES).splitlines() == [
        "nothing-1|secret|1|t",
        "refused-1|unavailable|1|t",
        "unknown-1|login|1|t",
        "well-1|well|0|t",
        "well-2|well|0|t",
    ]
    waits = dict(
        line.split("|")
        for line in stage.sql(
            "SELECT client, round(extract(epoch FROM next_poll_at - ended_at) / 600) FROM fleet.mailboxes"
        ).splitlines()
    )
    assert int(waits["refused-1"]) == 1
    assert 32 <= int(waits["well-1"]) <= 40
    assert stage.sql("SELECT ended, failed FROM fleet.healths WHERE queue = ''") == "5|1"


def test_servers_that_say_nothing_hold_up_no_other(stage: Stage, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each holds one thread until its time is up; after that, such mailboxes have a job of their own."""
    from inbox_watch.fleet import mailbox
    from inbox_watch.fleet.shard import work_on

    monkeypatch.setattr(mailbox, "SECONDS", 15.0)
    monkeypatch.setattr(mailbox, "SLOW_AFTER", 12.0)
    quick = [f"quick-{number}" for number in range(20)]
    stage.dovecot.add_users(*quick)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        stage.enrol([f"hostile-{number}" for number in range(3)], host=f"localhost:{silent.getsockname()[1]}")
        stage.enrol(quick)
        (job,) = jobs_of(stage, work)
        work_on(work, job)
    assert stage.sql("SELECT count(*), max(cause) FROM fleet.mailboxes WHERE client ~ 'quick'") == "20|"
    assert stage.sql("SELECT DISTINCT cause, is_slow FROM fleet.mailboxes WHERE client ~ 'hostile'") == "unavailable|t"
    last = "(SELECT max(ended_at) FROM fleet.mailboxes WHERE client ~ 'quick')"
    assert stage.sql(f"SELECT bool_and(ended_at > {last}) FROM fleet.mailboxes WHERE client ~ 'hostile'") == "t"
    stage.sql("SET search_path TO jobs; DELETE FROM procrastinate_jobs")
    stage.make_due()
    assert sorted(len(job["clients"]) for job in jobs_of(stage, work)) == [3, 20]


def test_a_slow_job_that_finds_no_slow_thread_gives_its_mailboxes_back_at_once(stage: Stage, work: Work) -> None:
    """They are due as they were, and others of the same worker are polled meanwhile."""
    from inbox_watch.fleet.shard import work_on

    stage.dovecot.add_users("other-1", "slow-1")
    stage.enrol(["other-1", "slow-1"])
    stage.sql("UPDATE fleet.mailboxes SET is_slow = true WHERE client = 'slow-1'")
    over, hung = Event(), Semaphore(0)

    def hang() -> None:
        hung.release()
        assert over.wait(60)

    with ThreadPoolExecutor(1) as elsewhere:
        hanging = elsewhere.submit(work.threads.run, hang, THREADS, is_slow=True)
        assert all(hung.acquire(timeout=30) for _ in range(THREADS))
        jobs = jobs_of(stage, work)
        begun = [work_on(work, job) for job in jobs]
        over.set()
        hanging.result(30)
    assert [(job["clients"], job["is_slow"]) for job in jobs] == [(["other-1"], False), (["slow-1"], True)]
    assert begun == [True, False]
    assert stage.sql("SELECT client FROM inbox_watch.runs") == "other-1"
    assert stage.sql(_AS_DUE) == "slow-1"


def test_a_job_of_an_older_worker_is_one_that_is_not_slow(stage: Stage, work: Work) -> None:
    from inbox_watch.fleet.shard import work_on

    stage.dovecot.add_users("old-1")
    stage.enrol(["old-1"])
    (job,) = jobs_of(stage, work)
    work_on(work, {name: value for name, value in job.items() if name not in {"is_slow", "threads"}})
    assert stage.sql("SELECT client FROM inbox_watch.runs") == "old-1"


def test_a_job_that_is_told_to_stop_gives_its_mailboxes_back(stage: Stage, work: Work) -> None:
    from inbox_watch.fleet.shard import work_on

    stage.enrol(["stop-1", "stop-2"])
    (job,) = jobs_of(stage, work)
    work.stop.set()
    work_on(work, job)
    assert stage.sql(_AS_DUE).split() == ["stop-1", "stop-2"]
    assert stage.sql("SELECT count(*) FROM fleet.mailboxes WHERE ended_at IS NOT NULL") == "0"


def test_a_consent_that_ended_in_the_queue_is_heeded(stage: Stage, work: Work) -> None:
    from inbox_watch.fleet.shard import work_on

    stage.dovecot.add_users("over-1", "over-2")
    stage.enrol(["over-1", "over-2"])
    (job,) = jobs_of(stage, work)
    stage.sql(
        "UPDATE fleet.mailboxes SET record = jsonb_set(record, '{consent,until}', '\"2026-01-01\"') "
        "WHERE client = 'over-1'"
    )
    work_on(work, job)
    assert stage.sql("SELECT client FROM inbox_watch.runs") == "over-2"
    assert stage.sql(_AS_DUE) == "over-1"


def test_a_job_that_is_done_again_polls_nothing_twice(stage: Stage, work: Work) -> None:
    from inbox_watch.fleet.shard import work_on

    stage.dovecot.add_users("again-1")
    stage.enrol(["again-1"])
    (job,) = jobs_of(stage, work)
    work_on(work, job)
    work_on(work, job)
    assert stage.sql("SELECT count(*) FROM inbox_watch.runs") == "1"


def test_a_mailbox_that_another_run_holds_stays_with_it_and_is_due_again_when_that_must_have_ended(
    stage: Stage, work: Work
) -> None:
    """A worker that was taken for dead has the same claim, and goes on."""
    from inbox_watch.fleet.shard import work_on
    from inbox_watch.store.server.clients import Server
    from inbox_watch.store.server.turns import Turns

    stage.dovecot.add_users("held-1")
    stage.enrol(["held-1"])
    (job,) = jobs_of(stage, work)
    elsewhere = Server(stage.worker_url)
    others = Turns(elsewhere)
    with others.one_run("held-1", datetime.now(UTC)):
        work_on(work, job)
    others.close()
    elsewhere.close()
    soon = "next_poll_at BETWEEN now() AND now() + interval '1 minute'"
    assert stage.sql(f"SELECT claimed_at IS NOT NULL, {soon} FROM fleet.mailboxes") == "t|t"
    work_on(work, job)
    assert stage.sql("SELECT claimed_at IS NOT NULL, ended_at IS NOT NULL FROM fleet.mailboxes") == "f|t"


def test_a_login_that_the_database_refuses_is_no_trouble_of_a_mailbox(stage: Stage, work: Work) -> None:
    """A password that is changed keeps out new connections alone: how the poll went could be written down."""
    from inbox_watch.fleet.shard import work_on
    from inbox_watch.store.server.clients import Client
    from inbox_watch.store.server.turns import Turns

    class Crowded(Turns):
        @contextmanager
        def one_run(self, client: str, now: datetime) -> Iterator[Client]:
            try:
                with super().one_run(client, now) as place:
                    yield place
            finally:
                of_another_thread.close()

    stage.dovecot.add_users("shut-1")
    stage.enrol(["shut-1"])
    (job,) = jobs_of(stage, work)
    login = f"{stage.database}_worker"
    of_another_thread = work.server.engine.connect()
    work.server.engine.connect().close()
    stage.postgres.sql(f"ALTER ROLE {login} NOLOGIN")
    with closing(Crowded(work.server)) as crowded, pytest.raises(DatabaseRefused):
        work_on(replace(work, turns=crowded), job)
    assert stage.sql(_OUTCOMES) == "shut-1|well|0|f"
    stage.postgres.sql(f"ALTER ROLE {login} LOGIN")
    work_on(work, job)
    assert stage.sql(_OUTCOMES) == "shut-1|well|0|t"
    assert stage.sql("SELECT count(*) FROM inbox_watch.runs") == "1"
