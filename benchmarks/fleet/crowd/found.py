"""What was measured of fleets that ran, kept as JSON beside this, and the tables that are made of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

import msgspec

from benchmarks.fleet.digits import about
from benchmarks.records import Conditions, Table
from benchmarks.render import conditions

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Found:
    """One size. Processor milliseconds are of a mailbox that was polled, or of a whole pass or look."""

    mailboxes: int
    polls: int
    news: int
    mailboxes_a_second: float
    jobs_a_second: float
    jobs: int
    worker_ms: float
    server_ms: float
    log_octets: float
    log_pages: float
    worker_mb: float
    judge_mb: float
    idle_pass_ms: float
    claim_ms: float
    look_ms: float
    database_mb: float
    load: float


@dataclass(frozen=True, slots=True)
class Kept:
    """Each size in the order it was measured, and where."""

    conditions: Conditions
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Lags:
    """Seconds from when a good mailbox was due to when its poll had ended; and how many hostile ones were polled."""

    half: float
    most: float
    slowest: float
    polled: int
    hostile: int
    load: float


@dataclass(frozen=True, slots=True)
class Case:
    """What stood beside the good ones, and what each round came to."""

    name: str
    rounds: tuple[Lags, ...]

    def middle(self, value: Callable[[Lags], float]) -> float:
        """Return the median over the rounds."""
        return median(map(value, self.rounds))


@dataclass(frozen=True, slots=True)
class KeptLags:
    """All cases, the one without harm first."""

    conditions: Conditions
    cases: tuple[Case, ...]


Record = TypeVar("Record")


def keep(name: str, record: object, folder: Path = FOLDER) -> None:
    """Put a record in the place of what was kept under its name."""
    (folder / f"{name}.json").write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")


def kept(name: str, kind: type[Record], folder: Path = FOLDER) -> Record:
    """Return what is kept under a name."""
    return msgspec.json.decode((folder / f"{name}.json").read_bytes(), type=kind)


_ROWS: Sequence[tuple[str, Callable[[Found], float]]] = (
    ("mailboxes that were polled", lambda each: each.polls),
    ("of them with a new message", lambda each: each.news),
    ("jobs", lambda each: each.jobs),
    ("mailboxes a second", lambda each: each.mailboxes_a_second),
    ("jobs a second", lambda each: each.jobs_a_second),
    ("ms of processor a mailbox, workers and judges", lambda each: each.worker_ms),
    ("ms of processor a mailbox, PostgreSQL", lambda each: each.server_ms),
    ("B of log a mailbox", lambda each: each.log_octets),
    ("whole pages in the log, a mailbox", lambda each: each.log_pages),
    ("MB of memory, a worker at most", lambda each: each.worker_mb),
    ("MB of memory, a judge at most", lambda each: each.judge_mb),
    ("PostgreSQL: ms of a pass with nothing due", lambda each: each.idle_pass_ms),
    ("PostgreSQL: ms a mailbox that a pass claims", lambda each: each.claim_ms),
    ("PostgreSQL: ms of a look (`fleet status`)", lambda each: each.look_ms),
    ("MB of the database", lambda each: each.database_mb),
    ("load of the machine meanwhile", lambda each: each.load),
)


def crowd_table() -> Table:
    """What fleets of three sizes cost."""
    record = kept("crowd", Kept)
    found = record.found
    rows = tuple((name, *(about(value(each)) for each in found)) for name, value in _ROWS)
    columns = ("mailboxes enrolled", *(f"{each.mailboxes:,}" for each in found))
    return Table(columns, rows, conditions(record.conditions))


def lags_table() -> Table:
    """How late good mailboxes were polled beside hostile ones."""
    record = kept("lags", KeptLags)
    cases = record.cases
    columns = ("hostile", "half of the others, s", "95 %, s", "slowest, s", "95 %, in times of none")
    return Table(columns, tuple(_lags_row(case, cases[0]) for case in cases), conditions(record.conditions))


def _lags_row(case: Case, none: Case) -> tuple[str, ...]:
    most = case.middle(lambda lags: lags.most)
    values = (case.middle(lambda lags: lags.half), most, max(lags.slowest for lags in case.rounds))
    return (case.name, *map(about, values), about(most / none.middle(lambda lags: lags.most)))
