"""Rows to CSV (RFC 4180): lines end with CR LF, the first line names the columns, dates as 2026-05-01, UTF-8."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

from inbox_watch.records import Report
from inbox_watch.report.export.table import Cell, headings, rows

_BYTE_ORDER_MARK = "\ufeff"
# OWASP, "CSV Injection": a spreadsheet runs a cell that begins so, in full width as well. Where the list separator is a
# semicolon or a tab it also sees cells inside ours.
_RUNS = re.compile(r"(?:^|[;\t|])[\s\"]*(?=[=+\-@\t\r\n＝＋－＠])")


def to_csv(report: Report, *, for_excel: bool = False) -> str:
    """Return one line an application; Excel takes the file for UTF-8 only with a byte order mark."""
    return csv_text(headings(), rows(report), for_excel=for_excel)


def csv_text(names: Sequence[str], lines: Iterable[Sequence[Cell]], *, for_excel: bool = False) -> str:
    """Return a table as CSV in which no cell is a formula."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([_cell(cell) for cell in line] for line in lines)
    return (_BYTE_ORDER_MARK if for_excel else "") + text.getvalue()


def without_formula(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would run."""
    return _RUNS.sub(lambda start: f"{start[0]}'", text)


def _cell(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return cell
    return cell.isoformat() if isinstance(cell, date) else without_formula(cell)
