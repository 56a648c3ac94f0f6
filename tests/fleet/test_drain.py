"""A worker that ends with polls under way: they are finished or cut, kept and told once; nothing else is begun."""

from __future__ import annotations

import logging
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from inbox_watch.errors import EXIT_FINE, EXIT_TEMPORARY, DatabaseUnavailable
from tests.support.bad_server import BadServer, Hold, stall

if TYPE_CHECKING:
    from tests.fleet.stage import Stage

# As many as a job polls at once, and a few that have to wait.
AT_ONCE, CLIENTS = 10, [f"held-{number:02}" for number in range(13)]
# Five seconds for a mailbox, instead of a minute.
HASTY = (
    "-c",
    "from inbox_watch.cli.main import main; from inbox_watch.fleet import mailbox; mailbox.SECONDS = 5.0; main()",
)
_JOBS = "SELECT status, args->'clients' FROM jobs.procrastinate_jobs WHERE queue_name = '127.0.0.1'"
_GIVEN_BACK = (
    "SELECT count(*) FROM fleet.mailboxes WHERE ended_at IS NULL AND claimed_at IS NULL AND next_poll_at = due_at"
)


def test_what_is_under_way_is_finished_and_kept_and_no_more_is_begun(stage: Stage) -> None:
    from tests.fleet.stage import receipt

    now, hold = datetime.now(UTC), Hold("fetch")
    with BadServer({1: receipt("me", 1, now)}, internaldate=f"{now:%d-%b-%Y %H:%M:%S +0000}", fetch=hold) as server:
        host = f"127.0.0.1:{server.port}"
        stage.enrol(CLIENTS, host=host, security="none")
        stage.run("dispatch", config="worker.toml")
        with stage.workers(1, "--judges", "1") as workers:
            hold.let_go.set()
            stage.wait_until(lambda: stage.polled() == len(CLIENTS))
            hold.let_go.clear()
            server.messages[2] = receipt("me", 2, now)
            stage.make_due()
            stage.run("dispatch", config="worker.toml")
            stage.wait_until(lambda: hold.waiting == AT_ONCE)
            (worker,) = workers.processes
            worker.terminate()
            told_at = stage.sql("SELECT now()")
            stage.enrol(["late-1"], host=host, security="none")
            stage.run("dispatch", config="worker.toml")
            # Others hear that it lives, and so leave its job to it.
            stage.wait_until(lambda: _heard_since(stage, told_at))
            assert worker.poll() is None
            assert (hold.waiting, stage.polled()) == (AT_ONCE, 0)
            hold.let_go.set()
            assert worker.wait(30) == EXIT_FINE
        assert stage.polled() == AT_ONCE
        assert stage.sql(_GIVEN_BACK) == str(len(CLIENTS) - AT_ONCE)
        assert stage.sql(_JOBS) == 'todo|["late-1"]'
        with stage.workers(1, "--judges", "1") as workers:
            stage.wait_until(lambda: stage.polled() == len(CLIENTS) + 1)
            stage.wait_until(lambda: stage.unsent() == 0 and len(stage.taken()) >= len(CLIENTS))
            assert workers.end() == [EXIT_FINE]
    assert [name.split()[0] for name in stage.taken()] == CLIENTS
    assert stage.sql("SELECT DISTINCT tries FROM inbox_watch.outbox") == "1"
    stage.assert_sound([*CLIENTS, "late-1"], findings=2)


def test_a_poll_that_hangs_is_cut_at_its_deadline(stage: Stage) -> None:
    with BadServer({1: b"Subject: a\r\n\r\nb\r\n"}, fetch=stall) as server:
        stage.enrol(["hangs-1"], host=f"127.0.0.1:{server.port}", security="none")
        stage.run("dispatch", config="worker.toml")
        with stage.workers(1, "--judges", "1", program=HASTY) as workers:
            stage.wait_until(lambda: server.count("UID FETCH") == 1)
            told_at = time.monotonic()
            assert workers.end() == [EXIT_FINE]
            assert time.monotonic() - told_at < 20
    assert stage.sql("SELECT cause, times, claimed_at IS NULL FROM fleet.mailboxes") == "unavailable|1|t"
    assert stage.sql(_JOBS) == ""


def test_a_worker_whose_database_is_gone_begins_no_more_either(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    from inbox_watch.fleet.engine import Engine

    stage.enrol(["cut-1"])
    stage.run("dispatch", config="worker.toml")
    stop, heard = threading.Event(), list[bool]()

    def work(_arguments: object) -> None:
        restarting.start()
        heard.append(stop.wait(60))

    def restart() -> None:
        stage.postgres.stop()
        while "side_task_failed" not in [getattr(record, "action", "") for record in caplog.records]:
            time.sleep(0.05)
        stage.postgres.start()

    restarting = threading.Thread(target=restart)
    with caplog.at_level(logging.ERROR, "procrastinate"), pytest.raises(DatabaseUnavailable, match="start anew"):
        Engine(stage.worker_url, work).run(["localhost"], 1, stop)
    restarting.join()
    assert heard == [True]


# It took half a minute, and on a machine with other work more than one.
@pytest.mark.timeout(300)
def test_the_process_of_a_worker_whose_database_is_gone_says_that_time_mends_it(stage: Stage) -> None:
    began_at = stage.sql("SELECT now()")
    with stage.workers(1, "--judges", "1") as workers:
        stage.wait_until(lambda: _heard_since(stage, began_at))
        stage.postgres.stop()
        try:
            assert workers.processes[0].wait(180) == EXIT_TEMPORARY
        finally:
            stage.postgres.start()
    assert "start anew" in stage.log()
    assert "Traceback" not in stage.log()


def _heard_since(stage: Stage, moment: str) -> bool:
    return stage.sql(f"SELECT bool_or(last_heartbeat > '{moment}') FROM jobs.procrastinate_workers") == "t"
