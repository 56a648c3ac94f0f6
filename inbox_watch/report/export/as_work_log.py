"""The log of the work search to CSV and to Markdown; its fields are the columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date

from inbox_watch.report.export.as_csv import csv_text
from inbox_watch.report.export.markdown import document, table
from inbox_watch.report.export.work_log import Line

_COLUMNS = tuple(field.name for field in fields(Line))


def log_to_csv(lines: Iterable[Line], *, for_excel: bool = False) -> str:
    """Return the log as CSV (RFC 4180)."""
    return csv_text(_COLUMNS, map(_cells, lines), for_excel=for_excel)


def log_to_markdown(lines: Sequence[Line]) -> str:
    """Return the log as a page of Markdown."""
    if not lines:
        return document(("# Work search", "No contact in this time."))
    days = f"From {lines[0].date} to {lines[-1].date}."
    names = [name.capitalize() for name in _COLUMNS]
    return document(("# Work search", days, table(names, ([str(cell) for cell in _cells(line)] for line in lines))))


def _cells(line: Line) -> tuple[str | date, ...]:
    return tuple(getattr(line, name) for name in _COLUMNS)
