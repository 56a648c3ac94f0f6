"""What the user said, a log that only grows, and the names applications go by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, func, select

from inbox_watch.records import Statement, StatementKind
from inbox_watch.store.codec import encode, to_enum, to_values
from inbox_watch.store.database import chunks, execute_many, insert
from inbox_watch.store.schema import application_ids, statements


def add_statement(
    connection: Connection, kind: StatementKind, about: str, values: Mapping[str, str], now: datetime
) -> Statement:
    """Write down what the user said and return it with its number."""
    row = {"kind": kind.value, "said_at": now, "about": about, "document": encode(values)}
    number = connection.execute(statements.insert().returning(statements.c.number), row).scalar_one()
    return Statement(number, kind, now, about, dict(values))


def all_statements(connection: Connection, after: int = 0) -> tuple[Statement, ...]:
    """Return everything the user said after the statement of a number, in the order of saying."""
    return tuple(
        Statement(row.number, to_enum(StatementKind, row.kind), row.said_at, row.about, to_values(row.document))
        for row in connection.execute(
            select(statements).where(statements.c.number > after).order_by(statements.c.number)
        )
    )


def last_number(connection: Connection) -> int:
    """Return the number of the last thing the user said; 0 for nothing."""
    return connection.execute(select(func.max(statements.c.number))).scalar() or 0


def name_applications(connection: Connection, ids: Mapping[str, str]) -> None:
    """Give keys the id of their application, instead of the one they had."""
    statement = insert(application_ids)
    renamed = statement.on_conflict_do_update(
        index_elements=[application_ids.c.key], set_={"id": statement.excluded.id}
    )
    execute_many(connection, renamed, [{"key": key, "id": application_id} for key, application_id in ids.items()])


def application_ids_of(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Return the ids of these keys, and one more: that with the highest number, after which the next is counted."""
    by_number = (func.length(application_ids.c.id).desc(), application_ids.c.id.desc())  # a10 is after a9
    last = connection.execute(select(application_ids).order_by(*by_number).limit(1)).first()
    found = {last.key: last.id} if last is not None else {}
    for chunk in chunks(keys):
        theirs = select(application_ids).where(application_ids.c.key.in_(chunk))
        found.update((row.key, row.id) for row in connection.execute(theirs))
    return found


def all_application_ids(connection: Connection) -> dict[str, str]:
    """Return the id of every key."""
    return {row.key: row.id for row in connection.execute(select(application_ids))}
