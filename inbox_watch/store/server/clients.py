"""A database of many clients, and the rows of one of them as a home of the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import Connection

from inbox_watch.errors import AnotherRun, CannotWrite
from inbox_watch.store.server.engine import engine_of, name_of
from inbox_watch.store.server.faults import not_enrolled, translated
from inbox_watch.store.server.versions import check_version

# The server forgets the client with the end of the transaction, so no connection can carry it to another one's.
_ABOUT = "SELECT set_config('inbox_watch.client', %s, true)"
_READING = f"{_ABOUT}, set_config('transaction_read_only', 'on', true)"
# Whoever writes for a client waits here before anything is read, as with BEGIN IMMEDIATE.
ALONE = f"{_ABOUT}, pg_advisory_xact_lock(hashtextextended('inbox_watch writes ' || %s, 0))"


class Server:
    """A database: one for each process, with its one pool of connections."""

    def __init__(self, url: str, *, connections: int = 10) -> None:
        """Name the database, which is asked when a client is opened, and how many connections there may be at once."""
        self.name = name_of(url)
        self.engine = engine_of(url, connections=connections)
        self.reader = self.engine.execution_options(isolation_level="REPEATABLE READ")
        self.at_once = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._first, self._is_checked = Lock(), False

    def client(self, client: str) -> Client:
        """Return the place of a client's store."""
        return Client(self, client)

    def check(self) -> None:
        """Refuse a database of another version than this program's; asked once in a process."""
        with self._first:
            if not self._is_checked:
                with translated(self.name), self.reader.begin() as connection:
                    check_version(connection, self.name)
                self._is_checked = True

    def close(self) -> None:
        """Close every connection that is not in use."""
        self.engine.dispose()


@dataclass(frozen=True, slots=True)
class Client:
    """The place of one client's store; with a `turn`, nothing is written once another run has begun its own."""

    server: Server
    name: str
    turn: int | None = None

    def opened(self, *, read_only: bool) -> ClientHome:
        """Open it; raises an InboxWatchError for a database that is not prepared, or a client that is not enrolled."""
        self.server.check()
        home = ClientHome(self, read_only=read_only)
        try:
            home.check()
        except BaseException:  # an interruption too: nobody else knows of this home, and so it is closed here
            home.close()
            raise
        return home


class ClientHome:
    """The rows of one client: no statement sees any other."""

    def __init__(self, place: Client, *, read_only: bool) -> None:
        """Take a place; it is asked when something is."""
        self._place, self._read_only = place, read_only
        self._snapshot: Connection | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection inside a transaction that sees one state."""
        with self._translated():
            if self._read_only:
                yield self._one_snapshot()
            else:
                with self._place.server.reader.begin() as connection:
                    connection.exec_driver_sql(_READING, (self._place.name,))
                    yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection inside the one transaction that may write for this client: all or nothing."""
        place = self._place
        if self._read_only:
            raise CannotWrite(f"The store of the client {place.name} was opened to read only.")
        with self._translated(), place.server.engine.begin() as connection:
            connection.exec_driver_sql(ALONE, (place.name, place.name))
            self._check_turn(connection)
            yield connection

    def check(self) -> None:
        """Refuse a client that is not enrolled."""
        with self.reading() as connection:
            if connection.exec_driver_sql("SELECT 1 FROM fleet.clients").first() is None:
                raise not_enrolled(self._place.server.name, self._place.name)

    def shrink(self) -> None:
        """What was deleted is out of every client's sight; the server writes over it by itself (VACUUM)."""

    def close(self) -> None:
        """Give the connection back."""
        if self._snapshot is not None:
            self._snapshot.close()
            self._snapshot = None

    def _check_turn(self, connection: Connection) -> None:
        place = self._place
        if place.turn is None:
            return
        present = connection.exec_driver_sql("SELECT number FROM fleet.turns").scalar()
        if present is None:
            raise not_enrolled(place.server.name, place.name)
        if present != place.turn:
            raise AnotherRun(f"Another run of the client {place.name} has begun: nothing more of this one is kept.")

    def _one_snapshot(self) -> Connection:
        if self._snapshot is None:
            self._snapshot = self._place.server.reader.connect()
            self._snapshot.begin()
            self._snapshot.exec_driver_sql(_READING, (self._place.name,))
        return self._snapshot

    @contextmanager
    def _translated(self) -> Iterator[None]:
        with translated(self._place.server.name, self._place.name):
            yield
