"""How the last polls of each queue went, and of the house, which is the queue of no name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

HOUSE = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Of a window so many polls ended and so many failed; so many pauses were in a row, the last until then."""

    ended: int = 0
    failed: int = 0
    pauses: int = 0
    paused_until: datetime | None = None


_THESE = "SELECT queue, ended, failed, pauses, paused_until FROM fleet.healths WHERE queue = ANY(%s)"
_MAKE = "INSERT INTO fleet.healths VALUES (%s, 0, 0, 0, NULL) ON CONFLICT DO NOTHING"
_LOCK = "SELECT ended, failed, pauses, paused_until FROM fleet.healths WHERE queue = %s FOR UPDATE"
_KEEP = "UPDATE fleet.healths SET ended = %s, failed = %s, pauses = %s, paused_until = %s WHERE queue = %s"


def tallies(connection: Connection, queues: Sequence[str]) -> Mapping[str, Tally]:
    """Return what is known of these queues, of those of which something is."""
    return {row[0]: Tally(*row[1:]) for row in connection.exec_driver_sql(_THESE, (list(queues),))}


def change(connection: Connection, queue: str, after: Callable[[Tally], Tally]) -> Tally:
    """Put what `after` makes of a tally in its place, and return it; others wait meanwhile."""
    row = connection.exec_driver_sql(_LOCK, (queue,)).first()
    if row is None:
        connection.exec_driver_sql(_MAKE, (queue,))
        row = connection.exec_driver_sql(_LOCK, (queue,)).one()
    new = after(Tally(*row))
    connection.exec_driver_sql(_KEEP, (new.ended, new.failed, new.pauses, new.paused_until, queue))
    return new
