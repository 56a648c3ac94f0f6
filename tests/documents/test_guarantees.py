"""There are eight promises, and each test that one of them names is there and runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.guarantees import promises
from tests.security.test_rows import has_what_can_fail


def test_there_are_eight() -> None:
    assert len(promises()) == 8
    assert all(promise.says.endswith(".") and promise.tests for promise in promises())


def test_the_readme_makes_them_all_and_no_other() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    section = readme.partition("## What it promises\n")[2].partition("\n## ")[0]
    made = [line for line in section.splitlines() if line[:1].isdigit()]
    assert made == [f"{number}. {promise.says}" for number, promise in enumerate(promises(), 1)]


@pytest.mark.parametrize("test", sorted({test for promise in promises() for test in promise.tests}))
def test_each_test_of_a_promise_is_there_and_runs(test: str) -> None:
    assert has_what_can_fail(test)


@pytest.mark.parametrize("test", ["security/test_rows.py::test_nobody_wrote", "security/test_rows.py::functions"])
def test_what_is_not_there_or_no_test_is_found(test: str) -> None:
    assert not has_what_can_fail(test)
