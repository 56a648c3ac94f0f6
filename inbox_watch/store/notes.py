"""What the store notes of itself: a value a name."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from inbox_watch.store.database import insert
from inbox_watch.store.schema import notes


def note(connection: Connection, name: str, value: str) -> None:
    """Note a value in the place of the one before."""
    statement = insert(notes)
    replace = statement.on_conflict_do_update(
        index_elements=[notes.c.name], set_={"value": statement.excluded["value"]}
    )
    connection.execute(replace, {"name": name, "value": value})


def noted(connection: Connection, name: str) -> str:
    """Return what was noted, empty for nothing."""
    value: str | None = connection.execute(select(notes.c.value).where(notes.c.name == name)).scalar()
    return value or ""


def forget(connection: Connection, *names: str) -> None:
    """Forget what was noted."""
    connection.execute(delete(notes).where(notes.c.name.in_(names)))
