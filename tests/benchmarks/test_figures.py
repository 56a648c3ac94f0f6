from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.guard.count import totals
from benchmarks.guard.figures import Counts, Figures, complaints, figures_of, read_figures, write_figures
from benchmarks.guard.work import sample_mails, yardstick

BEFORE = Figures(mails=24, models=3.0, first=0.5, again=0.05)


def test_figures_are_yardsticks_a_mail() -> None:
    counts = Counts(mails=10, yardstick=1000, models=3000, first=5000, again=500)
    assert figures_of(counts) == Figures(mails=10, models=3.0, first=0.5, again=0.05)


def test_a_slower_python_has_the_same_figures() -> None:
    counts = Counts(mails=10, yardstick=1000, models=3000, first=5000, again=500)
    slower = Counts(mails=10, yardstick=1300, models=3900, first=6500, again=650)
    assert figures_of(slower) == figures_of(counts)


def test_a_little_more_is_no_complaint() -> None:
    assert complaints(replace(BEFORE, first=0.54), BEFORE) == []


def test_a_tenth_more_is_a_complaint_that_says_what_to_do() -> None:
    (complaint,) = complaints(replace(BEFORE, again=0.06), BEFORE)
    assert complaint.startswith("Reading a mail again takes 20% more instructions")
    assert complaint.endswith("make figures.")


def test_less_is_a_complaint_only_where_the_figure_guards_nothing_any_more() -> None:
    assert complaints(replace(BEFORE, first=0.4), BEFORE) == []
    (complaint,) = complaints(replace(BEFORE, first=0.3), BEFORE)
    assert complaint.startswith("Reading a mail for the first time takes 40% less")


def test_figures_are_written_as_they_are_read(tmp_path: Path) -> None:
    write_figures(BEFORE, tmp_path / "figures.json")
    assert read_figures(tmp_path / "figures.json") == BEFORE


def test_totals_are_read_from_what_callgrind_writes() -> None:
    assert totals(["version: 1\nsummary: 12\n\ntotals: 1234\n", "totals: 5\n"]) == [1234, 5]


def test_a_file_without_a_total_is_no_count() -> None:
    with pytest.raises(ValueError, match="no total"):
        totals(["totals: 5\n", "version: 1\n"])


def test_the_yardstick_is_the_same_each_time() -> None:
    assert yardstick() == yardstick() > 0


def test_the_mails_are_spread_over_the_sample_search() -> None:
    mails = sample_mails(24)
    assert len({mail.octets for mail in mails}) == 24
