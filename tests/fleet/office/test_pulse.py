"""What a monitor counts in the database, and `fleet status` and `fleet check` of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from inbox_watch.cli.main import run
from inbox_watch.errors import EXIT_CONFIGURATION, EXIT_FAILED, EXIT_FINE
from inbox_watch.fleet.state import Queue, State, problems

if TYPE_CHECKING:
    from tests.fleet.office.house import House

CANARY = "quillmoor"


def ago(minutes: int) -> str:
    return f"now() - interval '{minutes} minutes'"


def counted(house: House) -> State:
    from inbox_watch.cli.fleet_office import looked_at
    from inbox_watch.store.server.clients import Server

    server = Server(house.url(house.monitor), connections=1)
    try:
        return looked_at(server)
    finally:
        server.close()


def alive(house: House) -> None:
    house.sql("INSERT INTO jobs.procrastinate_workers DEFAULT VALUES")


def test_each_queue_is_counted(apart: House) -> None:
    alive(apart)
    apart.mailbox("Gmail", ended_at=ago(4), is_slow="true")
    apart.mailbox("Gmail", next_poll_at=ago(3), cause="'login'", times="2", ended_at=ago(6))
    apart.mailbox("Gmail", due_at=ago(5), claimed_at=ago(1))
    apart.mailbox("Gmail", next_poll_at=ago(90), consent_until="current_date - 1")
    apart.mailbox("GMX", due_at=ago(40), claimed_at=ago(30), next_poll_at=ago(10), send_at=ago(2))
    apart.mailbox("GMX", send_at="now() + interval '5 minutes'")
    apart.sql("INSERT INTO fleet.healths VALUES ('GMX', 0, 0, 1, now() + interval '9 minutes')")
    apart.sql("INSERT INTO fleet.healths VALUES ('Gmail', 0, 0, 1, now() - interval '9 minutes')")
    for status in ("todo", "doing", "succeeded"):
        apart.sql(
            "SET search_path TO jobs; INSERT INTO procrastinate_jobs (queue_name, task_name, status) "
            f"VALUES ('GMX', 'work', '{status}')"
        )
    found = counted(apart)
    gmx, gmail = found.queues
    since = {
        queue.name: round((found.now - queue.due_since) / timedelta(minutes=1))
        for queue in found.queues
        if queue.due_since
    }
    assert since == {"GMX": 40, "Gmail": 5}
    assert replace(gmail, due_since=None) == Queue(
        "Gmail", 3, due=1, claimed=1, polled=1, slow=1, troubles={"login": 1}
    )
    assert gmx.paused_until
    assert replace(gmx, due_since=None, paused_until=None) == Queue("GMX", 2, due=1, jobs=2)
    assert (found.workers, found.unsent) == (1, 2)
    assert found.unsent_since
    assert round((found.now - found.unsent_since) / timedelta(minutes=1)) == 2
    assert found.paused_until is None


def test_workers_and_dispatches_are_dated(apart: House) -> None:
    assert (counted(apart).heard_at, counted(apart).dispatched_at) == (None, None)
    apart.sql(f"INSERT INTO jobs.procrastinate_workers (last_heartbeat) VALUES ({ago(3)}), ({ago(9)})")
    apart.sql(
        "INSERT INTO jobs.procrastinate_periodic_defers (task_name, defer_timestamp) "
        "VALUES ('dispatch', extract(epoch FROM now())::bigint - 60), ('send', extract(epoch FROM now())::bigint)"
    )
    apart.sql("INSERT INTO fleet.healths VALUES ('', 0, 0, 1, now() + interval '9 minutes')")
    found = counted(apart)
    assert found.workers == 0
    assert found.heard_at
    assert round((found.now - found.heard_at) / timedelta(minutes=1)) == 3
    assert found.dispatched_at
    assert 59 <= (found.now - found.dispatched_at).total_seconds() < 90
    assert found.paused_until


# The role


def test_a_monitor_counts_and_cannot_name_anybody(apart: House) -> None:
    apart.mailbox("Gmail")
    assert apart.sql("SELECT count(*) FROM fleet.mailboxes", apart.monitor) == "1"
    hidden = [
        *("client FROM fleet.mailboxes", "record FROM fleet.mailboxes", "* FROM fleet.mailboxes"),
        *("* FROM fleet.clients", "* FROM fleet.consents", "* FROM fleet.standings", "* FROM inbox_watch.findings"),
        *("args FROM jobs.procrastinate_jobs", "lock FROM jobs.procrastinate_jobs", "* FROM coach.counts"),
    ]
    for asked in hidden:
        refused = apart.postgres.ask(apart.database, f"SELECT {asked}", apart.monitor)
        assert "permission denied" in refused.stderr, asked
    for change in (
        "UPDATE fleet.mailboxes SET is_slow = true",
        "DELETE FROM fleet.healths",
        "DELETE FROM jobs.procrastinate_jobs",
    ):
        assert "permission denied" in apart.postgres.ask(apart.database, change, apart.monitor).stderr


# The commands


def test_status_says_what_is_wrong_by_its_exit_code(apart: House, capsys: pytest.CaptureFixture[str]) -> None:
    url = ["--database", apart.url(apart.monitor)]
    assert run(["fleet", "status", *url]) == EXIT_FINE
    assert capsys.readouterr().out.startswith("All is well.\n0 mailboxes;")
    apart.mailbox(CANARY)
    assert run(["fleet", "status", *url, "--json"]) == EXIT_FAILED
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["severity"], told["mailboxes"]) == (1, "critical", 1)
    assert told["problems"][0]["text"] == "No worker is alive (the last was heard: never)."
    alive(apart)
    assert run(["fleet", "status", *url]) == EXIT_FINE


def test_check_is_a_monitors_plugin(apart: House, capsys: pytest.CaptureFixture[str]) -> None:
    url = ["--database", apart.url(apart.monitor)]
    apart.mailbox("GMX", next_poll_at=ago(12))
    assert run(["fleet", "check", *url]) == 2
    assert capsys.readouterr().out.startswith(
        "FLEET CRITICAL - No worker is alive (the last was heard: never). 1 mailbox"
    )
    alive(apart)
    assert run(["fleet", "check", *url]) == 1
    assert capsys.readouterr().out.startswith("FLEET WARNING - 1 mailbox at GMX waited 12 minutes. | lag=7")
    apart.sql("UPDATE fleet.mailboxes SET next_poll_at = now() + interval '1 hour'")
    assert run(["fleet", "check", *url]) == 0
    assert capsys.readouterr().out.startswith("FLEET FINE - 1 mailbox polled. | lag=0s heartbeat=")
    assert run(["-q", "fleet", "check", *url]) == 0
    assert capsys.readouterr().out == ""


def test_a_database_that_is_down_is_critical(apart: House, capsys: pytest.CaptureFixture[str]) -> None:
    for command, code in ((["-q", "fleet", "check"], 2), (["fleet", "check", "--json"], 2)):
        assert run([*command, "--database", "postgresql://nobody@/none?host=/nowhere"]) == code
        assert capsys.readouterr().out.startswith("FLEET CRITICAL - ")


def test_who_is_no_monitor_gets_a_sentence(apart: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fleet", "status", "--database", apart.url(apart.coach())]) == EXIT_CONFIGURATION
    assert "or the login may not use it" in capsys.readouterr().err


def test_the_prepared_fleet_is_well(apart: House) -> None:
    alive(apart)
    apart.mailbox("Gmail")
    assert problems(counted(apart)) == ()
