"""A period of days, both ends counted; either may be open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from inbox_watch.records import Report


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` up to and with `until`."""

    since: date = date.min
    until: date = date.max

    def __contains__(self, day: date) -> bool:
        """Is the day one of the period?"""
        return self.since <= day <= self.until


def applied_in(period: Period, report: Report) -> Report:
    """Return the report with the applications of a period alone."""
    kept = (standing for standing in report.standings if standing.application.applied_on in period)
    return replace(report, standings=tuple(kept))
