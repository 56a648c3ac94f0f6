"""Who is a client, what was consented to, and how a client is removed: work for a login that is in the office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from inbox_watch.errors import UsageError
from inbox_watch.store.server.clients import ALONE, Server
from inbox_watch.store.server.faults import not_enrolled, translated


@dataclass(frozen=True, slots=True)
class Consent:
    """That a client lets a coach see something: `coach` is the name the coach logs in to the database with.

    `given_by` is a name or the number of a document; `until` is the last day that counts.
    """

    coach: str
    scopes: frozenset[str]
    given_by: str
    given_on: date
    until: date


_ENROL = "INSERT INTO fleet.clients (client, enrolled_at) VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING client"
_CONSENT = (
    "INSERT INTO fleet.consents (client, coach, scope, given_by, given_on, until) VALUES (%s, %s, %s, %s, %s, %s)"
)
_FORGET = "DELETE FROM fleet.consents WHERE client = %s AND coach = %s"
_WITHDRAW = "UPDATE fleet.consents SET withdrawn_on = %s WHERE client = %s AND coach = %s"
# Tables are named by the catalogue, so that none is forgotten.
_TABLES = (
    "SELECT attrelid::regclass::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
    "JOIN pg_namespace n ON n.oid = relnamespace "
    "WHERE attname = 'client' AND relkind IN ('r', 'p') AND nspname IN ('inbox_watch', 'fleet') ORDER BY 1"
)


def enrol(server: Server, client: str, consents: Iterable[Consent], now: datetime) -> None:
    """Make somebody a client; raises UsageError for one who is."""
    with translated(server.name, client), server.engine.begin() as connection:
        if connection.exec_driver_sql(_ENROL, (client, now)).first() is None:
            raise UsageError(f"The client {client} is enrolled in {server.name} already.")
        for each in consents:
            write_consent(connection, client, each)


def enrolled(server: Server) -> tuple[str, ...]:
    """Return all clients, in order."""
    with translated(server.name), server.reader.begin() as connection:
        return tuple(connection.exec_driver_sql("SELECT client FROM fleet.clients ORDER BY client").scalars())


def consent(server: Server, client: str, given: Consent) -> None:
    """Write down what a client consents to for a coach, in the place of what was before."""
    with translated(server.name, client), server.engine.begin() as connection:
        connection.exec_driver_sql(_FORGET, (client, given.coach))
        write_consent(connection, client, given)


def withdraw(server: Server, client: str, coach: str, on: date) -> None:
    """Write down that a client consents no more: from this moment on the coach sees nothing of it."""
    with translated(server.name, client), server.engine.begin() as connection:
        connection.exec_driver_sql(_WITHDRAW, (on, client, coach))


def remove(server: Server, client: str) -> dict[str, int]:
    """Erase a client, and return how many rows of each table went; a run that is under way can write none back.

    The login has to be in the application as well: it counts what the office cannot see. Dumps and the log of the
    server hold the rows for as long as they are kept.
    """
    with _about(server, client) as connection:
        gone = _count(connection)
        if connection.exec_driver_sql("DELETE FROM fleet.clients WHERE client = %s", (client,)).rowcount == 0:
            raise not_enrolled(server.name, client)
        return gone


def rows_of(server: Server, client: str) -> dict[str, int]:
    """Return how many rows of a client there are in each table that has any: none after `remove`."""
    with _about(server, client) as connection:
        return _count(connection)


@contextmanager
def _about(server: Server, client: str) -> Iterator[Connection]:
    with translated(server.name, client), server.engine.begin() as connection:
        connection.exec_driver_sql(ALONE, (client, client))
        yield connection


def _count(connection: Connection) -> dict[str, int]:
    client = "current_setting('inbox_watch.client')"
    counts = {
        table: int(connection.exec_driver_sql(f"SELECT count(*) FROM {table} WHERE client = {client}").scalar_one())  # noqa: S608 - named by the catalogue
        for table in connection.exec_driver_sql(_TABLES).scalars().all()
    }
    return {table: rows for table, rows in counts.items() if rows}


def write_consent(connection: Connection, client: str, given: Consent) -> None:
    """Write down a consent, in a transaction of the caller."""
    for scope in sorted(given.scopes):
        row = (client, given.coach, str(scope), given.given_by, given.given_on, given.until)
        connection.exec_driver_sql(_CONSENT, row)
