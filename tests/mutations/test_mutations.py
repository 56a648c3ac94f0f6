"""Each mutation can be made of the program as it is, and what its tests say is read as it is meant.

The mutations themselves are tried by `python -m tests.mutations`.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.mutations import __main__ as program
from tests.mutations.trying import ROOT, Counted, Mutation, NotThereError, Tried, counted, mutated, mutations
from tests.security.test_rows import functions

ONE = mutations()[0]


def text_of(mutation: Mutation) -> str:
    return (ROOT / mutation.file).read_text("utf-8")


@pytest.mark.parametrize("mutation", mutations(), ids=lambda mutation: mutation.name)
def test_each_can_be_made_and_its_tests_are_there(mutation: Mutation) -> None:
    assert mutated(mutation, text_of(mutation)) != text_of(mutation)
    for test in mutation.tests:
        file, _, name = test.partition("::")
        assert name in functions(file)


def test_no_two_are_one() -> None:
    assert len({mutation.name for mutation in mutations()}) == len(mutations()) >= 5


@pytest.mark.parametrize("times", [0, 2])
def test_a_text_that_does_not_stand_there_once_is_told(times: int) -> None:
    with pytest.raises(NotThereError, match=f"stands {times} times in {ONE.file}"):
        mutated(ONE, ONE.old * times)


def test_what_would_be_no_program_is_no_mutation() -> None:
    with pytest.raises(SyntaxError):
        mutated(replace(ONE, new="def def"), text_of(ONE))


@pytest.mark.parametrize(
    ("said", "code", "noticed", "skipped"),
    [
        ("2 passed in 1.20s", 0, False, False),
        ("FAILED x - 3 failed\n1 failed, 1 passed in 1.20s", 1, True, False),
        ("1 failed in 1.20s\nResourceWarning: unclosed", 1, True, False),
        ("1 failed, 1 error in 1.20s", 1, False, False),
        ("1 skipped in 0.10s", 0, False, True),
        ("1 passed, 1 skipped in 0.10s", 0, False, False),
        ("ERROR: not found: tests/x.py::y\nno tests ran in 0.01s", 4, False, False),
        ("", 137, False, False),
    ],
)
def test_what_pytest_says_is_read(said: str, code: int, noticed: bool, skipped: bool) -> None:
    outcome = Tried(ONE, counted(said, code), 1.0)
    assert (outcome.is_noticed, outcome.is_skipped) == (noticed, skipped)


def test_one_that_nobody_notices_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    green = Counted(passed=2, failed=0, skipped=0, broken=0, said="2 passed")
    monkeypatch.setattr(program, "copy_tree", lambda _: None)
    monkeypatch.setattr(program, "sound", lambda *_: green)
    monkeypatch.setattr(program, "tried", lambda mutation, _: Tried(mutation, green, 1.0))
    assert program.main([ONE.name]) == 1
    assert f"Unnoticed: {ONE.name}" in capsys.readouterr().out


def test_tests_that_fail_anyway_notice_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    red = Counted(passed=1, failed=1, skipped=0, broken=0, said="1 failed")
    monkeypatch.setattr(program, "copy_tree", lambda _: None)
    monkeypatch.setattr(program, "sound", lambda *_: red)
    assert program.main([ONE.name]) == 1
