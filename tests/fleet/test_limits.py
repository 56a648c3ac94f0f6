"""The limit of a provider holds over all workers together, and a killed worker keeps no place."""

from __future__ import annotations

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from inbox_watch.fleet.allowed import Allowed
from inbox_watch.knowledge.limits import limits_of
from tests.support.proxy import Relay

if TYPE_CHECKING:
    from inbox_watch.fleet.mailbox import Work
    from tests.fleet.stage import Stage

_UNDER_WAY = "SELECT count(*) FROM jobs.procrastinate_jobs WHERE queue_name = 'localhost' AND status = 'doing'"


def jobs(stage: Stage) -> list[str]:
    """How many mailboxes each job has, and how many threads."""
    told = "jsonb_array_length(args->'clients'), args->>'threads'"
    return stage.sql(f"SELECT {told} FROM jobs.procrastinate_jobs ORDER BY id").splitlines()


def begin(stage: Stage) -> str:
    """Take the job that waits longest for one that is under way, and return its key."""
    first = "(SELECT min(id) FROM procrastinate_jobs WHERE status = 'todo')"
    begun = f"UPDATE procrastinate_jobs SET status = 'doing' WHERE id = {first} RETURNING lock"
    return stage.sql(f"SET search_path TO jobs; {begun}").splitlines()[0]


def allow(stage: Stage, connections: int) -> None:
    with (stage.folder / "worker.toml").open("a") as config:
        config.write(f"[connections]\nlocalhost = {connections}\n")


@pytest.mark.timeout(200)
def test_three_workers_stay_within_the_limit_and_one_that_is_killed_keeps_no_place(stage: Stage) -> None:
    clients = [f"few-{number:02}" for number in range(60)]
    stage.dovecot.add_users(*clients)
    allow(stage, 2)
    with Relay(stage.dovecot.tls_port) as relay:
        relay.hesitation = 0.02
        for start in range(0, 60, 20):
            stage.enrol(clients[start : start + 20], host=f"localhost:{relay.port}")
            stage.run("dispatch", config="worker.toml")
        assert jobs(stage) == ["20|1", "20|1"]
        with stage.workers(1, "--jobs", "5", "--judges", "1") as killed:
            stage.wait_until(lambda: stage.sql(_UNDER_WAY) == "2" and stage.polled() > 5)
            with stage.workers(3, "--jobs", "5", "--judges", "1"):
                killed.processes[0].kill()
                stage.wait_until(lambda: stage.polled() == 60, 120)
        assert relay.most_open == 2
    assert stage.sql("SELECT count(*) FROM inbox_watch.runs") in {"60", "61", "62"}


def test_who_dispatches_again_makes_no_more_than_fit(stage: Stage, work: Work) -> None:
    from inbox_watch.fleet.dispatch import dispatch
    from inbox_watch.fleet.engine import Engine

    engine, allowed = Engine(stage.worker_url, lambda _: None), Allowed(named={"localhost": 20})
    stage.enrol([f"many-{number:03}" for number in range(250)])
    stage.enrol(["else-1"], host="127.0.0.1:1")
    assert dispatch(work.server, engine, allowed, datetime.now(UTC)).jobs == 3
    assert dispatch(work.server, engine, allowed, datetime.now(UTC)).jobs == 0
    assert sorted(jobs(stage)) == ["100|10", "100|10", "1|1"]
    stage.sql("SET search_path TO jobs; UPDATE procrastinate_jobs SET status = 'doing'")
    assert dispatch(work.server, engine, allowed, datetime.now(UTC)).jobs == 0


def test_whoever_waited_longest_is_first_whichever_the_queue(stage: Stage, work: Work) -> None:
    from inbox_watch.fleet.dispatch import dispatch
    from inbox_watch.fleet.engine import Engine

    stage.enrol(["a-1", "b-1", "c-1"])
    for number, queue in enumerate(("a.example", "c.example", "b.example")):
        wait = f"next_poll_at - interval '{number} minutes'"
        stage.sql(f"UPDATE fleet.mailboxes SET queue = '{queue}', next_poll_at = {wait} WHERE client = '{queue[0]}-1'")
    dispatch(work.server, Engine(stage.worker_url, lambda _: None), Allowed(), datetime.now(UTC))
    made = stage.sql("SELECT queue_name FROM jobs.procrastinate_jobs ORDER BY id").split()
    assert made == ["b.example", "c.example", "a.example"]


def test_when_a_job_ends_the_next_is_made_at_once_if_it_is_a_whole_one(stage: Stage, work: Work) -> None:
    from inbox_watch.fleet.dispatch import Left, dispatch, follow
    from inbox_watch.fleet.engine import Engine

    engine, allowed = Engine(stage.worker_url, lambda _: None), Allowed(named={"localhost": 1})
    stage.enrol([f"next-{number:03}" for number in range(250)])
    now = datetime.now(UTC)
    dispatch(work.server, engine, allowed, now + timedelta(seconds=1))
    assert jobs(stage) == ["100|1"]
    follow(work.server, engine, allowed, Left("localhost", "of another", 0), now + timedelta(seconds=2))
    assert jobs(stage) == ["100|1"]
    follow(work.server, engine, allowed, Left("localhost", begin(stage), 0), now + timedelta(seconds=2))
    assert jobs(stage) == ["100|0", "100|1"]
    follow(work.server, engine, allowed, Left("localhost", begin(stage), 0), now + timedelta(seconds=3))
    assert jobs(stage) == ["100|0", "100|0"]


