"""How far each folder was read, and since when it is listened to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Row, case, delete, func, select, update

from inbox_watch.records import Cursor, FolderHeard, FolderRole
from inbox_watch.store.codec import to_enum
from inbox_watch.store.database import insert
from inbox_watch.store.schema import cursors, reads

BLIND_AFTER = timedelta(hours=24)

_Span = tuple[datetime, datetime]


def newest_cursors(connection: Connection, account: str) -> dict[str, Cursor]:
    """Return, for each folder of an account, the cursor of the epoch that was read last."""
    statement = select(cursors).where(cursors.c.account == account).order_by(cursors.c.folder, cursors.c.epoch)
    return {
        row.folder: Cursor(row.account, row.folder, row.uidvalidity, row.uid) for row in connection.execute(statement)
    }


def move_cursor(connection: Connection, cursor: Cursor, role: FolderRole) -> None:
    """Move a folder's cursor on, never back within its epoch."""
    statement = insert(cursors).values(
        account=cursor.account,
        folder=cursor.folder,
        uidvalidity=cursor.uidvalidity,
        uid=cursor.uid,
        role=role.value,
        epoch=_epoch(connection, cursor),
    )
    excluded = statement.excluded
    on = statement.on_conflict_do_update(
        index_elements=[cursors.c.account, cursors.c.folder, cursors.c.uidvalidity],
        set_={
            "uid": case((excluded.uid > cursors.c.uid, excluded.uid), else_=cursors.c.uid),
            "role": excluded.role,
            "epoch": excluded.epoch,
        },
    )
    connection.execute(on)


def add_read(connection: Connection, account: str, folder: str, until: datetime) -> None:
    """Note a complete read: it lengthens the last span of listening, or begins another after more than a day.

    The last complete read counts: what an earlier one claimed about later times came from a wrong clock.
    """
    here = (reads.c.account == account) & (reads.c.folder == folder)
    connection.execute(delete(reads).where(here, reads.c.since > until))
    connection.execute(update(reads).where(here, reads.c.until > until).values(until=until))
    last: datetime | None = connection.execute(select(func.max(reads.c.until)).where(here)).scalar()
    if last is not None and until - last <= BLIND_AFTER:
        connection.execute(update(reads).where(here, reads.c.until == last).values(until=until))
    else:
        connection.execute(insert(reads).values(account=account, folder=folder, since=until, until=until))


def all_heard(connection: Connection, now: datetime) -> tuple[FolderHeard, ...]:
    """Return how long each folder has been listened to, and when not, up to `now`.

    A folder that was begun and never read to its end is there too, with no `until`.
    """
    spans: defaultdict[tuple[str, str], list[_Span]] = defaultdict(list)
    for row in connection.execute(select(reads).order_by(reads.c.account, reads.c.folder, reads.c.since)):
        spans[row.account, row.folder].append((row.since, row.until))
    newest = {
        (row.account, row.folder): row
        for row in connection.execute(select(cursors).order_by(cursors.c.account, cursors.c.folder, cursors.c.epoch))
    }
    return tuple(_heard(row, spans[place], now) for place, row in newest.items())


def was_heard(connection: Connection, since: datetime, before: datetime) -> bool:
    """Was any folder read to its end between these moments?"""
    met = select(1).where(reads.c.until >= since, reads.c.since < before).limit(1)
    return connection.execute(met).first() is not None


def gaps(spans: Sequence[_Span], now: datetime) -> tuple[_Span, ...]:
    """Return the gaps of more than a day that began before `now`; the last may be the one that still lasts."""
    edges = [(until, since) for (_, until), (since, _) in pairwise([*spans, (now, now)])]
    return tuple((start, end) for start, end in edges if start < now and end - start > BLIND_AFTER)


def _epoch(connection: Connection, cursor: Cursor) -> int:
    """Return the number of the cursor's epoch: the newest one's when it is that, else the next."""
    statement = select(cursors.c.uidvalidity, cursors.c.epoch).where(
        cursors.c.account == cursor.account, cursors.c.folder == cursor.folder
    )
    epochs: dict[int, int] = {row.uidvalidity: row.epoch for row in connection.execute(statement)}
    newest = max(epochs.values(), default=0)
    return newest if epochs.get(cursor.uidvalidity) == newest else newest + 1


def _heard(row: Row[Any], spans: Sequence[_Span], now: datetime) -> FolderHeard:
    until = spans[-1][1] if spans else None
    return FolderHeard(row.account, row.folder, to_enum(FolderRole, row.role), until, gaps(spans, now))
