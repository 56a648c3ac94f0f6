"""Where the applications went: sent, receipt, answer, and how each stands now, as ribbons between bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from inbox_watch.records import Standing, State
from inbox_watch.report.charts.svg import bar, number, picture, tag, text
from inbox_watch.report.lives import was_acknowledged, was_answered, was_interviewed

_WIDTH, _TALLEST = 960, 400
_TOP, _LEFT, _RIGHT = 16, 4, 226
_BAR, _GAP, _LEAST, _MOST = 12, 20, 3, 14  # _MOST: the height of one application when there are few


@dataclass(frozen=True, slots=True)
class Place:
    """A bar: in which column, what it is called, and the colour it takes from the style sheet."""

    column: int
    label: str
    colour: str


# In the order in which they stand, column by column, from the top
PLACES: Mapping[str, Place] = {
    "sent": Place(0, "sent", "sent"),
    "receipt": Place(1, "receipt", "receipt"),
    "no receipt": Place(1, "no receipt", "quiet"),
    "undelivered": Place(1, "not delivered", "refusal"),
    "interview": Place(2, "interview", "person"),
    "answer": Place(2, "other answer", "person"),
    "silence": Place(2, "no answer", "quiet"),
    "refused": Place(2, "rejected", "refusal"),
    "offer": Place(3, "offer", "offer"),
    "talks": Place(3, "in talks", "person"),
    "refused later": Place(3, "rejected after a talk", "refusal"),
    "closed": Place(3, "closed by you", "quiet"),
    "look": Place(3, "to be confirmed", "due"),
    "due": Place(3, "follow-up due now", "due"),
    "waiting": Place(3, "too early to ask", "receipt"),
    "followed": Place(3, "followed up, waiting", "receipt"),
    "unknown": Place(3, "cannot be judged", "quiet"),
    "silent": Place(3, "silent, nothing to send", "quiet"),
    "old": Place(3, "no answer, move on", "quiet"),
}
_NOW: Mapping[State, str] = {
    State.OFFER: "offer",
    State.INTERVIEW: "talks",
    State.ASSESSMENT: "talks",
    State.INFO_REQUESTED: "talks",
    State.ANSWERED: "talks",
    State.REJECTED: "refused later",
    State.CLOSED: "closed",
    State.UNCONFIRMED: "look",
    State.DUE: "due",
    State.WAITING: "waiting",
    State.ON_HOLD: "waiting",
    State.FOLLOWED_UP: "followed",
    State.UNKNOWN: "unknown",
    State.SILENT_FINAL: "silent",
    State.SILENT_HOLD: "silent",
    State.MOVE_ON: "old",
}

Ribbons = Mapping[tuple[str, str], int]


def way(standing: Standing) -> tuple[str, ...]:
    """Return the places one application went through."""
    if standing.state is State.UNDELIVERED:
        return ("sent", "undelivered")
    receipt = "receipt" if was_acknowledged(standing) else "no receipt"
    answer = _answer(standing)
    if answer == "refused":
        return ("sent", receipt, answer)
    return ("sent", receipt, answer, _NOW[standing.state])


def ribbons(standings: Iterable[Standing]) -> Ribbons:
    """Count the applications that went from one place to the next, in the order of the places."""
    order = list(PLACES)
    counted: Counter[tuple[str, str]] = Counter()
    for standing in standings:
        places = way(standing)
        counted.update(pairwise(places))
    return dict(sorted(counted.items(), key=lambda ribbon: [order.index(place) for place in ribbon[0]]))


def sizes(flows: Ribbons) -> Mapping[str, int]:
    """Return how many applications came through each place that was used."""
    came, left = Counter[str](), Counter[str]()
    for (start, end), many in flows.items():
        left[start] += many
        came[end] += many
    return {place: max(came[place], left[place]) for place in PLACES if came[place] or left[place]}


def flow(standings: Iterable[Standing]) -> Markup:
    """Draw the ribbons."""
    flows = ribbons(standings)
    through = sizes(flows)
    scale = _scale(through)
    height = max(_used(column, through, scale) for column in _columns(through)) + 2 * _TOP
    tops = _tops(through, scale, height)
    drawn = [*_gradients(flows), *_drawn_ribbons(flows, tops, scale)]
    drawn += [part for place in through for part in _drawn_place(place, through[place], tops[place], scale)]
    return picture(_WIDTH, height, "Where the applications went: " + said(through), drawn, "chart flow")


def said(through: Mapping[str, int]) -> str:
    """Return the picture in words."""
    return ", ".join(f"{many} {PLACES[place].label}" for place, many in through.items())


def _answer(standing: Standing) -> str:
    if was_interviewed(standing):
        return "interview"
    if standing.state is State.REJECTED:
        return "refused"
    return "answer" if was_answered(standing) else "silence"


def _columns(through: Mapping[str, int]) -> list[list[str]]:
    return [[place for place in through if PLACES[place].column == column] for column in range(4)]


def _scale(through: Mapping[str, int]) -> float:
    """Return the height of one application: the fullest column just fits, and few do not look like many."""
    full = [column for column in _columns(through) if column]
    scales = ((_TALLEST - 2 * _TOP - _GAP * (len(column) - 1)) / _load(column, through) for column in full)
    return min((_MOST, *scales))


def _load(column: list[str], through: Mapping[str, int]) -> int:
    return sum(through[place] for place in column)


def _used(column: list[str], through: Mapping[str, int], scale: float) -> float:
    """Return the height of a column with its gaps."""
    return _load(column, through) * scale + _GAP * (len(column) - 1)


def _tops(through: Mapping[str, int], scale: float, height: float) -> Mapping[str, float]:
    """Return where each bar begins; every column is centred."""
    tops = {}
    for column in _columns(through):
        y = (height - _used(column, through, scale)) / 2
        for place in column:
            tops[place] = y
            y += through[place] * scale + _GAP
    return tops


def _x(place: str) -> float:
    return _LEFT + PLACES[place].column * (_WIDTH - _LEFT - _RIGHT) / 3


def _gradients(flows: Ribbons) -> list[Markup]:
    """Return the colour of each pair of places: one fades into the other."""
    pairs = {(PLACES[start].colour, PLACES[end].colour) for start, end in flows}
    made = [tag("linearGradient", _stop(0, start), _stop(1, end), id=f"{start}-{end}") for start, end in sorted(pairs)]
    return [tag("defs", *made)]


def _stop(offset: int, colour: str) -> Markup:
    return tag("stop", offset=offset, class_=f"to-{colour}")


def _drawn_ribbons(flows: Ribbons, tops: Mapping[str, float], scale: float) -> list[Markup]:
    left, came = dict(tops), dict(tops)
    drawn = []
    for (start, end), many in flows.items():
        drawn.append(_ribbon(start, end, many, left[start], came[end], many * scale))
        left[start] += many * scale
        came[end] += many * scale
    return drawn


def _ribbon(start: str, end: str, many: int, y0: float, y1: float, height: float) -> Markup:
    x0, x1 = _x(start) + _BAR, _x(end)
    middle = (x0 + x1) / 2
    height = max(height, 1)
    upper = f"M{_at(x0, y0)}C{_at(middle, y0)} {_at(middle, y1)} {_at(x1, y1)}"
    lower = f"V{number(y1 + height)}C{_at(middle, y1 + height)} {_at(middle, y0 + height)} {_at(x0, y0 + height)}Z"
    title = tag("title", f"{PLACES[start].label} to {PLACES[end].label}: {many}")
    colour = f"url(#{PLACES[start].colour}-{PLACES[end].colour})"
    return tag("path", title, d=upper + lower, fill=colour, class_="ribbon")


def _at(x: float, y: float) -> str:
    return f"{number(x)},{number(y)}"


def _drawn_place(place: str, many: int, top: float, scale: float) -> tuple[Markup, Markup]:
    height = max(many * scale, _LEAST)
    label = tag("tspan", str(many), class_="strong")
    words = text(_x(place) + _BAR + 7, top + height / 2 + 4.5, label, f" {PLACES[place].label}", class_="label")
    return bar(_x(place), top, _BAR, height, f"in-{PLACES[place].colour}", round_=3), words
