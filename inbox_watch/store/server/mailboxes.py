"""Mailboxes of a fleet: who is enrolled with which record, what is due, what a job has, and how each poll went.

What is decided is decided elsewhere (`inbox_watch.fleet`); here it is remembered, for logins of the office and of the
engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Row

from inbox_watch.store.homes import Home
from inbox_watch.store.server.clients import Server
from inbox_watch.store.server.faults import translated
from inbox_watch.store.server.office import Consent, write_consents


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A client as it is enrolled: `record` is JSON, of which the server knows nothing but these fields."""

    client: str
    record: bytes
    queue: str
    consent_on: date
    consent_until: date
    first_poll_at: datetime
    consents: tuple[Consent, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mailbox that is due, since then; a slow one took long the last time."""

    client: str
    since: datetime
    is_slow: bool


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mailbox that a job has: its record and what is remembered of its last polls."""

    client: str
    record: bytes
    due_at: datetime
    is_slow: bool
    cause: str | None
    times: int
    active_at: datetime | None


@dataclass(frozen=True, slots=True)
class Polled:
    """How a poll went: `cause` and `times` say why it failed and how often in a row; `send_at` when to send alerts."""

    began_at: datetime
    ended_at: datetime
    next_poll_at: datetime
    is_slow: bool
    cause: str | None
    times: int
    active_at: datetime | None
    send_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sending:
    """A client whose alerts a sender has until then."""

    client: str
    record: bytes
    until: datetime


_CLIENT = "INSERT INTO fleet.clients (client, enrolled_at) VALUES (%s, %s) ON CONFLICT DO NOTHING"
_MAILBOX = """
INSERT INTO fleet.mailboxes AS known (client, record, queue, consent_on, consent_until, next_poll_at)
VALUES (%s, %s::jsonb, %s, %s, %s, %s) ON CONFLICT (client) DO UPDATE SET
record = excluded.record, queue = excluded.queue, consent_on = excluded.consent_on,
consent_until = excluded.consent_until, next_poll_at = least(known.next_poll_at, excluded.next_poll_at),
withdrawn_on = NULL, cause = NULL, times = 0
WHERE known.withdrawn_on IS NULL OR excluded.consent_on >= known.withdrawn_on
"""
_COACH = "SELECT record->>'coach' FROM fleet.mailboxes WHERE client = %s"
_WITHDRAWN = "SELECT client, withdrawn_on FROM fleet.mailboxes WHERE withdrawn_on IS NOT NULL"
_RECORDS = "SELECT client, record::text FROM fleet.mailboxes ORDER BY client"
# A mailbox that a job has and never gave back is due again as well.
_DUE = "next_poll_at <= %(now)s AND %(day)s BETWEEN consent_on AND consent_until"
# From one queue to the next by the index, so that who is not due costs nothing.
_QUEUES = f"""
WITH RECURSIVE queues AS (
  (SELECT queue FROM fleet.mailboxes ORDER BY queue LIMIT 1)
  UNION ALL
  SELECT (SELECT m.queue FROM fleet.mailboxes m WHERE m.queue > queues.queue ORDER BY m.queue LIMIT 1)
  FROM queues WHERE queues.queue IS NOT NULL
)
SELECT queue FROM queues WHERE EXISTS (SELECT FROM fleet.mailboxes m WHERE m.queue = queues.queue AND {_DUE})
"""  # noqa: S608 - stands above
# Whoever stands still while all others wait is cut off.
_ALONE = """
SELECT set_config('idle_in_transaction_session_timeout', '30s', true),
pg_advisory_xact_lock(hashtextextended('inbox_watch makes jobs', 0))
"""
# Whether they are slow is written out: an index of slow ones is of no use to a statement that is told it later.
_WAITING = """
SELECT client, CASE WHEN claimed_at IS NULL THEN next_poll_at ELSE due_at END AS since, is_slow FROM fleet.mailboxes
WHERE queue = %(queue)s AND {which} AND {due}
ORDER BY next_poll_at, client LIMIT %(most)s FOR UPDATE SKIP LOCKED
"""
_WHICH = {which: _WAITING.format(which="is_slow" if which else "NOT is_slow", due=_DUE) for which in (True, False)}
_SLOW = "SELECT DISTINCT queue FROM fleet.mailboxes WHERE is_slow AND claimed_at IS NOT NULL AND next_poll_at > %(now)s"
_CLAIM = """
UPDATE fleet.mailboxes SET due_at = CASE WHEN claimed_at IS NULL THEN next_poll_at ELSE due_at END,
claimed_at = %(now)s, next_poll_at = %(until)s WHERE client = ANY(%(clients)s)
"""
_CLAIMED = (
    "SELECT client, record::text AS record, due_at, is_slow, cause, times, active_at FROM fleet.mailboxes "
    "WHERE client = %s AND claimed_at = %s"
)
_RELEASE = (
    "UPDATE fleet.mailboxes SET next_poll_at = due_at, claimed_at = NULL WHERE client = ANY(%s) AND claimed_at = %s"
)
_LEAVE = "UPDATE fleet.mailboxes SET next_poll_at = least(next_poll_at, %s) WHERE client = %s AND claimed_at = %s"
_SETTLE = """
UPDATE fleet.mailboxes SET began_at = %(began_at)s, ended_at = %(ended_at)s, next_poll_at = %(next_poll_at)s,
is_slow = %(is_slow)s, cause = %(cause)s, times = %(times)s, active_at = %(active_at)s,
send_at = least(send_at, %(send_at)s), claimed_at = NULL WHERE client = %(client)s AND claimed_at = %(claimed_at)s
"""
_TAKE_SENDING = """
UPDATE fleet.mailboxes m SET send_at = %(until)s FROM (
  SELECT client FROM fleet.mailboxes WHERE send_at <= %(now)s ORDER BY send_at LIMIT %(most)s FOR UPDATE SKIP LOCKED
) due WHERE m.client = due.client RETURNING m.client, m.record::text
"""
_SENT = "UPDATE fleet.mailboxes SET send_at = %s WHERE client = %s AND send_at = %s"
_ABOUT_A_JOB = """
SELECT max(internaldate) FROM (SELECT internaldate FROM findings WHERE label NOT IN ('other', 'job_alert')
ORDER BY internaldate DESC LIMIT 1) newest
"""


@contextmanager
def one_step(server: Server) -> Iterator[Connection]:
    """Give a connection inside a transaction: what is done with it is done as a whole, or not at all."""
    with translated(server.name), server.engine.begin() as connection:
        yield connection


def enrol_all(server: Server, clients: Iterable[Enrolled], now: datetime) -> None:
    """Enrol clients, or put what they say now in the place of what they said before: all of them, or nobody.

    A client who withdrew stays so, unless the consent is of that day or later. What other coaches may see stays.
    """
    with one_step(server) as connection:
        for each in clients:
            connection.exec_driver_sql(_CLIENT, (each.client, now))
            row = (each.client, each.record.decode(), each.queue, each.consent_on, each.consent_until)
            before = connection.exec_driver_sql(_COACH, (each.client,)).scalar()
            if connection.exec_driver_sql(_MAILBOX, (*row, each.first_poll_at)).rowcount:
                write_consents(connection, each.client, each.consents, before)


def records(server: Server) -> Mapping[str, bytes]:
    """Return the record of every client, in order."""
    with one_step(server) as connection:
        return {row[0]: row[1].encode() for row in connection.exec_driver_sql(_RECORDS)}


def withdrawn(server: Server) -> Mapping[str, date]:
    """Return who withdrew, and when."""
    with one_step(server) as connection:
        return {row[0]: row[1] for row in connection.exec_driver_sql(_WITHDRAWN)}


def queues_due(connection: Connection, now: datetime) -> Sequence[str]:
    """Return the queues in which a mailbox is due whose client consents on this day."""
    return connection.exec_driver_sql(_QUEUES, {"now": now, "day": now.date()}).scalars().all()


def alone(connection: Connection) -> None:
    """Make jobs one at a time, so that they can be counted: others wait until this transaction ends."""
    connection.exec_driver_sql(_ALONE)


def queues_with_slow(connection: Connection, now: datetime) -> frozenset[str]:
    """Return the queues of which a job has slow mailboxes."""
    return frozenset(connection.exec_driver_sql(_SLOW, {"now": now}).scalars())


def waiting(connection: Connection, queue: str, now: datetime, *, most: int, is_slow: bool) -> Sequence[Waiting]:
    """Lock the mailboxes of a queue that wait longest, but for those that somebody else has locked."""
    asked = {"now": now, "day": now.date(), "queue": queue, "most": most}
    return [Waiting(*row) for row in connection.exec_driver_sql(_WHICH[is_slow], asked)]


def claim(connection: Connection, clients: Sequence[str], now: datetime, until: datetime) -> None:
    """Give mailboxes to a job: nobody else gets them before then."""
    connection.exec_driver_sql(_CLAIM, {"now": now, "until": until, "clients": list(clients)})


def claimed(server: Server, client: str, claimed_at: datetime) -> Claimed | None:
    """Return a mailbox if the job that got it at this moment has it still."""
    with one_step(server) as connection:
        row = connection.exec_driver_sql(_CLAIMED, (client, claimed_at)).first()
    return _claimed(row) if row else None


def release(server: Server, clients: Sequence[str], claimed_at: datetime) -> None:
    """Give mailboxes back that were not polled: they are due since they were."""
    if clients:
        with one_step(server) as connection:
            connection.exec_driver_sql(_RELEASE, (list(clients), claimed_at))


def leave(server: Server, client: str, claimed_at: datetime, until: datetime) -> None:
    """Leave a mailbox to whoever is at it: the claim stays, and if nobody settles it by then it is due again."""
    with one_step(server) as connection:
        connection.exec_driver_sql(_LEAVE, (until, client, claimed_at))


def settle(connection: Connection, client: str, claimed_at: datetime, polled: Polled) -> None:
    """Write down how a poll went, and give the mailbox back."""
    values = {name: getattr(polled, name) for name in Polled.__slots__}
    connection.exec_driver_sql(_SETTLE, {**values, "client": client, "claimed_at": claimed_at})


def take_sending(connection: Connection, now: datetime, until: datetime, most: int) -> Sequence[Sending]:
    """Take clients whose alerts are to be sent: nobody else gets them before then."""
    asked = {"now": now, "until": until, "most": most}
    return [Sending(row[0], row[1].encode(), until) for row in connection.exec_driver_sql(_TAKE_SENDING, asked)]


def sent(connection: Connection, client: str, until: datetime, again_at: datetime | None) -> None:
    """Write down when there is something to send again, unless a poll had more to say meanwhile."""
    connection.exec_driver_sql(_SENT, (again_at, client, until))


def last_activity(home: Home) -> datetime | None:
    """Return when the newest mail about a job came to a client, or was sent by it."""
    from inbox_watch.store.schema import Moment

    with home.reading() as connection:
        return Moment().process_result_value(connection.exec_driver_sql(_ABOUT_A_JOB).scalar(), connection.dialect)


def _claimed(row: Row[tuple[object, ...]]) -> Claimed:
    values = row._asdict()
    return Claimed(**{**values, "record": values["record"].encode()})
