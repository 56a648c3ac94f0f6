"""I7: what a store holds, in a form in which two stores can be compared.

Left out is when something happened, how often it was tried, and what is derived of the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from inbox_watch.store import schema
from inbox_watch.store.store import open_store
from tests.support.invariants import assert_invariants

_WITHOUT: Mapping[str, frozenset[str]] = {
    "findings": frozenset(),
    "sightings": frozenset({"tries"}),
    "departed": frozenset(),
    "cursors": frozenset(),
    "reads": frozenset({"since", "until"}),
    "statements": frozenset({"said_at"}),
    "application_ids": frozenset(),
    "outbox": frozenset({"queued_at", "tries", "next_try_at", "sent_at", "failed_at"}),
}

Portrait = dict[str, Any]


def portrait(path: Path) -> Portrait:
    """Check a store, and say what it holds."""
    with open_store(path, read_only=True) as store:
        assert_invariants(store)
        with store.database.reading() as connection:
            drawn: Portrait = {name: _rows(connection, schema.metadata.tables[name]) for name in _WITHOUT}
            drawn["sent"] = sorted(
                row.key for row in connection.execute(select(schema.outbox)) if row.sent_at is not None
            )
            drawn["islands"] = _islands(connection)
    return drawn


def _rows(connection: Connection, table: Table) -> list[str]:
    kept = [column for column in table.columns if column.name not in _WITHOUT[table.name]]
    return sorted(repr(tuple(row)) for row in connection.execute(select(*kept)))


def _islands(connection: Connection) -> set[frozenset[str]]:
    """What may meet in a replay; the numbers of the islands are arbitrary."""
    islands = defaultdict(set)
    for row in connection.execute(select(schema.island_keys)):
        islands[row.island].add(row.key)
    return {frozenset(keys) for keys in islands.values()}


def difference(one: Portrait, other: Portrait) -> dict[str, Any]:
    """What stands in the one and not in the other, for a message that can be read."""
    return {name: (one[name], other[name]) for name in one if one[name] != other[name]}
