"""Report to the text of SankeyMATIC: `sent [12] receipt`, a line each; the numbers are those of the flow picture."""

from __future__ import annotations

from inbox_watch.records import Report
from inbox_watch.report.charts.flow import PLACES, ribbons
from inbox_watch.report.words import counted


def to_sankey(report: Report) -> str:
    """Return a comment and the lines, in the order of the picture; every line leads one column on."""
    flows = ribbons(report.standings)
    comment = f"// {counted(len(report.standings), 'application')} as of {report.as_of}"
    lines = (f"{PLACES[start].label} [{many}] {PLACES[end].label}" for (start, end), many in flows.items())
    return "".join(f"{line}\n" for line in (comment, *lines))
