"""Clients by the hundred thousand: one is enrolled, filled and polled as any, and the others are copies of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.fleet.crowd.script import FOLDERS, HERE, LAST, UIDVALIDITY
from benchmarks.fleet.facts import PROVIDERS
from benchmarks.invented import folders_of, invented, keep_all
from benchmarks.mail.texts import ME
from inbox_watch.accounts import Security
from inbox_watch.fleet.clients import Client, Consent, Scope, SecretReference
from inbox_watch.fleet.enrolling import keep_enrolment
from inbox_watch.fleet.enrolment import Enrolment
from inbox_watch.fleet.settings import ACCOUNT
from inbox_watch.records import Cursor, Finding, FolderRole, MessageUid
from inbox_watch.store.server.clients import Server
from inbox_watch.store.store import Store, open_store

FIRST = "c-0000000"
_FOLDERS = {FolderRole.INBOX: "INBOX", FolderRole.SENT: "Sent"}
# Rows of these are made one by one; the tables of jobs know no clients.
_TABLES = """
SELECT table_schema, table_name, array_agg(column_name::text) FROM information_schema.columns
WHERE table_schema IN ('inbox_watch', 'fleet') AND is_generated = 'NEVER' AND (table_schema, table_name) IN (
  SELECT table_schema, table_name FROM information_schema.columns JOIN information_schema.tables
  USING (table_schema, table_name) WHERE column_name = 'client' AND table_type = 'BASE TABLE')
GROUP BY 1, 2 ORDER BY table_name <> 'clients', 2
"""
_COPY = """
INSERT INTO {table} ({columns}) SELECT {values} FROM {table} t
CROSS JOIN (SELECT 'c-' || lpad(i::text, 7, '0') AS client, i FROM generate_series(1, %(last)s) i) n
WHERE t.client = %(first)s
"""
# Each lives at a provider by the shares of the plan, and is due at some moment of the next six hours after the first.
_VALUES = {
    "client": "n.client",
    "queue": "(%(queues)s::text[])[1 + n.i %% cardinality(%(queues)s::text[])]",
    "record": "t.record || jsonb_build_object('id', n.client, 'user', n.client, 'provider', "
    "(%(queues)s::text[])[1 + n.i %% cardinality(%(queues)s::text[])])",
    "next_poll_at": "now() + interval '1 hour' + random() * interval '6 hours'",
}


def invited(name: str, now: datetime, *, provider: str = "Gmail", port: int = 993, user: str = "") -> Client:
    """A client with a consent of today; one with a port of its own is at a server on this machine."""
    is_here = port != 993
    security: Security = "none" if is_here else "tls"
    return Client(
        id=name,
        coach="brandt",
        consent=Consent("form", now.date() - timedelta(1), now.date() + timedelta(9), frozenset(Scope)),
        provider=provider,
        host=HERE if is_here else "imap.example",
        port=port,
        security=security,
        user=user or name,
        secret=SecretReference("password_cmd", ("echo", "secret", "{client}")),
        timezone=_where_it_is_noon(now),
        language="en",
        country="DE",
        addresses=frozenset({ME.address}),
    )


def _where_it_is_noon(now: datetime) -> str:
    """A time zone whose day does not end in the next hours: the first poll of a day costs more."""
    ahead = 12 - now.hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def enrol(server: Server, clients: tuple[Client, ...], now: datetime) -> None:
    """Enrol some clients, due at once."""
    keep_enrolment(server, Enrolment(clients, (), ()), now, timedelta(0))


def fill(server: Server, client: str, history: int, now: datetime) -> None:
    """Give a client messages of the past, and cursors behind them in every folder."""
    with open_store(server.client(client), own_addresses=frozenset({ME.address})) as store:
        for role, findings in folders_of(list(invented(history, 5, now - timedelta(days=2)))).items():
            _keep(store, findings, role, now)
        for folder, role in FOLDERS.items():
            if folder not in _FOLDERS.values():
                keep_all(store, (), role, Cursor(ACCOUNT, folder, UIDVALIDITY, LAST), now)


def _keep(store: Store, findings: list[Finding], role: FolderRole, now: datetime) -> None:
    folder = _FOLDERS[role]
    uids = (MessageUid(ACCOUNT, folder, UIDVALIDITY, number) for number in range(1, LAST))
    placed = [replace(finding, uids=(uid,)) for finding, uid in zip(findings, uids, strict=False)]
    keep_all(store, placed, role, Cursor(ACCOUNT, folder, UIDVALIDITY, LAST), now)


def copy_all(connection: psycopg.Connection[Any], last: int) -> None:
    """Make as many copies of the first client, due later; for an administrator, since no rule of a table is asked."""
    asked = {"last": last, "first": FIRST, "queues": list(_queues())}
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        for schema, name, columns in connection.execute(_TABLES).fetchall():
            own: Mapping[str, str] = _VALUES if name == "mailboxes" else {"client": _VALUES["client"]}
            values = [sql.SQL(own[column]) if column in own else sql.Identifier("t", column) for column in columns]
            statement = sql.SQL(_COPY).format(
                table=sql.Identifier(schema, name),
                columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
                values=sql.SQL(", ").join(values),
            )
            connection.execute(statement, asked)


def _queues() -> Iterator[str]:
    """A hundred names of providers, each as often as its share says."""
    for name, share in PROVIDERS.items():
        yield from [name] * round(100 * share)
