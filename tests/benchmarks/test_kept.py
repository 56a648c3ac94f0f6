from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.__main__ import BENCHMARKS
from benchmarks.kept import BEGIN, END, PAGE, keep, kept, with_part
from benchmarks.records import Aim, Conditions, Measured, Result, Table

MEASURED = Measured(
    "link",
    Result("A line", ("Two.",), (Table(("a", "b"), (("x", 1), ("y", 1.5), ("z", None))),), (Aim("w", 1, "s", None),)),
    Conditions("2026-05-22", "quick", "2 × Quill", "Python 3.11.7"),
)


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    keep(MEASURED, tmp_path)
    assert kept(["backlog", "link"], tmp_path) == [MEASURED]


def test_a_part_is_written_between_its_marks_and_nowhere_else() -> None:
    page = f"# Title\n\n{BEGIN}\nold\n{END}\n\nTail.\n"
    written = with_part(page, [MEASURED])
    assert written.startswith(f"# Title\n\n{BEGIN}\n\n## Aims")
    assert written.endswith(f"\n{END}\n\nTail.\n")
    assert "old" not in written
    assert with_part(written, [MEASURED]) == written


@pytest.mark.parametrize("page", ["# Title\n", f"{BEGIN}\n{END}\n{BEGIN}\n{END}\n"])
def test_a_page_has_one_place_for_it(page: str) -> None:
    with pytest.raises(ValueError, match="one is needed"):
        with_part(page, [MEASURED])


def test_the_page_of_performance_says_what_was_measured() -> None:
    measured = kept(BENCHMARKS)
    assert [each.name for each in measured] == list(BENCHMARKS)
    page = PAGE.read_text("utf-8")
    assert with_part(page, measured) == page
