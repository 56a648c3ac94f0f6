"""The workbook, opened again with another library."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from inbox_watch.records import Report, State
from inbox_watch.report.export.as_xlsx import to_xlsx
from inbox_watch.report.export.table import headings
from tests.report.builders import report, standing
from tests.report.search import job_search


def sheet(its_report: Report) -> Any:
    return load_workbook(BytesIO(to_xlsx(its_report))).active


def cells(its_report: Report) -> dict[str, Any]:
    """The cells of the first application by their headings."""
    names, first = list(sheet(its_report).iter_rows(max_row=2))
    return {name.value: cell for name, cell in zip(names, first, strict=True)}


def test_dates_are_dates_and_numbers_are_numbers() -> None:
    found = cells(report(standing(State.DUE)))
    assert found["applied_on"].value == datetime(2026, 4, 1)  # noqa: DTZ001  # a workbook knows no time zone
    assert found["applied_on"].number_format == "yyyy-mm-dd"
    assert (found["silent_days"].value, found["silent"].value, found["employer"].value) == (30, True, "Lindhof Labs")
    assert found["followed_up_on"].value is None


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "https://evil.example", "12", "{=1}"])
def test_what_a_stranger_wrote_is_text(text: str) -> None:
    cell = cells(report(standing(employer=text)))["employer"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_nothing_in_the_file_is_a_formula_or_leads_elsewhere() -> None:
    octets = to_xlsx(report(standing(employer="=1+1", role="https://evil.example")))
    with zipfile.ZipFile(BytesIO(octets)) as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in page
        assert "hyperlink" not in page
        assert [name for name in parts.namelist() if "external" in name or "vba" in name.lower()] == []


def test_the_headings_stay_and_can_be_filtered() -> None:
    its_sheet = sheet(report(standing(), standing(id="a18")))
    assert [cell.value for cell in its_sheet[1]] == list(headings())
    assert (its_sheet.freeze_panes, its_sheet.auto_filter.ref) == ("C2", "A1:X3")
    assert its_sheet.column_dimensions["B"].width > its_sheet.column_dimensions["A"].width > 6


def test_a_day_before_the_calendar_of_workbooks_is_text() -> None:
    assert cells(report(standing(applied_on=date(1899, 12, 30))))["applied_on"].value == "1899-12-30"


def test_the_same_report_is_the_same_file() -> None:
    assert to_xlsx(job_search(5)) == to_xlsx(job_search(5))


@pytest.mark.parametrize(
    "name", ["شركة النور للتجارة", "青山物流株式会社", "Ä" * 200], ids=["arabic", "chinese", "long"]
)
def test_names_of_any_script_and_length_stay_whole(name: str) -> None:
    assert cells(report(standing(employer=name)))["employer"].value == name


@pytest.mark.parametrize("many", [0, 1000])
def test_there_are_as_many_lines_as_applications(many: int) -> None:
    assert sheet(job_search(many)).max_row == many + 1
