"""The diary of runs: the last thousand, and each account's first and last good one however long ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, delete, func, insert, select

from inbox_watch.errors import EXIT_FINE
from inbox_watch.store.notes import note, noted
from inbox_watch.store.schema import runs

KEPT = 1000
_RESTORED_AT = "restored_at"


@dataclass(frozen=True, slots=True)
class Run:
    """One poll of one account: `outcome` is its exit code, `messages` how many were read."""

    account: str
    started_at: datetime
    ended_at: datetime
    outcome: int
    messages: int


def add_run(connection: Connection, run: Run) -> None:
    """Write down a run and forget old ones, but for the few that keep their meaning."""
    row = {
        "account": run.account,
        "started_at": run.started_at,
        "ended_at": run.ended_at,
        "outcome": run.outcome,
        "messages": run.messages,
    }
    number = connection.execute(insert(runs).returning(runs.c.number), row).scalar_one()
    last_good = select(func.max(runs.c.number)).where(runs.c.outcome == EXIT_FINE).group_by(runs.c.account)
    old = (runs.c.number <= number - KEPT, runs.c.number.not_in(_first_numbers()), runs.c.number.not_in(last_good))
    connection.execute(delete(runs).where(*old))


def all_runs(connection: Connection) -> tuple[Run, ...]:
    """Return the runs, newest first."""
    return tuple(
        Run(row.account, row.started_at, row.ended_at, row.outcome, row.messages)
        for row in connection.execute(select(runs).order_by(runs.c.number.desc()))
    )


def first_began(connection: Connection) -> dict[str, datetime]:
    """Return when the first run of each account began; since the state was last put back, when that is later."""
    statement = select(runs.c.account, runs.c.started_at).where(runs.c.number.in_(_first_numbers()))
    began = {row.account: row.started_at for row in connection.execute(statement)}
    put_back = noted(connection, _RESTORED_AT)
    if not put_back:
        return began
    return {account: max(since, datetime.fromisoformat(put_back)) for account, since in began.items()}


def restored(connection: Connection, now: datetime) -> None:
    """Write down that a backup was put back: mail that came between is no news."""
    note(connection, _RESTORED_AT, now.isoformat())


def _first_numbers() -> Select[tuple[int]]:
    return select(func.min(runs.c.number)).group_by(runs.c.account)


def last_good_ended(connection: Connection, account: str) -> datetime | None:
    """Return when the last run of an account that went well ended."""
    statement = select(func.max(runs.c.ended_at)).where(runs.c.outcome == EXIT_FINE, runs.c.account == account)
    ended_at: datetime | None = connection.execute(statement).scalar()
    return ended_at
