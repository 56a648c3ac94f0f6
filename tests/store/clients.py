"""Places for tests in a database of clients: loaded where there is a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inbox_watch.store.homes import Place
from inbox_watch.store.server.clients import Client, Server
from inbox_watch.store.server.prepare import prepare
from inbox_watch.store.store import open_store
from tests.store.builders import NOW, alert, finding, learned
from tests.store.places import numbers
from tests.support.postgres import Postgres

NEIGHBOUR = "neighbour"


class Clients:
    """A store a client, all in one database in which a neighbour has mail, words and alerts under the same keys."""

    def __init__(self, postgres: Postgres, database: str, where: str = "") -> None:
        self.postgres, self.database = postgres, database
        prepare(postgres.database(database, where))
        postgres.login(f"worker_of_{database}", "inbox_watch_app")
        self.url = postgres.url(database, f"worker_of_{database}")
        self.server = Server(self.url)
        self.enrol(NEIGHBOUR)
        with open_store(self.server.client(NEIGHBOUR)) as store:
            store.keep(learned(9, *(finding(number) for number in range(1, 10)), read_until=NOW), NOW)
            store.queue_alerts([alert("a"), alert("b")], NOW)
            store.name_applications({"k": "a1"})
            store.chart()

    def place(self) -> Client:
        name = f"client{next(numbers)}"
        self.enrol(name)
        return self.server.client(name)

    def again(self, place: Path | Place) -> Path | Place:
        assert isinstance(place, Client)
        return Server(self.url).client(place.name)

    def close(self) -> None:
        self.server.close()

    def enrol(self, client: str) -> None:
        self.postgres.sql(f"INSERT INTO fleet.clients VALUES ('{client}', now())", self.database)

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """Nothing of the neighbour's changes meanwhile."""
        before = self.everything_of(NEIGHBOUR)
        yield
        assert self.everything_of(NEIGHBOUR) == before

    def everything_of(self, client: str) -> str:
        """Every row of a client, as text."""
        tables = self.postgres.sql(
            "SELECT attrelid::regclass FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
            "WHERE attname = 'client' AND relkind = 'r' ORDER BY 1",
            self.database,
        ).split()
        rows = (f"SELECT '{table} ' || t::text FROM {table} t WHERE client = '{client}'" for table in tables)
        return self.postgres.sql(" UNION ALL ".join(rows) + " ORDER BY 1", self.database)
