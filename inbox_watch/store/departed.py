"""What is removed for good, and what is kept of it: that it was seen, so that it does not come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, select

from inbox_watch.records import Finding, MessageUid, Removal
from inbox_watch.store.database import chunks, execute_many, insert
from inbox_watch.store.schema import departed, findings, island_keys, outbox, sightings, statements

_PLACE = (departed.c.account, departed.c.folder, departed.c.uidvalidity, departed.c.uid)
_SEEN = (sightings.c.account, sightings.c.folder, sightings.c.uidvalidity, sightings.c.uid)


def remove(connection: Connection, removal: Removal) -> None:
    """Remove what is named; of each message its UIDs and its digest stay."""
    for chunk in chunks(removal.mail):
        seen = sightings.c.sha256.in_(chunk)
        _depart(connection, connection.execute(select(*_SEEN, sightings.c.sha256).where(seen)).all())
        connection.execute(delete(sightings).where(seen))
        connection.execute(delete(findings).where(findings.c.sha256.in_(chunk)))
        connection.execute(delete(island_keys).where(island_keys.c.key.in_(chunk)))
    for uid in removal.unreadable:
        its = (uid.account, uid.folder, uid.uidvalidity, uid.uid)
        _depart(connection, [(*its, "")])
        connection.execute(
            delete(sightings).where(*(column == value for column, value in zip(_SEEN, its, strict=True)))
        )
    for numbers in chunks(removal.statements):
        connection.execute(delete(statements).where(statements.c.number.in_(numbers)))
    _unqueue(connection, removal)


def _unqueue(connection: Connection, removal: Removal) -> None:
    """Alerts, sent or not, have keys that begin with what they tell of."""
    keys = connection.execute(select(outbox.c.key)).scalars().all()
    for chunk in chunks(key for key in keys if _tells_of(key, removal)):
        connection.execute(delete(outbox).where(outbox.c.key.in_(chunk)))


def _tells_of(key: str, removal: Removal) -> bool:
    """Keys are mail:SHA256 and due:ID:STEP, with the target behind a blank."""
    kind, _, about = key.partition(" ")[0].partition(":")
    return about in removal.mail if kind == "mail" else about.partition(":")[0] in removal.applications


def turned_away(connection: Connection, judged: Sequence[Finding]) -> list[Finding]:
    """Return what may be learned; of what has departed only the new places are noted."""
    gone = departed_of(connection, (finding.sha256 for finding in judged))
    back = [finding for finding in judged if finding.sha256 in gone]
    rows = [(uid.account, uid.folder, uid.uidvalidity, uid.uid, each.sha256) for each in back for uid in each.uids]
    _depart(connection, rows)
    return [finding for finding in judged if finding.sha256 not in gone]


def departed_of(connection: Connection, keys: Iterable[str]) -> frozenset[str]:
    """Return those of the sha256 that have departed."""
    rows = (
        connection.execute(select(departed.c.sha256).where(departed.c.sha256.in_(chunk))).scalars()
        for chunk in chunks(keys)
    )
    return frozenset(sha256 for chunk in rows for sha256 in chunk)


def departed_uids(connection: Connection, account: str) -> frozenset[MessageUid]:
    """Return the UIDs of an account that are accounted for though nothing is kept of the message."""
    return frozenset(
        MessageUid(*row) for row in connection.execute(select(*_PLACE).where(departed.c.account == account))
    )


def _depart(connection: Connection, rows: Iterable[Sequence[object]]) -> None:
    names = [column.name for column in (*_PLACE, departed.c.sha256)]
    statement = insert(departed).on_conflict_do_nothing(index_elements=_PLACE)
    execute_many(connection, statement, [dict(zip(names, row, strict=True)) for row in rows])
