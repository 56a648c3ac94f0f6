"""docs/proof.md, made of what a run of the tests counted: python -m tests.faults.proof FOLDER > docs/proof.md"""

from __future__ import annotations

import platform
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from tests.faults.sweeps import SWEEPS
from tests.support.dovecot import executable
from tests.support.tally import Count, added, counted

ROOT = Path(__file__).resolve().parents[2]
HEAD = Path(__file__).with_name("head.md")
FAULTS, OTHERS = "## Faults", "## Other checks"

# Pages beside this one, where they are there.
_BESIDE = {
    "guarantees.md": "Every promise and every test that holds the program to it",
    "proof-third-party.md": "What was counted with mail of other people, which is not part of this repository",
}
_ABOUT = """\
Each fault is injected into the program at work: a fork of a warm interpreter that runs a command with a real store, or,
where the table says so, the program as it is installed. After each the store is checked against itself
(`tests/support/invariants.py`), the next run is let go, and what the store then holds is compared, row by row, with
the store of a run that nothing disturbed (`tests/faults/portrait.py`).
"""


def page(counts: Sequence[Count], today: datetime) -> str:
    """The whole page."""
    rows = [added(group) for _, group in groupby(counts, key=lambda count: count.row)]
    keys = {sweep.key for sweep in SWEEPS}
    faults = [row for row in rows if row.row in keys]
    others = [row for row in rows if row.row not in keys]
    parts = [HEAD.read_text("utf-8"), *_see_also(), FAULTS, "", _ABOUT, _faults(faults), _told(faults, today)]
    return "\n".join([*parts, *([OTHERS, "", _others(others)] if others else [])])


def _see_also() -> list[str]:
    there = [f"{about}: [{name}]({name})." for name, about in _BESIDE.items() if (ROOT / "docs" / name).exists()]
    return [*there, ""] if there else []


def _faults(rows: Iterable[Count]) -> str:
    found = {row.row: row for row in rows}
    lines = ["| fault | what holds | faults | seed | seconds |", "|---|---|---:|---:|---:|"]
    for sweep in SWEEPS:
        if row := found.get(sweep.key):
            test = f"[test](../tests/faults/{sweep.test.partition('::')[0]})"
            lines.append(f"| {sweep.fault} ({test}) | {sweep.holds} | {_numbers(row)} |")
    return "\n".join(lines) + "\n"


def _others(rows: Iterable[Count]) -> str:
    lines = ["| check | cases | seed | seconds |", "|---|---:|---:|---:|"]
    return "\n".join([*lines, *(f"| {row.row} | {_numbers(row)} |" for row in rows)]) + "\n"


def _numbers(row: Count) -> str:
    return f"{row.cases:,} | {'' if row.seed is None else row.seed} | {row.seconds:,.0f}"


def _told(rows: Sequence[Count], today: datetime) -> str:
    faults, seconds = sum(row.cases for row in rows), sum(row.seconds for row in rows)
    return (
        f"{faults:,} faults. The seconds are those of the tests, several of which run at once: {seconds / 60:,.0f} "
        f"minutes in all. Counted on {today:%Y-%m-%d}\nwith {', '.join(_versions())}. `INBOX_WATCH_SEED` repeats the "
        "chance of a run; `make nightly` injects\nten times as many of the random ones.\n"
    )


def _versions() -> list[str]:
    programs = ((executable(), "Dovecot"), ("strace", "strace"))
    found = [f"{name} {version}" for program, name in programs if (version := _version(program))]
    return [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}", *found]


def _version(program: str | None) -> str:
    try:
        said = subprocess.run([program or "", "--version"], capture_output=True, text=True, check=False).stdout
    except (OSError, ValueError):
        return ""
    number = re.search(r"\d+(?:\.\d+)+", said)
    return number[0] if number else ""


if __name__ == "__main__":
    sys.stdout.write(page(counted(Path(sys.argv[1])), datetime.now(UTC)))
