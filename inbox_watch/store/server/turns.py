"""One run of a client at a time, on all machines: a lock that the server takes back from the dead, and a number.

Every process holds the locks of its runs on one connection. Where that is cut, another run may begin while this one is
still under way; it counts the number up, and what the first one would write from then on is refused (`Client.turn`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from threading import Lock

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from inbox_watch.errors import AnotherRun
from inbox_watch.store.server.clients import Client, Server
from inbox_watch.store.server.faults import translated

_LOCK = "hashtextextended('inbox_watch runs ' || %s, 0)"
_NEXT = (
    "INSERT INTO fleet.turns AS last (number, began_at) VALUES (1, %s) ON CONFLICT (client) "
    "DO UPDATE SET number = last.number + 1, began_at = excluded.began_at RETURNING number"
)


class Turns:
    """The runs of this process, each in its turn: one object for a server."""

    def __init__(self, server: Server) -> None:
        """Hold nothing yet."""
        self._server = server
        self._alone = Lock()
        self._connection: Connection | None = None
        self._held = set[str]()

    @contextmanager
    def one_run(self, client: str, now: datetime) -> Iterator[Client]:
        """Hold the lock of a client for the length of the block, or raise AnotherRun at once.

        Gives the place whose stores write for this run, and for no longer than no other has begun.
        """
        with translated(self._server.name, client):
            self._take(client)
        try:
            place = self._server.client(client)
            with place.opened(read_only=False).writing() as connection:
                turn: int = connection.exec_driver_sql(_NEXT, (now,)).scalar_one()
            yield replace(place, turn=turn)
        finally:
            self._let_go(client)

    def close(self) -> None:
        """Let every lock go."""
        with self._alone:
            self._drop()

    def _take(self, client: str) -> None:
        with self._alone:
            # The server gives a lock to a session that has it already.
            if client not in self._held and self._try(client):
                self._held.add(client)
                return
        raise AnotherRun(f"Another run{self._since(client)} holds the client {client}: wait until it ends.")

    def _since(self, client: str) -> str:
        with self._server.client(client).opened(read_only=False).reading() as connection:
            began = connection.exec_driver_sql("SELECT began_at FROM fleet.turns").scalar()
        return f" (since {began:%Y-%m-%d %H:%M} UTC)" if began else ""

    def _let_go(self, client: str) -> None:
        with self._alone:
            self._held.discard(client)
            if self._connection is not None:
                # Where the connection was cut, the lock is gone already.
                with contextlib.suppress(DBAPIError):
                    self._connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_LOCK})", (client,))
                    return
                self._drop()

    def _try(self, client: str) -> bool:
        """Ask for the lock, on a new connection where the old one was cut."""
        if self._connection is not None:
            with contextlib.suppress(DBAPIError):
                return self._ask(self._connection, client)
            self._drop()
        self._connection = self._server.at_once.connect()
        return self._ask(self._connection, client)

    def _ask(self, connection: Connection, client: str) -> bool:
        return bool(connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_LOCK})", (client,)).scalar_one())

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
