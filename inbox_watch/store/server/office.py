"""Who is a client, what was consented to, and how a client is removed: work for a login that is in the office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
_FORGET = "DELETE FROM fleet.consents WHERE client = %s AND coach = ANY(%s)"
_WITHDRAW = "UPDATE fleet.consents SET withdrawn_on = %s WHERE client = %s AND withdrawn_on IS NULL"
_STANDING = "SELECT count(*) FROM fleet.consents WHERE client = %s AND withdrawn_on IS NULL"
# The consent ends with the day before; what a job has of it, or a sender, is theirs no more.
_READ_NO_MORE = """
UPDATE fleet.mailboxes SET withdrawn_on = %(on)s, consent_until = least(consent_until, %(on)s::date - 1),
next_poll_at = CASE WHEN claimed_at IS NULL THEN next_poll_at ELSE due_at END, claimed_at = NULL, send_at = NULL
WHERE client = %(client)s
"""
_GONE = (
    "SELECT DISTINCT withdrawn_on, coach, given_by, given_on FROM fleet.consents "
    "WHERE client = %s AND coach = ANY(%s) AND withdrawn_on IS NOT NULL"
)
_STAYS_GONE = (
    "UPDATE fleet.consents SET withdrawn_on = %s WHERE client = %s AND coach = %s AND given_by = %s AND given_on = %s"
)
# What a run that is under way would write from now on is refused.
_END_TURN = "UPDATE fleet.turns SET number = number + 1 WHERE client = %s"
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
        connection.exec_driver_sql(_FORGET, (client, [given.coach]))
        write_consent(connection, client, given)


def withdraw(server: Server, client: str, on: date, coach: str | None = None) -> bool:
    """Write down that a client consents no more, to anything or to one coach; returns whether its mailbox is read on.

    From this moment on the coach sees nothing of it, and what no coach may see is not read any more; a poll that is
    under way keeps nothing further. The rows that there are stay until `remove`. The login is as for `remove`.
    """
    with _about(server, client) as connection:
        if connection.exec_driver_sql("SELECT 1 FROM fleet.clients WHERE client = %s", (client,)).first() is None:
            raise not_enrolled(server.name, client)
        if coach is None:
            connection.exec_driver_sql(_WITHDRAW, (on, client))
        elif not connection.exec_driver_sql(f"{_WITHDRAW} AND coach = %s", (on, client, coach)).rowcount:
            raise UsageError(f"The client {client} has no consent for {coach} that could be withdrawn.")
        if connection.exec_driver_sql(_STANDING, (client,)).scalar_one():
            return True
        connection.exec_driver_sql(_READ_NO_MORE, {"on": on, "client": client})
        connection.exec_driver_sql(_END_TURN, (client,))
        return False


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


def write_consents(connection: Connection, client: str, given: Sequence[Consent], before: str | None) -> None:
    """Put what a client consents to in the place of what it was `before` for one coach, in a transaction of the caller.

    What is given to other coaches stays. A consent that was withdrawn stays so; one of another day, or on another
    paper, is another one.
    """
    coaches = [before, *(each.coach for each in given)]
    gone = connection.exec_driver_sql(_GONE, (client, coaches)).all()
    connection.exec_driver_sql(_FORGET, (client, coaches))
    for each in given:
        write_consent(connection, client, each)
    for row in gone:
        connection.exec_driver_sql(_STAYS_GONE, (row.withdrawn_on, client, row.coach, row.given_by, row.given_on))


def write_consent(connection: Connection, client: str, given: Consent) -> None:
    """Write down a consent, in a transaction of the caller."""
    for scope in sorted(given.scopes):
        row = (client, given.coach, str(scope), given.given_by, given.given_on, given.until)
        connection.exec_driver_sql(_CONSENT, row)
