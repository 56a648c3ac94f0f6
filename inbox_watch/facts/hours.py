"""Hours of the day that a text names: "um 14 Uhr 30", "2.30pm", "à 14 h 30", "alle ore 14"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from functools import cache

from inbox_watch.facts.dates import rows
from inbox_watch.knowledge import patterns

_NOON = 12
# A talk at another hour is a duration or a telephone number that was read wrongly.
_EARLIEST, _LATEST = 6, 21
_UNKNOWN = "?"
# How far behind an hour its zone may stand: "14:00 (UK time)".
_ZONE_WITHIN = 20


@dataclass(frozen=True, slots=True)
class PlacedHour:
    """An hour, the IANA name of the zone it is stated in or the empty string, and where in the text it stands."""

    hour: time
    zone: str
    start: int
    end: int


def hours(text: str) -> list[PlacedHour]:
    """Return the hours of a text in lower case, in its order; "between 2 and 4 pm" fixes none, nor does the time of a
    place whose zone is not known."""
    fixed = _without_windows(text)
    found = [hour for row in rows("hour") if row["value"] != "window" for hour in _by_row(row, fixed)]
    ordered: list[PlacedHour] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not ordered or each.start >= ordered[-1].end:
            ordered.append(each)
    return ordered


def _without_windows(text: str) -> str:
    """The text, with blanks for what names two hours between which something will be."""
    for row in rows("hour"):
        if row["value"] == "window":
            text = re.sub(row["pattern"], lambda match: " " * len(match[0]), text)
    return text


def _by_row(row: dict[str, str], text: str) -> Iterator[PlacedHour]:
    for match in _compiled(row["pattern"]).finditer(text):
        behind = text[match.end() : match.end() + _ZONE_WITHIN]
        hour, zone = _clock(row["value"], match, behind), _zone(behind)
        if _EARLIEST <= hour.hour <= _LATEST and zone != _UNKNOWN:
            yield PlacedHour(hour, zone, match.start(), match.end())


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _clock(clock: str, match: re.Match[str], behind: str) -> time:
    if clock == "noon":
        return time(_NOON)
    hour, minute = int(match[1]), int(match[2] or 0) if match.re.groups > 1 else 0
    if clock == "12":
        hour = hour % _NOON + (_NOON if match[3] == "p" else 0)
    elif hour < _NOON and patterns("time_words", "kind", "afternoon").search(behind):
        hour += _NOON
    return time(hour, minute)


def _zone(behind: str) -> str:
    return next((row["value"] for row in rows("zone") if re.match(rf"[.,]?\s?\(?{row['pattern']}\b", behind)), "")