def test_a_job_of_which_one_mailbox_hangs_lets_go_of_the_other_connections(
    stage: Stage, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inbox_watch.fleet import crew, dispatch, shards, threads
    from inbox_watch.fleet.engine import Engine
    from inbox_watch.fleet.fleet_file import Fleet

    for module in (dispatch, shards):
        monkeypatch.setattr(module, "SIZE", 2)
    monkeypatch.setattr(threads, "LOOK_SECONDS", 0.2)
    engine, allowed = Engine(stage.worker_url, lambda _: None), Allowed(named={"localhost": 4})
    stage.dovecot.add_users("good-1")
    with socket.create_server(("127.0.0.1", 0)) as silent, ThreadPoolExecutor(1) as its:
        stage.enrol(["hang-1"], host=f"localhost:{silent.getsockname()[1]}")
        stage.enrol(["good-1", "next-1", "next-2", "next-3", "next-4"])
        stage.sql("UPDATE fleet.mailboxes SET next_poll_at = now() - interval '9 minutes' WHERE client ~ 'hang|good'")
        assert dispatch.dispatch(work.server, engine, allowed, datetime.now(UTC)).jobs == 2
        assert jobs(stage) == ["2|2", "2|2"]
        begin(stage)
        told = json.loads(stage.sql("SELECT args FROM jobs.procrastinate_jobs ORDER BY id").splitlines()[0])
        job = its.submit(crew._work, engine, Fleet(stage.worker_url, work.house, allowed), work, told)
        stage.wait_until(lambda: len(jobs(stage)) == 3)
        assert not job.done()
        assert jobs(stage) == ["2|1", "2|2", "2|1"]
        silent.accept()[0].close()
        silent.close()
        job.result(60)
    assert jobs(stage)[0] == "2|0"


def test_who_dispatches_at_once_waits_for_the_other(stage: Stage, work: Work) -> None:
    """What the first makes is not seen before its transaction ends; so the second counts only then."""
    from inbox_watch.fleet.dispatch import dispatch
    from inbox_watch.fleet.engine import Engine
    from inbox_watch.store.server.mailboxes import alone, one_step

    engine, allowed = Engine(stage.worker_url, lambda _: None), Allowed(named={"localhost": 1})
    stage.enrol([f"twin-{number:03}" for number in range(250)])
    with ThreadPoolExecutor(4) as threads:
        with one_step(work.server) as connection:
            alone(connection)
            now = datetime.now(UTC)
            begun = [
                threads.submit(dispatch, work.server, engine, allowed, now + timedelta(milliseconds=each))
                for each in range(4)
            ]
            stage.wait_until(lambda: stage.sql("SELECT count(*) FROM pg_locks WHERE NOT granted") == "4")
        assert sum(each.result().jobs for each in begun) == 1


def test_who_stands_still_while_others_wait_is_cut_off(
    stage: Stage, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inbox_watch.errors import DatabaseUnavailable
    from inbox_watch.fleet.dispatch import dispatch
    from inbox_watch.fleet.engine import Engine
    from inbox_watch.store.server import mailboxes

    monkeypatch.setattr(mailboxes, "_ALONE", mailboxes._ALONE.replace("'30s'", "'1s'"))
    stage.enrol(["late-1"])
    held, engine = mailboxes.one_step(work.server), Engine(stage.worker_url, lambda _: None)
    mailboxes.alone(held.__enter__())
    assert dispatch(work.server, engine, Allowed(), datetime.now(UTC)).jobs == 1
    with pytest.raises(DatabaseUnavailable):
        held.__exit__(None, None, None)


def test_a_provider_of_which_more_is_known_is_allowed_that_for_each_address() -> None:
    assert Allowed().connections("Gmail") == limits_of("Gmail").at_once
    assert Allowed(3).connections("imap.lindhof.example") == 3 * limits_of("*").at_once
    assert Allowed(3, {"Gmail": 7}).connections("Gmail") == 7


def test_the_file_says_how_many(tmp_path: Path) -> None:
    from inbox_watch.errors import ConfigError
    from inbox_watch.fleet.fleet_file import load_fleet

    file = tmp_path / "fleet.toml"
    said = "database = 'postgresql:///x'\naddresses = 2\n[connections]\nGMX = 5\n\"imap.lindhof.example\" = 6\n"
    file.write_text(said)
    assert load_fleet(file).allowed == Allowed(2, {"GMX": 5, "imap.lindhof.example": 6})
    file.write_text(f"{said}Gmial = 3\nYahoo = 0\n")
    with pytest.raises(ConfigError) as refused:
        load_fleet(file)
    assert "fleet.toml:6: Gmial in [connections] is no provider that is known, and no server." in str(refused.value)
    assert "fleet.toml:7: Yahoo in [connections] must be a whole number from 1 to 10000." in str(refused.value)
