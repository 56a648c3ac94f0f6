"""Workers are killed and the database is restarted in the middle: every mailbox is read, and each alert comes once."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from inbox_watch.errors import EXIT_FINE, EXIT_TEMPORARY

if TYPE_CHECKING:
    from tests.fleet.stage import Stage

# CI sets 200.
ACCOUNTS = int(os.environ.get("INBOX_WATCH_FLEET_ACCOUNTS", "40"))


@pytest.mark.timeout(3000)
def test_nothing_is_lost_or_doubled_by_kills_and_a_restart_of_the_database(stage: Stage) -> None:
    clients = [f"kill-{number:03}" for number in range(ACCOUNTS)]
    stage.dovecot.add_users(*clients)
    for client in clients:
        stage.deliver(client, 1)
    stage.enrol(clients)
    with stage.workers(2, "--jobs", "2", "--judges", "1") as workers:
        stage.wait_with(workers, lambda: stage.polled() >= ACCOUNTS // 3)
        workers.processes[0].kill()
        stage.wait_with(workers, lambda: stage.polled() >= 2 * ACCOUNTS // 3)
        # Whoever asks it meanwhile ends; who does not may never know.
        stage.postgres.stop(signal.SIGQUIT)
        stage.postgres.start()
        stage.wait_with(workers, lambda: stage.polled() == ACCOUNTS)
        for client in clients:
            stage.deliver(client, 2)
        delivered_at = stage.sql("SELECT now()")

        def polled_again() -> bool:
            # Who was held by a job when its mail came is polled once more.
            stage.make_due(delivered_at)
            return stage.polled(delivered_at) == ACCOUNTS

        stage.make_due()
        stage.wait_with(workers, lambda: len(stage.taken()) >= ACCOUNTS // 3)
        workers.processes[1].kill()
        stage.wait_with(workers, polled_again)
        stage.wait_with(workers, lambda: stage.unsent() == 0)
        # One that was revived just now and has not begun is ended as any program is.
        assert set(workers.end()) <= {EXIT_FINE, -signal.SIGTERM}
    assert set(workers.ended) <= {-signal.SIGKILL, EXIT_TEMPORARY}
    assert workers.ended.count(-signal.SIGKILL) == 2
    assert [name.split()[0] for name in stage.taken()] == clients
    stage.assert_sound(clients, findings=2)
