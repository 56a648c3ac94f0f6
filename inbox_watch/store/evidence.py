"""Findings and unreadable messages: one row a content, one sighting a UID."""

from __future__ import annotations

import gc
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, bindparam, select, tuple_, update
from sqlalchemy.dialects.sqlite import Insert

from inbox_watch.records import Finding, FolderRole, MessageUid, Unreadable
from inbox_watch.store.codec import to_finding, to_row
from inbox_watch.store.database import chunks, execute_many, insert
from inbox_watch.store.departed import by_folder, departed_among, turned_away
from inbox_watch.store.schema import Moment, departed, findings, sightings

_PLACE = (sightings.c.account, sightings.c.folder, sightings.c.uidvalidity, sightings.c.uid)


def add_findings(connection: Connection, judged: Sequence[Finding]) -> list[Finding]:
    """Add and return what is new: known octets only gain their new places, and a known UID keeps what it first was.

    Octets that lie in Sent are Sent mail, whichever folder was read first; that is new as well. What has departed stays
    away.
    """
    places = _new_places(connection, turned_away(connection, judged))
    placed = {finding.sha256: finding for _, finding in places}
    known = _known(connection, placed)
    rows = [to_row(finding) for finding in placed.values()]
    execute_many(connection, _kept_or_sent(), rows)
    statement = insert(sightings)
    replace_unreadable = statement.on_conflict_do_update(
        index_elements=_PLACE,
        set_={
            column: statement.excluded[column] for column in ("sha256", "reason", "internaldate", "sender", "subject")
        },
        where=sightings.c.sha256.is_(None),
    )
    execute_many(connection, replace_unreadable, [_sighting(uid, sha256=finding.sha256) for uid, finding in places])
    return [finding for finding in placed.values() if _is_new(finding, known)]


def _is_new(finding: Finding, known: Mapping[str, str]) -> bool:
    has_become_sent = finding.role is FolderRole.SENT and known.get(finding.sha256) != FolderRole.SENT.value
    return finding.sha256 not in known or has_become_sent


def _kept_or_sent() -> Insert:
    statement = insert(findings)
    return statement.on_conflict_do_update(
        index_elements=[findings.c.sha256],
        set_={column.name: statement.excluded[column.name] for column in findings.c if not column.primary_key},
        where=and_(findings.c.role != FolderRole.SENT.value, statement.excluded.role == FolderRole.SENT.value),
    )


def add_unreadable(connection: Connection, unreadable: Iterable[Unreadable]) -> None:
    """Remember what could not be read, and how often it was tried; a message that was once read stays read."""
    statement = insert(sightings)
    try_again = statement.on_conflict_do_update(
        index_elements=_PLACE,
        set_={
            **{column: statement.excluded[column] for column in ("reason", "internaldate", "sender", "subject")},
            "tries": sightings.c.tries + 1,
        },
        where=sightings.c.sha256.is_(None),
    )
    execute_many(connection, try_again, [_unreadable_row(item) for item in unreadable])


def rejudge(connection: Connection, judged: Sequence[Finding]) -> None:
    """Put new findings in the place of those about the same octets."""
    statement = update(findings).where(findings.c.sha256 == bindparam("octets"))
    rows = [to_row(finding) for finding in judged]
    execute_many(connection, statement, [{"octets": row.pop("sha256"), **row} for row in rows])


def all_findings(connection: Connection) -> tuple[Finding, ...]:
    """Return every finding in order of internaldate, then sha256."""
    with _collector_at_rest():
        places = _places(connection, sightings.c.sha256.is_not(None))
        rows = connection.execute(select(findings).order_by(findings.c.internaldate, findings.c.sha256))
        return tuple(to_finding(row, tuple(places[row.sha256])) for row in rows)


def all_findings_in_parts(connection: Connection, at_once: int) -> Iterator[tuple[Finding, ...]]:
    """Yield every finding in the same order, so many at a time."""
    order = (findings.c.internaldate, findings.c.sha256)
    first = select(findings.c.sha256).order_by(*order).limit(at_once)
    following = first.where(tuple_(*order) > tuple_(bindparam("came", type_=Moment), bindparam("sha256")))
    part = findings_of(connection, connection.execute(first).scalars())
    while part:
        yield part
        last = {"came": part[-1].internaldate, "sha256": part[-1].sha256}
        part = findings_of(connection, connection.execute(following, last).scalars())


