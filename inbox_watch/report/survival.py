"""Time to the first answer, with those counted that are still open (Kaplan and Meier 1958; Greenwood's variance)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_Z = 1.96


@dataclass(frozen=True, slots=True)
class Point:
    """From this day on: the share answered, its 95 % band, and how many were still open when the day began."""

    day: int
    share: float
    low: float
    high: float
    open: int


def share_answered(days: Sequence[int], came: Sequence[bool]) -> tuple[Point, ...]:
    """Estimate the share answered by each day; `days` counts to the answer that `came`, else to the last look."""
    leaving, answered = Counter(days), Counter(day for day, did in zip(days, came, strict=True) if did)
    points = [Point(0, 0.0, 0.0, 0.0, len(days))]
    silent, variance, still_open = 1.0, 0.0, len(days)
    for day in sorted(leaving):
        if many := answered[day]:
            silent *= 1 - many / still_open
            variance += many / (still_open * (still_open - many)) if still_open > many else 0.0
            points.append(_point(day, silent, variance, still_open))
        still_open -= leaving[day]
    return tuple(points)


def open_on(day: int, days: Sequence[int]) -> int:
    """Return how many were still open when a day began."""
    return sum(lasted >= day for lasted in days)


def _point(day: int, silent: float, variance: float, still_open: int) -> Point:
    """Return the estimate with its log-log band, which stays between 0 and 1."""
    if not 0 < silent < 1:
        return Point(day, 1 - silent, 1 - silent, 1 - silent, still_open)
    spread = math.exp(_Z * math.sqrt(variance) / math.log(silent))
    one, other = 1 - silent**spread, 1 - silent ** (1 / spread)
    return Point(day, 1 - silent, min(one, other), max(one, other), still_open)
