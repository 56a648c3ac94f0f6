"""How polls went is counted by many threads and processes at once, and none of them holds up another."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING

import pytest

from inbox_watch.fleet.cadence import MINUTE, Cause
from inbox_watch.fleet.health import PROBES, WINDOW

if TYPE_CHECKING:
    from inbox_watch.store.server.clients import Server
    from tests.fleet.stage import Stage

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
_GMAIL = "SELECT ended, failed, pauses, paused_until IS NULL FROM fleet.healths WHERE queue = 'Gmail'"


@pytest.fixture
def server(stage: Stage) -> Iterator[Server]:
    from inbox_watch.store.server.clients import Server

    its = Server(stage.worker_url, connections=20)
    yield its
    its.close()


def test_each_poll_counts_once_however_many_end_at_once(stage: Stage, server: Server) -> None:
    from inbox_watch.fleet.healing import healths_after

    def poll(number: int) -> None:
        healths_after(server, "Gmail", Cause.LOGIN if number % 4 == 0 else None, NOW)

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(poll, range(5 * WINDOW)))
        assert stage.sql(_GMAIL) == "0|0|0|t"
        assert stage.sql("SELECT ended, failed FROM fleet.healths WHERE queue = ''") == "0|0"
        list(threads.map(poll, range(0, 4 * (WINDOW - 1), 4)))
    assert stage.sql(_GMAIL) == f"{WINDOW - 1}|{WINDOW - 1}|0|t"


def test_half_of_a_window_pauses_a_queue_and_a_few_are_asked_after_it(stage: Stage, server: Server) -> None:
    from inbox_watch.fleet.healing import healths_after

    causes = [Cause.UNAVAILABLE, None] * (WINDOW // 2)
    gmail, house = [healths_after(server, "Gmail", cause, NOW) for cause in causes][-1]
    assert gmail.paused_until == NOW + MINUTE
    assert house.paused_until is None
    assert healths_after(server, "Gmail", Cause.UNAVAILABLE, NOW)[0] == gmail
    for _ in range(PROBES):
        gmail, _ = healths_after(server, "Gmail", None, NOW + MINUTE)
    assert (gmail.ended, gmail.pauses) == (0, 0)


def test_who_thinks_about_a_full_window_holds_up_nobody(stage: Stage, server: Server) -> None:
    """The other one is done first; then the first looks again, and counts its poll in the next window."""
    from inbox_watch.store.server.healths import Poll, Tally, change

    begun, go_on = Event(), Event()

    def think(tally: Tally) -> Tally:
        begun.set()
        assert go_on.wait(30)
        return Tally()

    poll = Poll(failed=False, now=NOW, window=2, probes=2)
    change(server, "Gmail", poll, lambda _: Tally(1))
    with ThreadPoolExecutor(1) as thread:
        thinking = thread.submit(change, server, "Gmail", poll, think)
        assert begun.wait(30)
        assert change(server, "Gmail", poll, lambda _: Tally()) == Tally()
        go_on.set()
        assert thinking.result(30) == Tally(1)
