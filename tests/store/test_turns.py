"""One run of a client at a time on a server, and nothing from a run that was overtaken."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

import pytest

from inbox_watch.errors import EXIT_FINE, EXIT_TEMPORARY, AnotherRun, ConfigError, DatabaseUnavailable
from inbox_watch.store.runs import Run
from inbox_watch.store.store import open_store
from tests.store.builders import NOW, finding, learned

if TYPE_CHECKING:
    from inbox_watch.store.server.clients import Client
    from inbox_watch.store.server.turns import Turns
    from tests.store.clients import Clients

_FORKED = multiprocessing.get_context("fork")
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def client(clients: Clients) -> Client:
    return clients.place()


@pytest.fixture
def runs(clients: Clients) -> Iterator[Turns]:
    with another_process(clients) as made:
        yield made


@contextmanager
def another_process(clients: Clients) -> Iterator[Turns]:
    """Turns as those of another process: with connections of its own."""
    from inbox_watch.store.server.clients import Server
    from inbox_watch.store.server.turns import Turns

    server = Server(clients.url)
    made = Turns(server)
    yield made
    made.close()
    server.close()


def cut_off(clients: Clients) -> None:
    """Cut every connection that holds the lock of a run, as a network does."""
    clients.postgres.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted", clients.database
    )


def test_a_second_run_goes_home_at_once_and_says_since_when(clients: Clients, client: Client, runs: Turns) -> None:
    with another_process(clients) as others, others.one_run(client.name, NOW):
        began = time.monotonic()
        with (
            pytest.raises(AnotherRun, match="since 2026-05-01 06:00 UTC") as caught,
            runs.one_run(client.name, LATER),
        ):
            pass
        assert time.monotonic() - began < 1
        assert caught.value.exit_code == EXIT_TEMPORARY
    with runs.one_run(client.name, LATER):
        pass


def test_within_one_process_a_client_has_one_run_too(client: Client, runs: Turns) -> None:
    with runs.one_run(client.name, NOW), pytest.raises(AnotherRun), runs.one_run(client.name, NOW):
        pass
    with runs.one_run(client.name, NOW):
        pass


def test_other_clients_do_not_wait(clients: Clients, client: Client, runs: Turns) -> None:
    with another_process(clients) as others, others.one_run(client.name, NOW), ExitStack() as many:
        for _ in range(20):  # on one connection
            many.enter_context(runs.one_run(clients.place().name, NOW))


def test_the_lock_is_let_go_after_an_error(clients: Clients, client: Client, runs: Turns) -> None:
    with pytest.raises(ZeroDivisionError), runs.one_run(client.name, NOW):
        raise ZeroDivisionError
    with pytest.raises(ConfigError, match="not enrolled"), runs.one_run("nobody", NOW):
        pass
    with another_process(clients) as others, others.one_run(client.name, NOW):
        pass


def test_what_a_run_writes_is_kept(client: Client, runs: Turns) -> None:
    with runs.one_run(client.name, NOW) as place, open_store(place) as store:
        store.keep(learned(1, finding(1)), NOW)
    with open_store(client) as store:
        assert store.findings() == (finding(1),)


def test_the_lock_of_a_killed_run_is_free(clients: Clients, client: Client, runs: Turns) -> None:
    listener, teller = _FORKED.Pipe(duplex=False)
    run = _FORKED.Process(target=_hold, args=(clients, client, teller))
    run.start()
    assert listener.recv() == "held"
    with pytest.raises(AnotherRun), runs.one_run(client.name, NOW):
        pass
    run.kill()
    run.join()
    run.close()
    listener.close()
    teller.close()
    _soon_free(runs, client)


def _hold(clients: Clients, client: Client, told: Connection) -> None:
    with another_process(clients) as runs, runs.one_run(client.name, NOW):
        told.send("held")
        time.sleep(60)


def _soon_free(runs: Turns, client: Client) -> None:
    """The server takes a moment to notice that somebody is gone."""
    deadline = time.monotonic() + 10
    while True:
        try:
            with runs.one_run(client.name, NOW):
                return
        except AnotherRun:
            assert time.monotonic() < deadline
            time.sleep(0.02)


def test_a_run_that_was_overtaken_writes_nothing_more(clients: Clients, client: Client, runs: Turns) -> None:
    with another_process(clients) as others, others.one_run(client.name, NOW) as place, open_store(place) as slow:
        slow.keep(learned(1, finding(1)), NOW)
        cut_off(clients)
        with runs.one_run(client.name, LATER) as taken_over, open_store(taken_over) as quick:
            with pytest.raises(AnotherRun, match="nothing more of this one is kept") as caught:
                slow.keep(learned(9, finding(9)), NOW)
            quick.keep(learned(2, finding(2)), LATER)
            assert quick.findings() == (finding(1), finding(2))
        assert caught.value.exit_code == EXIT_TEMPORARY
        with pytest.raises(AnotherRun):
            slow.alerts_sent(["a"], NOW)
    with open_store(client) as store:
        assert store.cursors("personal")["INBOX"].uid == 2


def test_a_run_whose_lock_was_cut_goes_on_while_nobody_else_began(clients: Clients, client: Client) -> None:
    with another_process(clients) as runs:
        with runs.one_run(client.name, NOW) as place, open_store(place) as store:
            cut_off(clients)
            store.keep(learned(1, finding(1)), NOW)
            with runs.one_run(clients.place().name, NOW):  # on a new connection
                pass
        with runs.one_run(client.name, NOW):
            pass


def test_runs_never_mix_whatever_is_cut(clients: Clients, client: Client) -> None:
    """Four processes poll the same client while connections are cut: none writes after a later one began."""
    over = threading.Event()
    workers = [threading.Thread(target=_poll_on, args=(clients, client.name, over)) for _ in range(4)]
    for worker in workers:
        worker.start()
    deadline = time.monotonic() + 4
    while time.monotonic() < deadline:
        time.sleep(0.05)
        cut_off(clients)
    over.set()
    for worker in workers:
        worker.join()
    with open_store(client) as store:
        turns = [int(run.account) for run in reversed(store.runs())]
    assert turns == sorted(turns)
    assert len(set(turns)) > 5


def _poll_on(clients: Clients, name: str, over: threading.Event) -> None:
    with another_process(clients) as runs:
        while not over.is_set():
            with (
                suppress(AnotherRun, DatabaseUnavailable),
                runs.one_run(name, NOW) as place,
                open_store(place) as store,
            ):
                for _ in range(20):
                    store.log_run(Run(str(place.turn), NOW, NOW, EXIT_FINE, 1))
                    time.sleep(0.01)


def test_a_user_who_says_something_needs_no_turn(client: Client, runs: Turns) -> None:
    with runs.one_run(client.name, NOW), open_store(client) as store:
        store.name_applications({"k": "a1"})
        assert store.application_ids() == {"k": "a1"}
