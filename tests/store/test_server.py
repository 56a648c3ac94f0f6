"""A database of many clients: each for itself, and a server that is not there told in a sentence."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from inbox_watch.errors import (
    EXIT_AUTHENTICATION,
    EXIT_CANNOT_WRITE,
    EXIT_CONFIGURATION,
    EXIT_FINE,
    EXIT_TEMPORARY,
    AnotherRun,
    CannotWrite,
    ConfigError,
    DatabaseRefused,
    DatabaseUnavailable,
    UsageError,
)
from inbox_watch.records import Removal, StatementKind
from inbox_watch.store.backups import restore_backup, write_backup
from inbox_watch.store.runs import Run
from inbox_watch.store.said import add_statement
from inbox_watch.store.store import Store, open_store
from tests.store.builders import NOW, finding, learned, uid
from tests.store.places import skip_without_server
from tests.store.test_plans import QUESTIONS
from tests.support.invariants import assert_invariants

if TYPE_CHECKING:
    from inbox_watch.store.server.clients import Client, Server
    from tests.store.clients import Clients
    from tests.support.postgres import Postgres


@pytest.fixture
def client(clients: Clients) -> Client:
    return clients.place()


@pytest.fixture
def apart(postgres: Postgres) -> Iterator[Clients]:
    """A database that nobody else uses, and that may be spoiled."""
    from tests.store.clients import Clients

    number = postgres.sql("SELECT count(*) FROM pg_database")
    made = Clients(postgres, f"apart{number}")
    yield made
    made.close()


@pytest.fixture
def mortal() -> Iterator[Clients]:
    """A server that may be stopped."""
    skip_without_server()
    from tests.store.clients import Clients
    from tests.support.postgres import Postgres

    with Postgres() as postgres:
        made = Clients(postgres, "mortal")
        yield made
        made.close()


# Each for itself


def test_clients_with_the_same_mail_know_nothing_of_each_other(clients: Clients) -> None:
    one, other = clients.place(), clients.place()
    with open_store(one) as first, open_store(other) as second:
        first.keep(learned(2, finding(1), finding(2), read_until=NOW), NOW)
        second.keep(learned(1, finding(1)), NOW)
        second.forget(Removal(frozenset({finding(1).sha256})))
        assert first.findings() == (finding(1), finding(2))
        assert second.findings() == ()
        assert second.departed([finding(1).sha256])
        assert not first.departed([finding(1).sha256])


def test_a_statement_about_no_client_sees_nothing_and_keeps_nothing(clients: Clients, client: Client) -> None:
    with open_store(client) as store:
        store.keep(learned(1, finding(1)), NOW)
    with clients.server.engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT 1 FROM findings").all() == []
        assert connection.exec_driver_sql("SELECT 1 FROM fleet.clients").all() == []
        assert connection.exec_driver_sql("DELETE FROM findings").rowcount == 0
    for forge in ("", ", client"), (", ''", ", client"), (f", '{client.name}'", ", client"):
        value, column = (forge[0], forge[1]) if forge[0] else ("", "")
        with pytest.raises(DBAPIError), clients.server.engine.begin() as connection:
            connection.exec_driver_sql(f"INSERT INTO notes (name, value{column}) VALUES ('a', 'b'{value})")


def test_no_row_can_be_given_to_another_client(clients: Clients, client: Client) -> None:
    other = clients.place()
    with open_store(client) as store, store.database.writing() as connection:
        with pytest.raises(DBAPIError, match="row-level security"):
            connection.exec_driver_sql("INSERT INTO notes (name, value, client) VALUES ('a', 'b', %s)", (other.name,))
        connection.rollback()


def test_each_counts_its_statements_and_runs_from_one(clients: Clients) -> None:
    for place in (clients.place(), clients.place()):
        with open_store(place) as store:
            store.say(StatementKind.CLOSE, "a1", {}, NOW)
            store.log_run(Run("personal", NOW, NOW, EXIT_FINE, 1))
            with pytest.raises(ZeroDivisionError):
                _break_off(store)
            assert store.say(StatementKind.CLOSE, "a3", {}, NOW).number == 2
            assert len(store.runs()) == 1


def _break_off(store: Store) -> None:
    with store.database.writing() as connection:
        add_statement(connection, StatementKind.CLOSE, "a2", {}, NOW)
        raise ZeroDivisionError


def test_threads_of_one_pool_never_mix_up_their_clients(clients: Clients) -> None:
    places = [clients.place() for _ in range(12)]
    wrong: list[str] = []

    def work(number: int, place: Client) -> None:
        for _ in range(10):
            with open_store(place) as store:
                store.keep(learned(number, finding(number)), NOW)
                if store.findings() != (finding(number),):
                    wrong.append(place.name)

    threads = [threading.Thread(target=work, args=(number, place)) for number, place in enumerate(places, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_statement_looks_through_the_rows_of_other_clients(client: Client, question: str) -> None:
    """Where a table must not be read whole, there is an index for what is asked, and it begins with the client."""
    with open_store(client) as store:
        asked = _asked(store, client.server, question)
        with store.database.reading() as connection:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            plans = [connection.exec_driver_sql(f"EXPLAIN {sql}", values).scalars().all() for sql, values in asked]
    steps = [step for plan in plans for step in plan]
    assert [step for step in steps if "Seq Scan" in step] == []
    assert all("client" in step for step in steps if "Index Cond" in step)


def _asked(store: Store, server: Server, question: str) -> list[tuple[str, Any]]:
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, sql: str, values: Any, _context: object, many: bool) -> None:
        if "set_config" not in sql:
            asked.append((sql, values[0] if many else values))

    event.listen(server.engine, "before_cursor_execute", note)
    QUESTIONS[question](store)
    event.remove(server.engine, "before_cursor_execute", note)
    return asked


def test_a_client_who_was_removed_is_gone_and_nothing_comes_back(clients: Clients, client: Client) -> None:
    with open_store(client) as store:
        store.keep(learned(1, finding(1)), NOW)
        clients.postgres.sql(f"DELETE FROM fleet.clients WHERE client = '{client.name}'", clients.database)
        assert store.findings() == ()
        with pytest.raises(ConfigError, match=f"{client.name} is not enrolled"):
            store.keep(learned(2, finding(2)), NOW)
    with pytest.raises(ConfigError, match="enrol it first"):
        open_store(client)


# What is refused


def test_who_was_never_enrolled_has_no_store(clients: Clients) -> None:
    for read_only in (False, True):
        with pytest.raises(ConfigError, match="nobody is not enrolled") as caught:
            open_store(clients.server.client("nobody"), read_only=read_only)
        assert caught.value.exit_code == EXIT_CONFIGURATION


def test_a_read_only_store_writes_nothing(client: Client) -> None:
    with open_store(client) as store:
        store.keep(learned(1, finding(1)), NOW)
    with open_store(client, read_only=True) as store:
        with pytest.raises(CannotWrite, match="to read only"):
            store.keep(learned(2, finding(2)), NOW)
        assert store.findings() == (finding(1),)


def test_rows_that_mean_nothing_are_told_as_damage(client: Client) -> None:
    with open_store(client) as store:
        store.keep(learned(1, finding(1)), NOW)
        with store.database.writing() as connection:
            connection.exec_driver_sql("UPDATE findings SET document = '{}'")
        with pytest.raises(CannotWrite, match=f"{client.name} is damaged: restore the database"):
            store.findings()
        store.forget(Removal(frozenset({finding(1).sha256})))


@pytest.mark.parametrize(
    ("version", "told"), [("9999", "newer inbox_watch .*upgrade"), ("0004", "older .*prepare it anew")]
)
def test_a_database_of_another_version_is_refused(apart: Clients, version: str, told: str) -> None:
    apart.postgres.sql(f"UPDATE inbox_watch.alembic_version SET version_num = '{version}'", apart.database)
    apart.postgres.sql("COMMENT ON TABLE inbox_watch.alembic_version IS '9998'", apart.database)
    with server_of(apart) as server, pytest.raises(ConfigError, match=told):
        open_store(server.client("neighbour"))


def test_a_newer_database_that_only_has_more_is_worked_with(apart: Clients) -> None:
    """Workers are upgraded one after another, and one that starts anew meanwhile does not stand still."""
    from inbox_watch.store.server.versions import PAGES

    apart.postgres.sql("UPDATE inbox_watch.alembic_version SET version_num = '9999'", apart.database)
    for fits_from, fits in ((PAGES[-1], True), ("9998", False)):
        apart.postgres.sql(f"COMMENT ON TABLE inbox_watch.alembic_version IS '{fits_from}'", apart.database)
        with server_of(apart) as server:
            if fits:
                open_store(server.client("neighbour")).close()
            else:
                with pytest.raises(ConfigError, match="upgrade inbox_watch"):
                    open_store(server.client("neighbour"))


@contextmanager
def server_of(clients: Clients) -> Iterator[Server]:
    from inbox_watch.store.server.clients import Server

    with closing(Server(clients.url)) as server:
        yield server


def refused(url: str) -> str:
    """What is said when a store is opened by this URL."""
    from inbox_watch.store.server.clients import Server

    with pytest.raises(ConfigError) as caught, closing(Server(url)) as server:
        open_store(server.client("anna"))
    return str(caught.value)


def test_what_is_no_database_of_ours_is_told(postgres: Postgres, clients: Clients) -> None:
    postgres.sql("CREATE ROLE stranger LOGIN")
    assert "no database of this inbox_watch" in refused(postgres.url("template1"))
    assert "no database of this inbox_watch" in refused(postgres.url("missing"))
    assert "the login may not use it" in refused(postgres.url(clients.database, "stranger"))
    assert "write postgresql://" in refused("postgres:secret")
    assert "name one of PostgreSQL" in refused("mysql://user:secret@host/database")


def test_a_server_without_its_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from inbox_watch.store.server import engine

    monkeypatch.setattr(engine, "find_spec", lambda _: None)
    assert "install inbox-watch[fleet]" in refused("postgresql://me@host/mail")


def test_a_login_that_is_refused_is_told(postgres: Postgres, clients: Clients) -> None:
    from inbox_watch.store.server.clients import Server

    unknown = Server(postgres.url(clients.database, "unknown:secret"))
    with pytest.raises(DatabaseRefused, match=r'role "unknown" does not exist\): check it') as caught:
        open_store(unknown.client("anna"))
    assert caught.value.exit_code == EXIT_AUTHENTICATION
    assert "secret" not in str(caught.value)


def test_a_database_that_cannot_hold_every_letter_is_refused(postgres: Postgres) -> None:
    from inbox_watch.store.server.prepare import prepare

    postgres.sql("CREATE DATABASE latin OWNER owner TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
    with pytest.raises(ConfigError, match="encoded as LATIN1"):
        prepare(postgres.url("latin"))
    assert postgres.sql("SELECT count(*) FROM pg_namespace WHERE nspname = 'fleet'", "latin") == "0"


# What time mends


def test_no_connection_waits_for_ever(clients: Clients) -> None:
    with clients.server.engine.begin() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        parameters = driver.info.get_parameters()
        shown = {
            name: connection.exec_driver_sql(f"SHOW {name}").scalar_one()
            for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout", "search_path")
        }
    assert (parameters["keepalives"], parameters["keepalives_idle"], parameters["connect_timeout"]) == ("1", "30", "10")
    assert parameters["tcp_user_timeout"] == "60000"
    assert list(shown.values()) == ["5s", "1min", "10min", "inbox_watch,pg_temp"]


def test_the_url_may_be_more_patient(clients: Clients) -> None:
    from inbox_watch.store.server.clients import Server

    with closing(Server(f"{clients.url}&connect_timeout=99")) as server, server.engine.begin() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        assert driver.info.get_parameters()["connect_timeout"] == "99"


def test_a_client_in_use_is_told_as_another_run(
    clients: Clients, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inbox_watch.store.server import engine

    monkeypatch.setitem(engine.SESSION, "lock_timeout", "50ms")
    with server_of(clients) as impatient, open_store(client) as store:
        with open_store(impatient.client(client.name)) as other, store.database.writing():
            with pytest.raises(AnotherRun, match="in use by another run"):
                other.keep(learned(1, finding(1)), NOW)
            assert other.findings() == ()
        store.keep(learned(1, finding(1)), NOW)


def told_of(error: pytest.ExceptionInfo[DatabaseUnavailable]) -> str:
    assert error.value.exit_code == EXIT_TEMPORARY
    return str(error.value)


def test_a_statement_that_hangs_is_broken_off(
    clients: Clients, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inbox_watch.store.server import engine

    monkeypatch.setitem(engine.SESSION, "statement_timeout", "50ms")
    with server_of(clients) as server, open_store(server.client(client.name)) as store:
        with pytest.raises(DatabaseUnavailable) as caught, store.database.reading() as connection:
            connection.exec_driver_sql("SELECT pg_sleep(5)")
        assert "due to statement timeout): try again later" in told_of(caught)
        assert store.findings() == ()


def test_a_server_that_takes_no_writes_is_waited_for(apart: Clients) -> None:
    place = apart.place()
    apart.postgres.sql(f"ALTER DATABASE {apart.database} SET default_transaction_read_only = on")
    with server_of(apart) as server, open_store(server.client(place.name)) as store:
        with pytest.raises(DatabaseUnavailable) as caught:
            store.keep(learned(1, finding(1)), NOW)
        assert "no writes at present" in told_of(caught)
        assert store.findings() == ()


def test_a_server_without_room_is_waited_for(apart: Clients) -> None:
    apart.postgres.sql(f"ALTER ROLE worker_of_{apart.database} CONNECTION LIMIT 0")
    with server_of(apart) as server, pytest.raises(DatabaseUnavailable) as caught:
        open_store(server.client("neighbour"))
    assert "too many connections" in told_of(caught)


def test_a_host_that_does_not_answer_is_waited_for() -> None:
    from inbox_watch.store.server.clients import Server

    pytest.importorskip("psycopg", reason="the extra `fleet`")
    with pytest.raises(DatabaseUnavailable) as caught:
        open_store(Server("postgresql://me:secret@127.0.0.1:1/mail").client("anna"))
    assert "127.0.0.1/mail cannot be used at present (" in told_of(caught)
    assert "secret" not in told_of(caught)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_a_server_that_goes_and_comes_back_loses_nothing_it_took(mortal: Clients, how: signal.Signals) -> None:
    """A stop in the middle of a transaction: nothing of it is there; what was kept before is, and work goes on."""
    with open_store(mortal.place()) as store:
        store.keep(learned(1, finding(1)), NOW)
        with pytest.raises(DatabaseUnavailable):
            _delete_all(store, meanwhile=lambda: mortal.postgres.stop(how))
        with pytest.raises(DatabaseUnavailable) as caught:
            store.keep(learned(2, finding(2)), NOW)
        assert "try again later" in told_of(caught)
        mortal.postgres.start()
        store.keep(learned(3, finding(3)), NOW)
        assert store.findings() == (finding(1), finding(3))
        assert_invariants(store)


def _delete_all(store: Store, meanwhile: Callable[[], None]) -> None:
    with store.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM sightings")
        meanwhile()
        connection.exec_driver_sql("DELETE FROM findings")


def test_a_server_that_is_restarted_between_two_polls_is_not_noticed(mortal: Clients) -> None:
    with open_store(mortal.place()) as store:
        store.keep(learned(1, finding(1)), NOW)
        mortal.postgres.stop()
        mortal.postgres.start()
        store.keep(learned(2, finding(2)), NOW)
        assert store.findings() == (finding(1), finding(2))


def test_a_full_disk_keeps_nothing_and_recovers(mortal: Clients) -> None:
    from tests.store.clients import Clients

    with _small_disk(mortal.postgres, megabytes=14) as disk:
        mortal.postgres.sql(f"CREATE TABLESPACE small LOCATION '{disk}'")
        clients = Clients(mortal.postgres, "brimful", where="TABLESPACE small")
        with open_store(clients.place()) as store:
            with pytest.raises(CannotWrite, match=r"disk of .* is full: free some space there") as caught:
                _fill(store, 1)
            assert caught.value.exit_code == EXIT_CANNOT_WRITE
            subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
            reached = store.cursors("personal")["INBOX"].uid
            assert [found.uids[0].uid for found in store.findings()] == list(range(1, reached + 1))
            assert_invariants(store, on_server=[uid(number) for number in range(1, reached + 100)])
            store.keep(learned(reached + 1, finding(reached + 1)), NOW)
        clients.close()
        mortal.postgres.stop()


def _fill(store: Store, first: int) -> None:
    for number in range(first, 40_000, 50):
        store.keep(learned(number + 49, *(finding(each) for each in range(number, number + 50))), NOW)


@contextmanager
def _small_disk(postgres: Postgres, megabytes: int) -> Iterator[os.PathLike[str]]:
    """Lend a disk of this size, where that is allowed."""
    folder = postgres.base / "disk"
    folder.mkdir()
    options = f"size={megabytes}m,mode=700,uid={postgres.owner.pw_uid},gid={postgres.owner.pw_gid}"
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small disk can only be mounted by root: run the tests as root in a machine that allows it")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_dump_of_the_server_is_the_backup(clients: Clients, client: Client, postgres: Postgres) -> None:
    with open_store(client) as store:
        store.keep(learned(2, finding(1), finding(2), read_until=NOW), NOW)
    for refused_here in (
        lambda: write_backup(client, postgres.base / "backup"),
        lambda: restore_backup(postgres.base / "backup", client, postgres.base / "aside", NOW),
    ):
        with pytest.raises(UsageError, match="let `pg_dump` keep the whole database"):
            refused_here()
    dump = str(postgres.base / "dump")
    postgres.run("pg_dump", "--format=custom", f"--file={dump}", clients.database)
    postgres.database("restored")
    postgres.run("pg_restore", "--dbname=restored", "--exit-on-error", dump)
    from inbox_watch.store.server.clients import Server

    restored = Server(clients.url.replace(f"/{clients.database}?", "/restored?"))
    with closing(restored), open_store(restored.client(client.name)) as store:
        assert store.findings() == (finding(1), finding(2))
        store.keep(learned(3, finding(3)), NOW)
        assert_invariants(store)
