"""A fleet from end to end: real PostgreSQL, real Dovecot, workers that are processes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from inbox_watch.errors import EXIT_CONFIGURATION, EXIT_FINE
from inbox_watch.store.store import open_store
from tests.support.invariants import assert_invariants

if TYPE_CHECKING:
    from tests.fleet.stage import Stage


def test_mailboxes_are_enrolled_polled_and_told_of(stage: Stage) -> None:
    from inbox_watch.store.server.clients import Server

    clients = ["one-1", "one-2", "one-3"]
    stage.dovecot.add_users(*clients)
    for client in clients:
        stage.deliver(client, 1)
    assert stage.enrol(clients) == "new 3, changed 0, same 0.\n"
    assert stage.enrol(clients) == "new 0, changed 0, same 3.\n"
    with stage.workers(1, "--jobs", "2") as workers:
        stage.wait_until(lambda: stage.polled() == 3)
        for client in clients:
            stage.deliver(client, 2)
        stage.make_due()
        stage.wait_until(lambda: len(stage.taken()) == 3)
        assert workers.end() == [EXIT_FINE]
    assert [line.split()[0] for line in sorted(stage.taken())] == clients
    server = Server(stage.worker_url)
    for client in clients:
        with open_store(server.client(client)) as store:
            assert_invariants(store)
            assert len(store.findings()) == 2
            assert store.unsent_alerts() == ()
    server.close()
    assert stage.sql("SELECT DISTINCT active_at IS NOT NULL AND next_poll_at > ended_at FROM fleet.mailboxes") == "t"
    assert stage.sql("SELECT count(*) FROM jobs.procrastinate_jobs WHERE queue_name = 'localhost'") == "0"


def test_what_is_due_becomes_jobs_once(stage: Stage) -> None:
    stage.enrol([f"due-{number}" for number in range(120)])
    assert dispatched(stage) == {"schema": 1, "jobs": 2, "mailboxes": 120}
    assert dispatched(stage) == {"schema": 1, "jobs": 0, "mailboxes": 0}
    assert stage.sql("SELECT DISTINCT due_at < claimed_at AND next_poll_at > now() FROM fleet.mailboxes") == "t"


def test_nobody_is_polled_whose_consent_is_over(stage: Stage) -> None:
    stage.enrol(["past-1", "past-2"])
    stage.sql("UPDATE fleet.mailboxes SET consent_until = current_date - 1 WHERE client = 'past-1'")
    assert dispatched(stage)["mailboxes"] == 1


def test_a_client_who_is_removed_leaves_no_row(stage: Stage) -> None:
    stage.enrol(["gone-1", "gone-2"])
    gone = json.loads(stage.run("remove", "gone-1", "--json", config="office.toml"))
    assert gone == {
        "schema": 1,
        "client": "gone-1",
        "rows": {"fleet.clients": 1, "fleet.consents": 1, "fleet.mailboxes": 1},
    }
    stage.run("remove", "gone-1", config="office.toml", code=EXIT_CONFIGURATION)
    assert stage.sql("SELECT client FROM fleet.mailboxes") == "gone-2"


def dispatched(stage: Stage) -> dict[str, int]:
    found: dict[str, int] = json.loads(stage.run("dispatch", "--json", config="worker.toml"))
    return found
