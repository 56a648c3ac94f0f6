"""How the last polls of each queue went, and of the house, which is the queue of no name.

Every poll of a fleet is counted in the row of the house. So each step is one statement: nobody holds such a row while a
program thinks, and no count waits for a disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from inbox_watch.store.server.clients import Server
from inbox_watch.store.server.faults import translated

HOUSE = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Of a window so many polls ended and so many failed; so many pauses were in a row, the last until then."""

    ended: int = 0
    failed: int = 0
    pauses: int = 0
    paused_until: datetime | None = None


_THESE = "SELECT queue, ended, failed, pauses, paused_until FROM fleet.healths WHERE queue = ANY(%s)"
_ONE = "SELECT ended, failed, pauses, paused_until FROM fleet.healths WHERE queue = %s"
_MAKE = "INSERT INTO fleet.healths VALUES (%s, 0, 0, 0, NULL) ON CONFLICT DO NOTHING"
# A count that is lost with the server is of no account.
_SOON = "set_config('synchronous_commit', 'off', true) IS NOT NULL"
_COUNT = f"""
UPDATE fleet.healths SET ended = ended + 1, failed = failed + %(failed)s
WHERE queue = %(queue)s AND ended + 1 < CASE WHEN pauses = 0 THEN %(window)s ELSE %(probes)s END
AND (paused_until IS NULL OR paused_until <= %(now)s) AND {_SOON}
RETURNING ended, failed, pauses, paused_until
"""  # noqa: S608 - stands above
_REPLACE = """
UPDATE fleet.healths SET (ended, failed, pauses, paused_until) = (%s, %s, %s, %s)
WHERE queue = %s AND (ended, failed, pauses) = (%s, %s, %s) AND paused_until IS NOT DISTINCT FROM %s
"""


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll that ended now, and whether it failed as the queue might; so many are a window, after a pause fewer."""

    failed: bool
    now: datetime
    window: int
    probes: int


def tallies(connection: Connection, queues: Sequence[str]) -> Mapping[str, Tally]:
    """Return what is known of these queues, of those of which something is."""
    return {row[0]: Tally(*row[1:]) for row in connection.exec_driver_sql(_THESE, (list(queues),))}


def change(server: Server, queue: str, poll: Poll, after: Callable[[Tally], Tally]) -> Tally:
    """Count a poll where that fills no window; else put what `after` makes of the tally in its place. Returns it."""
    with _each_by_itself(server) as connection:
        while True:
            if (counted := _counted(connection, queue, poll)) is not None:
                return counted
            old = _tally(connection, queue)
            new = after(old)
            if new == old or _replaced(connection, queue, old, new):
                return new


@contextmanager
def _each_by_itself(server: Server) -> Iterator[Connection]:
    """Give a connection on which each statement is done for good when it is answered."""
    with translated(server.name), server.at_once.connect() as connection:
        yield connection


def _counted(connection: Connection, queue: str, poll: Poll) -> Tally | None:
    asked = {"queue": queue, "failed": int(poll.failed), "now": poll.now, "window": poll.window, "probes": poll.probes}
    row = connection.exec_driver_sql(_COUNT, asked).first()
    return Tally(*row) if row else None


def _tally(connection: Connection, queue: str) -> Tally:
    row = connection.exec_driver_sql(_ONE, (queue,)).first()
    if row is None:
        connection.exec_driver_sql(_MAKE, (queue,))
        return Tally()
    return Tally(*row)


def _replaced(connection: Connection, queue: str, old: Tally, new: Tally) -> bool:
    """Was it as before until now?"""
    values = (*_values(new), queue, *_values(old))
    return connection.exec_driver_sql(_REPLACE, values).rowcount == 1


def _values(tally: Tally) -> tuple[int, int, int, datetime | None]:
    return tally.ended, tally.failed, tally.pauses, tally.paused_until
