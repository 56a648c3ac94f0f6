from __future__ import annotations

import logging
import socket
import time
from threading import Event, Thread

import pytest

from inbox_watch.alerts.heartbeat import ping, with_heartbeat
from inbox_watch.errors import CannotWrite
from tests.alerts.servers import monitor


def failing(error: BaseException) -> int:
    raise error


def test_a_run_is_told_from_its_start_to_its_exit_code() -> None:
    with monitor() as kept:
        assert with_heartbeat(kept.url, lambda: 3) == 3
    assert kept.heard == ["/s3cret/start", "/s3cret/3"]


@pytest.mark.parametrize(
    ("error", "code"), [(CannotWrite("full"), 73), (ZeroDivisionError(), 70), (KeyboardInterrupt(), 130)]
)
def test_a_run_that_ends_with_an_error_tells_its_code(error: BaseException, code: int) -> None:
    with monitor() as kept, pytest.raises(type(error)):
        with_heartbeat(kept.url, lambda: failing(error))
    assert kept.heard == ["/s3cret/start", f"/s3cret/{code}"]


@pytest.mark.parametrize("status", [404, 500, 302])
def test_what_the_monitor_answers_changes_nothing(status: int, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "inbox_watch"), monitor(status) as kept:
        assert with_heartbeat(kept.url, lambda: 0) == 0
    assert kept.heard == ["/s3cret/start", "/s3cret/0"], "no redirect was followed"
    assert f"answered with {status}" in caplog.text
    assert "s3cret" not in caplog.text


def test_the_word_stands_before_the_query_of_an_address() -> None:
    with monitor() as kept:
        ping(f"{kept.url}/?key=1#x", "start")
    assert kept.heard == ["/s3cret/start?key=1"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/s3cret", "https://…/s3cret", "http://127.0.0.1:x/s3cret"])
def test_a_monitor_that_is_not_there_is_a_line_of_the_debug_log(url: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "inbox_watch"):
        assert with_heartbeat(url, lambda: 75) == 75
    assert {record.levelno for record in caplog.records} == {logging.DEBUG}
    assert "could not be reached" in caplog.text
    assert "s3cret" not in caplog.text


def test_a_monitor_that_drips_is_left_alone() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        over = Event()
        thread = Thread(target=_drip, args=(server, over))
        thread.start()
        begin = time.monotonic()
        ping(f"http://127.0.0.1:{server.getsockname()[1]}/s3cret", "start", seconds=0.3)
        assert time.monotonic() - begin < 2
        over.set()
        thread.join()


def _drip(server: socket.socket, over: Event) -> None:
    """An octet now and then, which keeps a time-out of the socket from ever being reached."""
    connection, _ = server.accept()
    with connection:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        while not over.wait(0.05):
            connection.sendall(b"x")
