"""What a coach sees: the rows of the coach's own views, asked for with the coach's own login."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from inbox_watch.store.server.clients import Server
from inbox_watch.store.server.coach import VIEWS
from inbox_watch.store.server.faults import translated


@dataclass(frozen=True, slots=True)
class Counts:
    """One client in numbers, as of the day its mailbox was last looked at; `employers` are those that are due."""

    client: str
    as_of: date
    applications: int
    silent: int
    due: int
    follow_ups_used: int
    answers: int
    idle_days: int | None
    blind_days: int
    employers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waits:
    """Applications of a cohort whose wait ended on a day: by an answer, or because it is not known any further.

    `clients` are those of the cohort, and `last` is the day up to which there is a curve.
    """

    day: int
    ended: int
    answered: int
    clients: int
    last: int


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a coach may see at one moment; `unseen` clients consented to something, but to no numbers."""

    coach: str
    counts: tuple[Counts, ...]
    waits: tuple[Waits, ...]
    unseen: int


def seen_by(server: Server) -> Seen:
    """Return what the login of this server may see as a coach, as row security and the consents of today decide."""
    with translated(server.name), server.reader.begin() as connection:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        coach = str(connection.exec_driver_sql("SELECT current_user").scalar_one())
        employers = _employers(connection)
        counts = tuple(_counts(row, employers) for row in _all(connection, "counts"))
        waits = tuple(Waits(*row) for row in _all(connection, "waits"))
        clients = {row[0] for row in _all(connection, "consents")}
    return Seen(coach, counts, waits, len(clients - {each.client for each in counts}))


def _counts(row: Sequence[Any], employers: Mapping[str, Sequence[str]]) -> Counts:
    named = tuple(employers.get(row[0], ()))
    return Counts(**dict(zip(VIEWS["counts"].columns, row, strict=True)), employers=named)


def _employers(connection: Connection) -> dict[str, list[str]]:
    named = dict[str, list[str]]()
    for client, employer in sorted({tuple(row) for row in _all(connection, "due_employers")}):
        named.setdefault(client, []).append(employer)
    return named


def _all(connection: Connection, view: str) -> Sequence[Any]:
    columns = ", ".join(VIEWS[view].columns)
    return connection.exec_driver_sql(f"SELECT {columns} FROM coach.{view} ORDER BY 1").all()  # noqa: S608 - ours
