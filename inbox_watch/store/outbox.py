"""Alerts on their way: queued with what they tell of, sent, then marked (at least once, never lost)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from inbox_watch.records import Alert
from inbox_watch.store.database import chunks, execute_many, insert
from inbox_watch.store.schema import outbox

LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Queued:
    """An alert that is not sent: `tries` were made so far; `failed_at` says that there will be no more."""

    alert: Alert
    queued_at: datetime
    tries: int
    next_try_at: datetime
    failed_at: datetime | None = None


def queue(connection: Connection, alerts: Iterable[Alert], now: datetime) -> None:
    """Queue what was never queued before: the key says what "once" means."""
    statement = insert(outbox).on_conflict_do_nothing(index_elements=[outbox.c.key])
    execute_many(connection, statement, [_row(alert, now) for alert in alerts])


def unsent(connection: Connection) -> tuple[Queued, ...]:
    """Return everything that is not sent, given up or not, oldest first."""
    statement = select(outbox).where(outbox.c.sent_at.is_(None)).order_by(outbox.c.queued_at, outbox.c.key)
    return tuple(
        Queued(
            Alert(row.key, row.kind, row.severity, row.subject, row.body),
            queued_at=row.queued_at,
            tries=row.tries,
            next_try_at=row.next_try_at,
            failed_at=row.failed_at,
        )
        for row in connection.execute(statement)
    )


def pending(connection: Connection, now: datetime) -> tuple[Queued, ...]:
    """Return what should be sent now, oldest first; a try beyond the longest wait is of a clock that went wrong."""
    return tuple(
        item
        for item in unsent(connection)
        if item.failed_at is None and not timedelta(0) < item.next_try_at - now <= LONGEST_WAIT
    )


def mark_sent(connection: Connection, keys: Iterable[str], now: datetime) -> None:
    """The channel took them."""
    for some in chunks(keys):
        statement = update(outbox).where(outbox.c.key.in_(some))
        connection.execute(statement.values(sent_at=now, tries=outbox.c.tries + 1))


def mark_failed(connection: Connection, key: str, now: datetime, retry_at: datetime | None) -> None:
    """The channel did not take it: try again at `retry_at`, or give up."""
    outcome = {"failed_at": now} if retry_at is None else {"next_try_at": retry_at}
    statement = update(outbox).where(outbox.c.key == key, outbox.c.sent_at.is_(None))
    connection.execute(statement.values(tries=outbox.c.tries + 1, **outcome))


def drop(connection: Connection, keys: Sequence[str]) -> None:
    """Forget alerts, all they say among it."""
    for key in keys:
        connection.execute(delete(outbox).where(outbox.c.key == key))


def _row(alert: Alert, now: datetime) -> dict[str, object]:
    return {
        "key": alert.key,
        "kind": alert.kind,
        "severity": alert.severity,
        "subject": alert.subject,
        "body": alert.body,
        "queued_at": now,
        "tries": 0,
        "next_try_at": now,
    }
