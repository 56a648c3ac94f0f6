"""docs/requirements.md: what was asked for, whether it is built, and the tests that show it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_TESTS = Path(__file__).resolve().parents[1]
_TABLE = _TESTS / "requirements" / "requirements.tsv"
_NAMED = re.compile(r"test_sr(\d\d)_")
_HEAD = """# Requirements

Made by `python -m tests.documents` from tests/requirements/requirements.tsv and from the tests whose names begin with
an id. `must`, `should` and `could` are how much each was wanted; only a `could` may be refused. Where the rules of
silence matter, [standing.md](standing.md) has them in full.

| id | wanted | what | state | tests |
|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that was asked for; `refused` is why it is not built, empty where it is."""

    id: str
    priority: str
    sentence: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A test that names a requirement; `file` is its path below tests/."""

    id: str
    file: str
    name: str


def page() -> str:
    """Return the page."""
    tests = tuple(shown())
    return _HEAD + "".join(f"{_row(each, tests)}\n" for each in requirements())


def requirements() -> tuple[Requirement, ...]:
    """The rows of the table, in its order."""
    _, *lines = _TABLE.read_text("utf-8").splitlines()
    return tuple(Requirement(*line.split("\t")) for line in lines)


def shown() -> Iterator[Shown]:
    """The tests that name a requirement, by file and in the order of the file; nothing is imported."""
    for path in sorted(_TESTS.rglob("test_*.py")):
        yield from named_in(path.read_text("utf-8"), path.relative_to(_TESTS).as_posix())


def named_in(source: str, file: str) -> Iterator[Shown]:
    """The tests of one file that name a requirement."""
    for node in ast.parse(source).body:
        named = _NAMED.match(node.name) if isinstance(node, ast.FunctionDef) else None
        if named and isinstance(node, ast.FunctionDef):
            yield Shown(f"SR{named[1]}", file, node.name)


def faults(asked: Iterable[Requirement], tests: Iterable[Shown]) -> list[str]:
    """What does not fit: built without a test, refused with one or against the rule, a test of nothing."""
    by_id = {each.id: each for each in asked}
    tested = {each.id: each.name for each in tests}
    return [
        *(f"{id_} has no test" for id_, each in by_id.items() if not each.refused and id_ not in tested),
        *(f"{id_} is a {each.priority} and refused" for id_, each in by_id.items() if not _may_be(each)),
        *(f"{name} shows what is refused" for id_, name in tested.items() if id_ in by_id and by_id[id_].refused),
        *(f"{name} names no requirement" for id_, name in tested.items() if id_ not in by_id),
    ]


def _may_be(requirement: Requirement) -> bool:
    return not requirement.refused or requirement.priority == "could"


def _row(requirement: Requirement, tests: Iterable[Shown]) -> str:
    state = f"refused: {requirement.refused}" if requirement.refused else "built"
    links = "<br>".join(_link(each) for each in tests if each.id == requirement.id)
    return f"| {requirement.id} | {requirement.priority} | {requirement.sentence} | {state} | {links} |"


def _link(test: Shown) -> str:
    words = _NAMED.sub("", test.name).replace("_", " ")
    return f"[{words}](../tests/{test.file})"
