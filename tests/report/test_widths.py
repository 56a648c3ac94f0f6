"""Whatever the terminal and the names: nothing is wider than the terminal, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from inbox_watch.report.as_text import to_text
from inbox_watch.report.grid import Column, table, wrapped
from tests.report.search import job_search

NAMES = (
    "شركة الأفق للتقنية والحلول الرقمية",
    "北京智能科技有限公司北京智能科技有限公司",
    "Zu\u0308rcher Stra\u030aßenbau e\u0301tude",
    "L" * 70,
)
WIDTHS = (30, 40, 60, 80, 120)


def letters(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_a_table_fits_and_keeps_every_letter(name: str, width: int) -> None:
    rows = [("a1", name, f"{name} {name}", "2026-03-02"), ("a22", "Kestrel", "", "2026-03-04")]
    shown = table(rows, (Column(), Column(1), Column(1), Column()), width).splitlines()
    assert max(map(cell_len, shown)) <= width
    assert sorted(letters("".join(shown))) == sorted(letters("".join(map("".join, rows))))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_a_line_is_wrapped_and_keeps_every_letter(name: str, width: int) -> None:
    line = f"  From {name} and {name}: run `inbox-watch poll` and `chmod 600 file`."
    shown = wrapped(line, width)
    assert max(map(cell_len, shown)) <= width
    assert letters("".join(shown)) == letters(line)
    assert any("`inbox-watch poll`" in part for part in shown)
    assert all(part.startswith("  ") for part in shown)


def test_without_a_width_each_row_is_one_line_and_short_cells_are_aligned() -> None:
    rows = [("a1", "Kestrel", "Cook"), ("a22", "北京", "Planner"), ("a3", "L" * 70, "Clerk")]
    first, second, third = table(rows, (Column(), Column(1), Column(1)), None).splitlines()
    assert cell_len(first.partition("Cook")[0]) == cell_len(second.partition("Planner")[0])
    assert third == f"a3   {'L' * 70}  Clerk"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_the_report_fits_and_cuts_no_name_and_no_address(name: str, width: int) -> None:
    report = job_search(30)
    standings = tuple(
        replace(each, application=replace(each.application, employer=name, role=name)) for each in report.standings
    )
    shown = to_text(replace(report, standings=standings), width=width, colour=False)
    assert max(map(cell_len, shown.splitlines())) <= width
    assert letters(name) in letters(shown)
    assert "LL…" not in shown
