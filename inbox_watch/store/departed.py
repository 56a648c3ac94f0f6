"""What is removed for good, and what is kept of it: that it was seen, so that it does not come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sqlalchemy import Connection, bindparam, delete, select

from inbox_watch.records import Finding, MessageUid, Removal
from inbox_watch.store.database import chunks, execute_many, insert
from inbox_watch.store.schema import (
    departed,
    findings,
    island_keys,
    island_traits,
    islands,
    outbox,
    sightings,
    statements,
)

_PLACE = (departed.c.account, departed.c.folder, departed.c.uidvalidity, departed.c.uid)
_SEEN = (sightings.c.account, sightings.c.folder, sightings.c.uidvalidity, sightings.c.uid)
_NAMES = ("at_account", "at_folder", "at_uidvalidity", "at_uid")
_AT = [column == bindparam(name) for column, name in zip(_SEEN, _NAMES, strict=True)]


def remove(connection: Connection, removal: Removal) -> None:
    """Remove what is named; of each message its UIDs and its digest stay."""
    for chunk in chunks(removal.mail):
        seen = sightings.c.sha256.in_(chunk)
        _depart(connection, connection.execute(select(*_SEEN, sightings.c.sha256).where(seen)).all())
        connection.execute(delete(sightings).where(seen))
        connection.execute(delete(findings).where(findings.c.sha256.in_(chunk)))
        _leave_islands(connection, chunk)
    unread = [(uid.account, uid.folder, uid.uidvalidity, uid.uid, "") for uid in removal.unreadable]
    _depart(connection, unread)
    execute_many(connection, delete(sightings).where(*_AT), [dict(zip(_NAMES, each, strict=False)) for each in unread])
    for numbers in chunks(removal.statements):
        connection.execute(delete(statements).where(statements.c.number.in_(numbers)))
    _unqueue(connection, removal)


def _leave_islands(connection: Connection, keys: Sequence[str]) -> None:
    """Take keys off their islands; one on which nothing is left ties nothing any more."""
    mine = island_keys.c.key.in_(keys)
    left = connection.execute(select(island_keys.c.island).where(mine).distinct()).scalars().all()
    connection.execute(delete(island_keys).where(mine))
    held = select(island_keys.c.island).where(island_keys.c.island.in_(left)).distinct()
    for empty in chunks({*left}.difference(connection.execute(held).scalars())):
        connection.execute(delete(island_traits).where(island_traits.c.island.in_(empty)))
        connection.execute(delete(islands).where(islands.c.number.in_(empty)))


def _unqueue(connection: Connection, removal: Removal) -> None:
    """Take away alerts, sent or not: keys are mail:SHA256 and due:ID:STEP, with the target behind a blank.

    Of the signs that follow, "!" comes after the blank and ";" after the colon.
    """
    between = (outbox.c.key >= bindparam("first"), outbox.c.key < bindparam("beyond"))
    ranges = [
        *({"first": f"mail:{sha256}", "beyond": f"mail:{sha256}!"} for sha256 in removal.mail),
        *({"first": f"due:{id_}:", "beyond": f"due:{id_};"} for id_ in removal.applications),
    ]
    execute_many(connection, delete(outbox).where(*between), ranges)


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


def departed_among(connection: Connection, uids: Iterable[MessageUid]) -> frozenset[MessageUid]:
    """Return those of the UIDs of which nothing else is kept any more."""
    found = set[MessageUid]()
    for (account, folder, uidvalidity), numbers in by_folder(uids):
        here = (departed.c.account == account, departed.c.folder == folder, departed.c.uidvalidity == uidvalidity)
        rows = connection.execute(select(departed.c.uid).where(*here, departed.c.uid.in_(numbers))).scalars()
        found.update(MessageUid(account, folder, uidvalidity, uid) for uid in rows)
    return frozenset(found)


def by_folder(uids: Iterable[MessageUid]) -> Iterator[tuple[tuple[str, str, int], Sequence[int]]]:
    """Yield UIDs by account, folder and UIDVALIDITY, so many at a time as one statement takes."""
    for place, group in groupby(sorted(uids), key=lambda uid: (uid.account, uid.folder, uid.uidvalidity)):
        for numbers in chunks(uid.uid for uid in group):
            yield place, numbers


def _depart(connection: Connection, rows: Iterable[Sequence[object]]) -> None:
    names = [column.name for column in (*_PLACE, departed.c.sha256)]
    statement = insert(departed).on_conflict_do_nothing(index_elements=_PLACE)
    execute_many(connection, statement, [dict(zip(names, row, strict=True)) for row in rows])
