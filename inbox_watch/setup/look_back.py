"""How far back the first poll reads, and how long that takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

MONTHS = (24, 12, 6)
# Messages that are judged and kept in a second on two busy cores; quiet ones do twice as many. Fetching comes on top.
JUDGED_PER_SECOND = 80.0
# Starting the judges, and the report in the end.
OVERHEAD_SECONDS = 5.0

_MINUTE, _HOUR = 60.0, 3600.0


def days_of(months: int) -> int:
    """A look-back in days; 24 months are the default of the configuration."""
    return months * 365 // 12


def since(months: int, today: date) -> date:
    """The first day that is read."""
    return today - timedelta(days=days_of(months))


def seconds_for(count: int, fetch_seconds: float) -> float:
    """Expected seconds for a first poll; `fetch_seconds` is what one message takes to come over the line."""
    return OVERHEAD_SECONDS + count * (fetch_seconds + 1 / JUDGED_PER_SECOND)


def duration(seconds: float) -> str:
    """A length of time for people."""
    if seconds < _MINUTE:
        return "less than a minute"
    if seconds < 90 * _MINUTE:
        minutes = round(seconds / _MINUTE)
        return f"about {minutes} {'minute' if minutes == 1 else 'minutes'}"
    return f"about {max(2, round(seconds / _HOUR))} hours"


def messages(count: int) -> str:
    """A number of messages for people."""
    return f"{count:,} {'message' if count == 1 else 'messages'}"


def choices(counts: Mapping[int, int], fetch_seconds: float) -> tuple[str, ...]:
    """One line for each look-back, the default first; `counts` are the messages by months."""
    return tuple(
        f"{months} months: {messages(counts[months])}, {duration(seconds_for(counts[months], fetch_seconds))}"
        for months in MONTHS
    )
