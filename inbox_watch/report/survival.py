"""Time to the first answer, with those counted that are still open (Kaplan and Meier 1958; Greenwood's variance)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_Z = 1.96
_TAIL = 0.025  # what lies beyond each edge of a 95 % band
_FEWEST_OPEN = 5
_LONGEST_LOOK = 90


@dataclass(frozen=True, slots=True)
class Point:
    """From this day on: the share answered, its 95 % band, and how many were still open when the day began."""

    day: int
    share: float
    low: float
    high: float
    open: int


@dataclass(frozen=True, slots=True)
class Later:
    """Of those silent for so long: the share answered later, up to the day `until`, with its 95 % band."""

    share: float
    low: float
    high: float
    until: int


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


def answered_later(days: Sequence[int], came: Sequence[bool], silent: int) -> Later | None:
    """Estimate the share that still gets an answer after `silent` days without one; None where too few waited longer.

    The factors after a day rest on those alone who were open after it, so the estimate of these few is the conditional
    one, and Greenwood's sum over them is its variance. It ends on the last day on which five were open, at day 90 at
    the latest. Where none of them, or all, were answered, the band is the exact one of Clopper and Pearson (1934) for
    as many as were watched to the end.
    """
    until = horizon(days)
    if silent >= until:
        return None
    waited = [(day, did) for day, did in zip(days, came, strict=True) if day > silent]
    points = share_answered([day for day, _ in waited], [did for _, did in waited])
    last = [point for point in points if point.day <= until][-1]
    watched = sum(did or day >= until for day, did in waited)
    if last.share == 0:
        return Later(0.0, 0.0, 1 - _TAIL ** (1 / watched), until)
    if last.share == 1:
        return Later(1.0, _TAIL ** (1 / watched), 1.0, until)
    return Later(last.share, last.low, last.high, until)


def horizon(days: Sequence[int]) -> int:
    """Return the last day on which five were open, at most 90; 0 when there never were five."""
    return min(sorted(days, reverse=True)[_FEWEST_OPEN - 1], _LONGEST_LOOK) if len(days) >= _FEWEST_OPEN else 0


def _point(day: int, silent: float, variance: float, still_open: int) -> Point:
    """Return the estimate with its log-log band, which stays between 0 and 1."""
    if not 0 < silent < 1:
        return Point(day, 1 - silent, 1 - silent, 1 - silent, still_open)
    spread = math.exp(_Z * math.sqrt(variance) / math.log(silent))
    one, other = 1 - silent**spread, 1 - silent ** (1 / spread)
    return Point(day, 1 - silent, min(one, other), max(one, other), still_open)
