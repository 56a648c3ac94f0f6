"""What holds in a store at any time, after any fault: I1 to I6 of what `tests/faults` counts on.

I7, that a run after a fault ends where an undisturbed one ends, is `tests/faults/portrait.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby, pairwise

from sqlalchemy import Connection, func, select

from inbox_watch.records import MessageUid
from inbox_watch.store.folders import BLIND_AFTER
from inbox_watch.store.schema import cursors, departed, findings, outbox, reads, sightings, statements
from inbox_watch.store.store import Store


def assert_invariants(store: Store, *, on_server: Iterable[MessageUid] = (), alert_keys: Iterable[str] = ()) -> None:
    """Check a store against itself, against what the server showed, and against the alerts that were called for."""
    with store.database.reading() as connection:
        _assert_sound_file(connection)
        _assert_every_uid_accounted_for(connection, set(on_server))
        _assert_one_judgment_a_content(connection)
        _assert_listening_in_order(connection)
        _assert_alerts(connection, set(alert_keys))
        _assert_one_flag_a_step(connection)
    judged = store.findings()
    assert all(finding.uids for finding in judged)
    assert list(judged) == sorted(judged, key=lambda finding: (finding.internaldate, finding.sha256))


def _assert_every_uid_accounted_for(connection: Connection, on_server: set[MessageUid]) -> None:
    """I1: cursor = U says that each UID up to U has one row (the primary key sees to "one")."""
    rows = [*connection.execute(select(sightings)), *connection.execute(select(departed))]
    seen = {MessageUid(row.account, row.folder, row.uidvalidity, row.uid) for row in rows}
    assert len(seen) == len(rows)
    reach = {(row.account, row.folder, row.uidvalidity): row.uid for row in connection.execute(select(cursors))}
    assert {(uid.account, uid.folder, uid.uidvalidity) for uid in seen} <= reach.keys()
    missing = {uid for uid in on_server if uid.uid <= reach.get((uid.account, uid.folder, uid.uidvalidity), 0)} - seen
    assert not missing, f"passed over: {sorted(missing)}"


def _assert_one_judgment_a_content(connection: Connection) -> None:
    """I2: every sighting of a message leads to the one finding about its octets, and every finding was seen."""
    judged = set(connection.execute(select(findings.c.sha256)).scalars())
    assert judged.isdisjoint(connection.execute(select(departed.c.sha256)).scalars())
    seen = set(connection.execute(select(sightings.c.sha256).where(sightings.c.sha256.is_not(None))).scalars())
    assert judged == seen


def _assert_listening_in_order(connection: Connection) -> None:
    """Spans of listening of a folder do not touch: closer ones would be one."""
    rows = connection.execute(select(reads).order_by(reads.c.account, reads.c.folder, reads.c.since)).all()
    for _, spans in groupby(rows, key=lambda row: (row.account, row.folder)):
        ordered = list(spans)
        assert all(span.since <= span.until for span in ordered)
        assert all(later.since - earlier.until > BLIND_AFTER for earlier, later in pairwise(ordered))


def _assert_alerts(connection: Connection, called_for: set[str]) -> None:
    """I3 and I4: one row for each alert that was called for, and what is marked as sent was tried."""
    rows = connection.execute(select(outbox)).all()
    keys = [row.key for row in rows]
    assert len(keys) == len(set(keys))
    assert called_for <= set(keys), f"never queued: {called_for - set(keys)}"
    assert all(row.tries >= 1 for row in rows if row.sent_at is not None)


def _assert_one_flag_a_step(connection: Connection) -> None:
    """I5: one follow-up flag at most for an application, a step and a target, ever; and one more for each delay."""
    keys = connection.execute(select(outbox.c.key).where(outbox.c.kind == "follow_up_due")).scalars()
    flags = Counter((*alert.split(":")[1:3], target) for alert, _, target in (key.partition(" > ") for key in keys))
    said = connection.execute(select(func.count()).select_from(statements)).scalar_one()
    assert all(times <= 1 + said for times in flags.values()), flags


def _assert_sound_file(connection: Connection) -> None:
    """I6: the pages fit together and every reference leads somewhere; a server sees to it itself."""
    if connection.dialect.name != "sqlite":
        return
    assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
    assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
