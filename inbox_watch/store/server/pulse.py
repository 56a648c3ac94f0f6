"""What a monitor counts in the database of a fleet: mailboxes by provider, workers that live, jobs; never who it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from inbox_watch.store.server.clients import Server
from inbox_watch.store.server.engine import engine_of, name_of
from inbox_watch.store.server.faults import translated

# What a monitor may read of mailboxes: neither whose one is nor the record of it.
COLUMNS = (
    *("queue", "consent_on", "consent_until", "next_poll_at", "due_at", "claimed_at", "ended_at", "is_slow", "cause"),
    *("send_at", "withdrawn_on"),
)
JOBS = "jobs"


@dataclass(frozen=True, slots=True)
class QueuePulse:
    """One queue in numbers; `due_since` is of the mailbox that waits longest, whether or not a job has it."""

    queue: str
    mailboxes: int
    due: int
    due_since: datetime | None
    claimed: int
    polled: int
    slow: int


@dataclass(frozen=True, slots=True)
class Pulse:
    """All that was counted at one moment; `pauses` are by queue, and that of no name is the house."""

    now: datetime
    queues: tuple[QueuePulse, ...]
    troubles: tuple[tuple[str, str, int], ...]
    pauses: Mapping[str, datetime]
    jobs: Mapping[str, int]
    workers: int
    heard_at: datetime | None
    dispatched_at: datetime | None
    unsent: int
    unsent_since: datetime | None
    withdrawn: int


_CONSENT = "(now() AT TIME ZONE 'UTC')::date BETWEEN consent_on AND consent_until"
_QUEUES = f"""
SELECT queue, count(*), count(*) FILTER (WHERE next_poll_at <= now()),
min(CASE WHEN claimed_at IS NULL THEN next_poll_at ELSE due_at END)
FILTER (WHERE next_poll_at <= now() OR claimed_at IS NOT NULL),
count(*) FILTER (WHERE claimed_at IS NOT NULL AND next_poll_at > now()),
count(*) FILTER (WHERE ended_at > now() - interval '5 minutes'), count(*) FILTER (WHERE is_slow)
FROM fleet.mailboxes WHERE {_CONSENT} GROUP BY queue ORDER BY queue
"""  # noqa: S608 - stands above
_TROUBLES = f"""
SELECT queue, cause, count(*) FROM fleet.mailboxes WHERE cause IS NOT NULL AND {_CONSENT} GROUP BY 1, 2 ORDER BY 1, 2
"""  # noqa: S608 - stands above
_UNSENT = "SELECT count(send_at), min(send_at) FILTER (WHERE send_at <= now()) FROM fleet.mailboxes"
_WITHDRAWN = "SELECT count(*) FROM fleet.mailboxes WHERE withdrawn_on IS NOT NULL"
_PAUSES = "SELECT queue, paused_until FROM fleet.healths WHERE paused_until > now()"
_QUEUED = f"SELECT queue_name, count(*) FROM {JOBS}.procrastinate_jobs WHERE status IN ('todo', 'doing') GROUP BY 1"  # noqa: S608 - stands above
_WORKERS = f"""
SELECT count(*) FILTER (WHERE last_heartbeat > now() - interval '2 minutes'), max(last_heartbeat)
FROM {JOBS}.procrastinate_workers
"""  # noqa: S608 - stands above
_DISPATCHED = f"""
SELECT to_timestamp(max(defer_timestamp)) FROM {JOBS}.procrastinate_periodic_defers WHERE task_name = 'dispatch'
"""  # noqa: S608 - stands above
_RIGHTS = (
    f"GRANT USAGE ON SCHEMA {JOBS} TO inbox_watch_monitor",
    f"GRANT SELECT (queue_name, status) ON {JOBS}.procrastinate_jobs TO inbox_watch_monitor",
    f"GRANT SELECT (last_heartbeat) ON {JOBS}.procrastinate_workers TO inbox_watch_monitor",
    f"GRANT SELECT (task_name, defer_timestamp) ON {JOBS}.procrastinate_periodic_defers TO inbox_watch_monitor",
)


def pulse(server: Server) -> Pulse:
    """Count everything, of one moment; for a login that is a monitor."""
    with translated(server.name), server.reader.begin() as connection:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        unsent, unsent_since = _rows(connection, _UNSENT)[0]
        workers, heard_at = _rows(connection, _WORKERS)[0]
        return Pulse(
            now=_rows(connection, "SELECT now()")[0][0],
            queues=tuple(QueuePulse(*row) for row in _rows(connection, _QUEUES)),
            troubles=tuple((row[0], row[1], row[2]) for row in _rows(connection, _TROUBLES)),
            pauses={row[0]: row[1] for row in _rows(connection, _PAUSES)},
            jobs={row[0]: row[1] for row in _rows(connection, _QUEUED)},
            workers=workers,
            heard_at=heard_at,
            dispatched_at=_rows(connection, _DISPATCHED)[0][0],
            unsent=unsent,
            unsent_since=unsent_since,
            withdrawn=_rows(connection, _WITHDRAWN)[0][0],
        )


def let_monitors_count_jobs(url: str) -> None:
    """Give monitors their rights in the tables of jobs; for the owner, once these tables are made."""
    engine = engine_of(url, connections=1)
    try:
        with translated(name_of(url)), engine.begin() as connection:
            for right in _RIGHTS:
                connection.exec_driver_sql(right)
    finally:
        engine.dispose()


def _rows(connection: Connection, statement: str) -> Sequence[Any]:
    return connection.exec_driver_sql(statement).all()
