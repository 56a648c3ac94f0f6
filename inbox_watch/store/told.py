"""Whether the islands are those of the present rules, and what of them was told; nothing here ties mail."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, Table, delete, select, update

from inbox_watch.link.rules import rules
from inbox_watch.store.database import chunks
from inbox_watch.store.notes import forget, note, noted
from inbox_watch.store.said import last_number
from inbox_watch.store.schema import application_ids, findings, island_keys, island_traits, islands

_RULES, _SAID, _TOLD = "islands", "islands_said", "told"


def has_present_rules(connection: Connection, own_addresses: frozenset[str]) -> bool:
    """Were the islands charted by the present rules?"""
    return noted(connection, _RULES) == rules(own_addresses)


def is_charted(connection: Connection, own_addresses: frozenset[str]) -> bool:
    """Are the islands those of all findings and statements, by the present rules?"""
    return has_present_rules(connection, own_addresses) and tied_up_to(connection) >= last_number(connection)


def tied_up_to(connection: Connection) -> int:
    """The number of the last statement that is tied."""
    return int(noted(connection, _SAID) or 0)


def note_charted(connection: Connection, own_addresses: frozenset[str]) -> None:
    """All findings and statements are on their islands."""
    note(connection, _RULES, rules(own_addresses))
    note(connection, _SAID, str(last_number(connection)))


def begin(connection: Connection, own_addresses: frozenset[str]) -> None:
    """Where nothing is known yet, that is charted: mail goes to its island as it comes."""
    is_new = not noted(connection, _RULES) and not last_number(connection)
    if is_new and not _has_rows(connection, findings) and not _has_rows(connection, application_ids):
        note_charted(connection, own_addresses)


def _has_rows(connection: Connection, table: Table) -> bool:
    return connection.execute(select(1).select_from(table).limit(1)).first() is not None


def forget_all(connection: Connection) -> None:
    """Findings have changed: the islands and what was told of them have to be looked at anew."""
    forget(connection, _RULES, _TOLD)


def clear(connection: Connection) -> None:
    """Take all islands away, and what was told of them: the next chart makes them anew."""
    forget_all(connection)
    for table in (islands, island_keys, island_traits):
        connection.execute(delete(table))


def is_told(connection: Connection, occasion: str) -> bool:
    """Were all due follow-ups told on this occasion?"""
    return noted(connection, _TOLD) == occasion


def untold(connection: Connection) -> list[int]:
    """The islands on which there may be an application and to which something came since the last telling."""
    numbers = connection.execute(select(islands.c.number).where(islands.c.untold == 1, islands.c.founded == 1))
    return list(numbers.scalars())


def mark_told(connection: Connection, occasion: str, still_to_come: Collection[str]) -> None:
    """All is told on this occasion but on the islands of these keys."""
    note(connection, _TOLD, occasion)
    connection.execute(update(islands).where(islands.c.untold == 1).values(untold=0))
    for chunk in chunks(still_to_come):
        theirs = select(island_keys.c.island).where(island_keys.c.key.in_(chunk))
        connection.execute(update(islands).where(islands.c.number.in_(theirs)).values(untold=1))
