"""Alerts that did not reach the user, in a sentence for the report, `status` and `doctor`; pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from inbox_watch.store.outbox import Queued

_LATE_AFTER = timedelta(hours=24)
_NAMED_FOR = timedelta(days=14)


def undelivered(unsent: Iterable[Queued], now: datetime) -> str:
    """How many alerts wait for more than a day, and how many were given up in the last two weeks; empty for none."""
    items = tuple(unsent)
    late = sum(item.failed_at is None and now - item.queued_at > _LATE_AFTER for item in items)
    given_up = sum(item.failed_at is not None and now - item.failed_at <= _NAMED_FOR for item in items)
    parts = [
        f"{_alerts(late)} waiting for a day or more" if late else "",
        f"{_alerts(given_up)} given up after ten tries" if given_up else "",
    ]
    told = ", and ".join(part for part in parts if part)
    return f"{told}: run `inbox-watch alerts test`." if told else ""


def _alerts(count: int) -> str:
    return "1 alert is" if count == 1 else f"{count} alerts are"
