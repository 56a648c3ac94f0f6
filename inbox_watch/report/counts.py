"""The numbers of a report that text and JSON show; no library is needed to count."""

from __future__ import annotations

from collections import Counter

from inbox_watch.records import Report, State


def counts(report: Report) -> dict[str, int]:
    """Return the `counts` of the contract; `silent_unused` are the silent ones that were not followed up."""
    states = Counter(standing.state for standing in report.standings)
    return {
        "applications": len(report.standings),
        "silent": sum(standing.silent for standing in report.standings),
        "silent_unused": sum(standing.silent and not standing.follow_up.used_on for standing in report.standings),
        "due": states[State.DUE],
        "interview": states[State.INTERVIEW],
        "rejected": states[State.REJECTED],
        "offer": states[State.OFFER],
        "undelivered": states[State.UNDELIVERED],
        "unsure": len(report.unsure),
        "unlinked": len(report.unlinked),
        "unreadable": len(report.unreadable),
    }
