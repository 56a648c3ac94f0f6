"""Rows to a workbook (ECMA-376): the same columns as CSV, dates as dates, and nothing is a formula or a link."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from inbox_watch.records import Report
from inbox_watch.report.export.table import COLUMNS, Cell, rows

_TEXT_IS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_FIRST_YEAR = 1900  # the calendar of a workbook begins there


def to_xlsx(report: Report) -> bytes:
    """Return the octets of a workbook of one sheet; the same report gives the same octets."""
    octets = BytesIO()
    with Workbook(octets, {"in_memory": True, **_TEXT_IS_TEXT}) as workbook:
        workbook.set_properties({"created": datetime.combine(report.as_of, time(), UTC).replace(tzinfo=None)})
        _fill(workbook, report)
    return octets.getvalue()


def _fill(workbook: Any, report: Report) -> None:
    sheet = workbook.add_worksheet("Applications")
    bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd"})
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.heading, bold)
    last = 0
    for last, row in enumerate(rows(report), start=1):
        for place, cell in enumerate(row):
            _write(sheet, last, place, cell, day)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)


def _write(sheet: Any, line: int, place: int, cell: Cell, day: Any) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(line, place, cell)
    elif isinstance(cell, int):
        sheet.write_number(line, place, cell)
    elif isinstance(cell, date) and cell.year >= _FIRST_YEAR:
        sheet.write_datetime(line, place, cell, day)
    elif cell:
        sheet.write_string(line, place, str(cell))
