"""The share of applications that got an answer, by days since they were sent, with its band."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from inbox_watch.report.charts.svg import line, number, picture, tag, text
from inbox_watch.report.survival import Point, open_on, share_answered

_WIDTH, _HEIGHT = 460, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 30, 14, 58
_FEWEST_OPEN = 5
_LONGEST, _SHORTEST = 60, 14


def answers(days: Sequence[int], came: Sequence[bool], last: int | None = None) -> Markup:
    """Draw the curve up to a day; without one, as far as at least five applications were still open."""
    last = last_day(days) if last is None else last
    points = [point for point in share_answered(days, came) if point.day <= last]
    band = tag(
        "polygon", points=_path([*_steps(points, last, "low"), *reversed(_steps(points, last, "high"))]), class_="band"
    )
    curve = tag("polyline", points=_path(_steps(points, last, "share")), class_="curve")
    title = f"{round(100 * points[-1].share)} percent had an answer by day {last}"
    return picture(_WIDTH, _HEIGHT, title, [*_grid(), *_open(days, last), band, curve])


def last_day(days: Sequence[int]) -> int:
    """Return the last day on which enough applications were open to say anything."""
    lasted = sorted(days, reverse=True)
    enough = lasted[min(_FEWEST_OPEN, len(lasted)) - 1]
    return min(max(enough, _SHORTEST), _LONGEST)


def _steps(points: Sequence[Point], last: int, what: str) -> list[tuple[float, float]]:
    """Return the corners of a staircase."""
    corners: list[tuple[float, float]] = []
    for point in points:
        x, y = _x(point.day, last), _y(getattr(point, what))
        corners += [(x, corners[-1][1]), (x, y)] if corners else [(x, y)]
    return [*corners, (_x(last, last), corners[-1][1])]


def _x(day: float, last: int) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * day / last


def _y(share: float) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - share)


def _path(corners: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def _grid() -> Iterator[Markup]:
    for percent in (0, 25, 50, 75, 100):
        y = _y(percent / 100)
        yield line(_LEFT, y, _WIDTH - _RIGHT, y, "grid")
        yield text(_LEFT - 7, y + 4, f"{percent} %", anchor="end")


def _open(days: Sequence[int], last: int) -> Iterator[Markup]:
    """Say under the axis how many the curve still rests on."""
    for day in ticks(last):
        yield text(_x(day, last), _HEIGHT - _BOTTOM + 19, f"day {day}", anchor="middle")
        yield text(
            _x(day, last), _HEIGHT - _BOTTOM + 37, f"{open_on(day, days)} open", class_="axis faint", anchor="middle"
        )


def ticks(last: int) -> range:
    """Return the days to name on the axis."""
    return range(0, last + 1, 7 if last <= 28 else 15)
