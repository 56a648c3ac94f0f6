"""Report to text for a terminal, a pipe or a mail."""

from __future__ import annotations

from inbox_watch.records import Report
from inbox_watch.report.page import page

_NARROWEST = 30
_WIDEST = 110  # longer lines are hard to read


def to_text(report: Report, *, width: int, colour: bool) -> str:
    """Return the report as lines of at most `width` columns, with ANSI colours only when asked for."""
    from inbox_watch.report.terminal import render  # rich costs 90 ms, and JSON never asks

    return render(page(report), width=min(max(width, _NARROWEST), _WIDEST), colour=colour)
