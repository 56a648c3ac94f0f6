"""The security model, a row a threat: each names the tests that hold it, and these are there and run."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
TABLE = TESTS / "security" / "rows.tsv"


@dataclass(frozen=True, slots=True)
class Row:
    """One threat, and the tests against it as `file::name` below tests/."""

    number: int
    threat: str
    tests: tuple[str, ...]


def rows() -> list[Row]:
    _, *lines = TABLE.read_text("utf-8").splitlines()
    parted = (line.split("\t") for line in lines)
    return [Row(int(number), threat, tuple(tests.split())) for number, threat, tests in parted]


@cache
def functions(file: str) -> dict[str, ast.FunctionDef]:
    """The tests of a file by name; those that pytest would not collect are not among them."""
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_there_is_a_row_for_each_threat() -> None:
    assert [row.number for row in rows()] == list(range(1, 20))
    assert all(row.threat and row.tests for row in rows())


@pytest.mark.parametrize("test", sorted({test for row in rows() for test in row.tests}))
def test_each_test_of_a_row_is_there_and_runs(test: str) -> None:
    assert has_what_can_fail(test)


def has_what_can_fail(test: str) -> bool:
    """Is a test (`file::name`) there, not skipped, not expected to fail, and with something that can fail in it?"""
    file, _, name = test.partition("::")
    found = functions(file).get(name)
    if found is None or not (Path(file).name.startswith("test_") and name.startswith("test_")):
        return False
    marks = {node.attr for mark in found.decorator_list for node in ast.walk(mark) if isinstance(node, ast.Attribute)}
    return not marks & {"skip", "skipif", "xfail"} and any(_can_fail(node) for node in ast.walk(found))


def _can_fail(node: ast.AST) -> bool:
    """An assertion, something that has to raise, or a check that fails by its own assertions."""
    called = node.func if isinstance(node, ast.Call) else None
    is_check = isinstance(called, ast.Name) and called.id == "check"
    return isinstance(node, ast.Assert) or is_check or (isinstance(node, ast.Attribute) and node.attr == "raises")