def findings_of(connection: Connection, keys: Iterable[str]) -> tuple[Finding, ...]:
    """Return the findings with these sha256, in the same order; other keys have none."""
    found: list[Finding] = []
    for chunk in chunks(keys):
        places = _places(connection, sightings.c.sha256.in_(chunk))
        rows = connection.execute(select(findings).where(findings.c.sha256.in_(chunk)))
        found += (to_finding(row, tuple(places[row.sha256])) for row in rows)
    return tuple(sorted(found, key=lambda finding: (finding.internaldate, finding.sha256)))


def all_unreadable(connection: Connection, tries_below: int | None) -> tuple[Unreadable, ...]:
    """Return what could not be read, or what is worth another try."""
    statement = select(sightings).where(sightings.c.sha256.is_(None)).order_by(*_PLACE)
    if tries_below is not None:
        statement = statement.where(sightings.c.tries < tries_below)
    return tuple(
        Unreadable(
            MessageUid(row.account, row.folder, row.uidvalidity, row.uid),
            reason=row.reason,
            internaldate=row.internaldate,
            from_=row.sender,
            subject=row.subject,
        )
        for row in connection.execute(statement)
    )


def has_before(connection: Connection, moment: datetime) -> bool:
    """Is there a finding from before a moment?"""
    return connection.execute(select(1).where(findings.c.internaldate < moment).limit(1)).first() is not None


def known_uids(connection: Connection, uids: Iterable[MessageUid]) -> frozenset[MessageUid]:
    """Return those of the UIDs that are accounted for, read or unreadable."""
    wanted = set(uids)
    return frozenset(_sighted(connection, wanted)) | departed_among(connection, wanted)


def folder_uids(connection: Connection, account: str, folder: str, uidvalidity: int) -> array[int]:
    """Return the UIDs of a folder that are accounted for, in order: eight octets each."""
    numbers = array("q")
    for table in (sightings, departed):
        here = (table.c.account == account, table.c.folder == folder, table.c.uidvalidity == uidvalidity)
        numbers.extend(connection.execute(select(table.c.uid).where(*here).order_by(table.c.uid)).scalars())
    return array("q", sorted(numbers))


def _known(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Return the role of the findings with these sha256 that are kept already."""
    statement = select(findings.c.sha256, findings.c.role)
    rows = (connection.execute(statement.where(findings.c.sha256.in_(chunk))) for chunk in chunks(keys))
    return {row.sha256: row.role for chunk in rows for row in chunk}


def _places(connection: Connection, wanted: ColumnElement[bool]) -> Mapping[str, list[MessageUid]]:
    """Return where the octets of the wanted findings were seen, in order."""
    places: defaultdict[str, list[MessageUid]] = defaultdict(list)
    statement = select(*_PLACE, sightings.c.sha256).where(wanted).order_by(*_PLACE)
    for account, folder, uidvalidity, uid, sha256 in connection.execute(statement):
        places[sha256].append(MessageUid(account, folder, uidvalidity, uid))
    return places


def _new_places(connection: Connection, judged: Sequence[Finding]) -> list[tuple[MessageUid, Finding]]:
    """Pair each UID that was never read before with the first finding about it."""
    sighted = _sighted(connection, {uid for finding in judged for uid in finding.uids})
    new: dict[MessageUid, Finding] = {}
    for finding in judged:
        for uid in finding.uids:
            if sighted.get(uid) is None:
                new.setdefault(uid, finding)
    return list(new.items())


def _sighted(connection: Connection, uids: Iterable[MessageUid]) -> dict[MessageUid, str | None]:
    """Return the octets behind those of the UIDs that were seen."""
    found: dict[MessageUid, str | None] = {}
    for (account, folder, uidvalidity), numbers in by_folder(uids):
        statement = select(sightings.c.uid, sightings.c.sha256).where(
            sightings.c.account == account,
            sightings.c.folder == folder,
            sightings.c.uidvalidity == uidvalidity,
            sightings.c.uid.in_(numbers),
        )
        rows = connection.execute(statement)
        found.update((MessageUid(account, folder, uidvalidity, row.uid), row.sha256) for row in rows)
    return found


def _unreadable_row(item: Unreadable) -> dict[str, object]:
    told = {"internaldate": item.internaldate, "sender": item.from_, "subject": item.subject}
    return {**_sighting(item.uid, reason=item.reason), **told}


def _sighting(uid: MessageUid, *, sha256: str | None = None, reason: str | None = None) -> dict[str, object]:
    return {
        "account": uid.account,
        "folder": uid.folder,
        "uidvalidity": uid.uidvalidity,
        "uid": uid.uid,
        "sha256": sha256,
        "reason": reason,
        "internaldate": None,
        "sender": "",
        "subject": "",
        "tries": 1,
    }


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Hold the cycle collector off while only living things are made: of 1.2 s to read 10,000 it takes 0.8."""
    busy = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if busy:
            gc.enable()
