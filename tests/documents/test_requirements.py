"""Every requirement is built and shown by a test, or refused for a reason."""

from __future__ import annotations

import pytest

from tests.documents.requirements import Requirement, Shown, faults, named_in, requirements, shown

BUILT, REFUSED = Requirement("SR01", "must", "One."), Requirement("SR02", "could", "Two.", "it would be wrong")
ONE, TWO, NINE = (Shown(id_, "test_x.py", f"test_{id_.lower()}_x") for id_ in ("SR01", "SR02", "SR09"))


def test_every_requirement_is_shown_or_refused() -> None:
    assert faults(requirements(), shown()) == []


def test_there_are_58_in_order_and_each_says_something() -> None:
    asked = requirements()
    assert [each.id for each in asked] == [f"SR{number:02}" for number in range(1, 59)]
    assert {each.priority for each in asked} == {"must", "should", "could"}
    assert [each.id for each in asked if not each.sentence.endswith(".")] == []


@pytest.mark.parametrize(
    ("asked", "tests", "found"),
    [
        ([BUILT, REFUSED], [ONE], []),
        ([BUILT, REFUSED], [], ["SR01 has no test"]),
        ([BUILT, REFUSED], [ONE, TWO], ["test_sr02_x shows what is refused"]),
        ([BUILT], [ONE, NINE], ["test_sr09_x names no requirement"]),
        ([Requirement("SR03", "should", "Three.", "no time")], [], ["SR03 is a should and refused"]),
    ],
)
def test_what_does_not_fit_is_found(asked: list[Requirement], tests: list[Shown], found: list[str]) -> None:
    assert faults(asked, tests) == found


def test_only_functions_that_begin_with_an_id_name_a_requirement() -> None:
    source = "def test_sr07_two_days() -> None: ...\ndef test_other() -> None: ...\ndef sr08_x() -> None: ...\n"
    assert list(named_in(source, "a/test_b.py")) == [Shown("SR07", "a/test_b.py", "test_sr07_two_days")]
