"""One folder as a strip of days: where we listened, and where we did not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from markupsafe import Markup

from inbox_watch.report.charts.svg import bar, picture
from inbox_watch.report.words import counted

DAYS = 84
_WIDTH, _HEIGHT = 240, 12


def heard(today: date, until: date | None, gaps: Iterable[tuple[date, date]]) -> Markup:
    """Draw the last twelve weeks of a folder: a gap is amber, and so is the time after the last read."""
    start = today - timedelta(days=DAYS)
    silent = sorted({*gaps, (until or start, today)})  # the last gap may be the one that still lasts
    shown = [(max(begin, start), end) for begin, end in silent if end > max(begin, start)]
    said = f"The last {DAYS // 7} weeks: {counted(len(shown), 'gap')}"
    holes = [_hole((begin - start).days, (end - start).days) for begin, end in shown]
    return picture(_WIDTH, _HEIGHT, said, [bar(0, 0, _WIDTH, _HEIGHT, "listened", round_=3), *holes], "strip")


def _hole(begin: int, end: int) -> Markup:
    scale = _WIDTH / DAYS
    return bar(begin * scale, 0, max(2, (min(end, DAYS) - begin) * scale), _HEIGHT, "deaf", round_=0)
