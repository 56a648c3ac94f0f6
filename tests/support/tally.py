"""What a run of the tests counted, written down for docs/proof.md.

def test_something(tally: Tally) -> None:
    ...
    tally.add("cuts", 2076, seed=7)

Nothing is written unless INBOX_WATCH_TALLY names a folder. Each count is a file of its own, so that several processes
may count at once; `counted` adds them up.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

FOLDER = "INBOX_WATCH_TALLY"


class Count(msgspec.Struct, frozen=True):
    """So many cases of a row of the table, in so many seconds; `seed` is what chance began with."""

    row: str
    cases: int
    seconds: float
    seed: int | None = None


class Tally:
    """Counts for one test, from its beginning on."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def add(self, row: str, cases: int, *, seed: int | None = None) -> None:
        """Count what has passed since the last count; a test calls this when it has seen that all is well."""
        now = time.monotonic()
        count = Count(row, cases, now - self._began, seed)
        self._began = now
        print(f"{row}: {cases} cases, seed {seed}, {count.seconds:.1f} s")  # noqa: T201  # pytest shows it when asked
        if folder := os.environ.get(FOLDER):
            Path(folder).mkdir(parents=True, exist_ok=True)
            (Path(folder) / f"{row}-{uuid4()}.json").write_bytes(msgspec.json.encode(count))


@pytest.fixture
def tally() -> Tally:
    """Counts for this test."""
    return Tally()


def counted(folder: Path) -> tuple[Count, ...]:
    """All that was counted there, in order of rows."""
    counts = (msgspec.json.decode(path.read_bytes(), type=Count) for path in folder.glob("*.json"))
    return tuple(sorted(counts, key=lambda count: (count.row, count.seed or 0, count.cases)))


def added(counts: Iterable[Count]) -> Count:
    """One count instead of several of a row; the seed is that of the first."""
    first, *rest = counts
    cases = first.cases + sum(count.cases for count in rest)
    return Count(first.row, cases, first.seconds + sum(count.seconds for count in rest), first.seed)
