"""Several alerts in one message; pure."""

from __future__ import annotations

from collections.abc import Sequence

from inbox_watch.alerts.severity import loudest_first
from inbox_watch.records import Alert

MOST_LINES = 20


def digest(alerts: Sequence[Alert]) -> Alert:
    """Several alerts as one, a line each, the most urgent first; beyond twenty, how many more there are."""
    ordered = sorted(alerts, key=lambda alert: loudest_first(alert.severity))
    lines = [f"- {alert.subject}" for alert in ordered[:MOST_LINES]]
    if len(ordered) > MOST_LINES:
        lines.append(f"And {len(ordered) - MOST_LINES} more: `inbox-watch report` has them all.")
    return Alert(
        key="digest:" + ordered[0].key,
        kind="digest",
        severity=ordered[0].severity,
        subject=f"{len(alerts)} things happened in your applications{_urgent(alerts)}.",
        body="\n".join(lines),
    )


def _urgent(alerts: Sequence[Alert]) -> str:
    count = sum(alert.severity in ("urgent", "pressing") for alert in alerts)
    return f", {count} of them urgent" if count else ""
