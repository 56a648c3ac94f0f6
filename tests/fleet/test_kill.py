"""Workers are killed and the database is restarted in the middle: every mailbox is read, and each alert comes once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from inbox_watch.errors import EXIT_FINE, EXIT_TEMPORARY
from inbox_watch.store.store import open_store
from tests.support.invariants import assert_invariants

if TYPE_CHECKING:
    from tests.fleet.stage import Stage, Workers

# CI sets 200.
ACCOUNTS = int(os.environ.get("INBOX_WATCH_FLEET_ACCOUNTS", "40"))


@pytest.mark.timeout(400)
def test_nothing_is_lost_or_doubled_by_kills_and_a_restart_of_the_database(stage: Stage) -> None:
    clients = [f"kill-{number:03}" for number in range(ACCOUNTS)]
    stage.dovecot.add_users(*clients)
    for client in clients:
        stage.deliver(client, 1)
    stage.enrol(clients)
    with stage.workers(2, "--jobs", "2", "--judges", "1") as workers:
        stage.wait_until(lambda: stage.polled() >= ACCOUNTS // 3)
        workers.processes[0].kill()
        _wait(stage, workers, lambda: stage.polled() >= 2 * ACCOUNTS // 3)
        stage.postgres.stop(signal.SIGQUIT)
        stage.postgres.start()
        _wait(stage, workers, lambda: stage.polled() == ACCOUNTS)
        assert EXIT_TEMPORARY in workers.ended
        for client in clients:
            stage.deliver(client, 2)
        stage.make_due()
        _wait(stage, workers, lambda: len(stage.taken()) >= ACCOUNTS // 3)
        workers.processes[1].kill()
        _wait(stage, workers, lambda: stage.polled() == ACCOUNTS and len(stage.taken()) >= ACCOUNTS)
        _wait(stage, workers, lambda: stage.sql("SELECT count(*) FROM inbox_watch.outbox WHERE sent_at IS NULL") == "0")
        # One that was revived just now and has not begun is ended as any program is.
        ended = workers.end()
        assert EXIT_FINE in ended
        assert set(ended) <= {EXIT_FINE, -signal.SIGTERM}
    assert set(workers.ended) <= {-signal.SIGKILL, EXIT_TEMPORARY}
    assert [name.split()[0] for name in stage.taken()] == clients
    _assert_sound(stage, clients)


def _wait(stage: Stage, workers: Workers, what: Callable[[], bool]) -> None:
    def seen() -> bool:
        workers.revive()
        return what()

    stage.wait_until(seen, 150)


def _assert_sound(stage: Stage, clients: list[str]) -> None:
    from inbox_watch.store.server.clients import Server

    server = Server(stage.worker_url)
    for client in clients:
        with open_store(server.client(client)) as store:
            assert_invariants(store)
            assert len(store.findings()) == 2
    server.close()
