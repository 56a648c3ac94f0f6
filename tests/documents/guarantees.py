"""docs/guarantees.md: what is promised, what is held off, and the faults that tests notice, each with its tests."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.mutations.trying import mutations
from tests.security.test_rows import rows

TABLE = Path(__file__).resolve().parents[1] / "security" / "promises.toml"
_HEAD = """# What is promised, and what holds the program to it

Made by `python -m tests.documents` from tests/security/promises.toml, tests/security/rows.tsv and
tests/mutations/mutations.toml. A test of the tests sees to it that each is there and runs.

"""
_THREATS = """
## What is held off

The threats of the [threat model](threat-model.md), as they are counted in tests/security.

| | threat | tests |
|---:|---|---|
"""
_FAULTS = """
## Faults that are put in on purpose

`./run mutations` puts each into a copy of the program, and fails when these tests stay green
([decision 47](decisions/0047-faults-put-in-on-purpose.md)).

| what is put into the program | tests that have to notice |
|---|---|
"""


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence of the README, and the tests that hold it as `file::name` below tests/."""

    says: str
    tests: tuple[str, ...]


def promises() -> list[Promise]:
    """All, in the order of the README."""
    return [Promise(row["says"], tuple(row["tests"])) for row in tomllib.loads(TABLE.read_text("utf-8"))["promise"]]


def page() -> str:
    """The whole page."""
    promised = "".join(f"{number}. **{each.says}**\n{_list(each.tests)}" for number, each in enumerate(promises(), 1))
    threats = "".join(f"| {row.number} | {row.threat} | {_linked(row.tests)} |\n" for row in rows())
    faults = "".join(f"| {each.name} | {_linked(each.tests)} |\n" for each in mutations())
    return f"{_HEAD}{promised}{_THREATS}{threats}{_FAULTS}{faults}"


def _list(tests: Iterable[str]) -> str:
    return "".join(f"   - {_link(test)}\n" for test in tests)


def _linked(tests: Iterable[str]) -> str:
    return ", ".join(map(_link, tests))


def _link(test: str) -> str:
    file, _, name = test.partition("::")
    return f"[{name.removeprefix('test_').replace('_', ' ')}](../tests/{file})"
