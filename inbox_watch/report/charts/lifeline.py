"""One application as a line: sent, receipt, answers, follow-up, and the silence since the follow-up was due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from inbox_watch.records import Event, FolderRole, Label, SentKind, Standing, State
from inbox_watch.report.lives import is_sure

_WIDTH, _EDGE = 200, 7
_MOST_MARKS = 12
_ENDED = frozenset({State.REJECTED, State.OFFER, State.CLOSED, State.UNDELIVERED})
_RECEIVED = {
    Label.ACKNOWLEDGEMENT: "receipt",
    Label.OUT_OF_OFFICE: "receipt",
    Label.DELIVERY_FAILURE: "bounce",
    Label.INTERVIEW: "person",
    Label.ASSESSMENT: "person",
    Label.INFO_REQUEST: "person",
    Label.HUMAN_REPLY: "person",
    Label.REJECTION: "refusal",
    Label.OFFER: "offer",
}
NAMES = {
    "sent": "sent",
    "receipt": "autoresponse",
    "person": "a person wrote",
    "due": "follow-up due",
    "followup": "you followed up",
    "refusal": "refusal",
    "offer": "offer",
    "bounce": "came back",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that happened, and on which day of the application's life."""

    name: str
    day: int


def span(standings: Iterable[Standing], today: date) -> int:
    """Return how many days a set of lines should cover, so that they can be compared."""
    ages = [(today - standing.application.applied_on).days for standing in standings]
    return min(max((30, *ages)), 120)


def lifeline(standing: Standing, today: date, days: int) -> Markup:
    """Draw one life on a scale of `days` days; what is later is drawn at the end."""
    life = marks(standing)
    end = _end(standing, life, today)
    shapes = [_stretch(0, end, days, "life")]
    due = _day(standing.follow_up.due_on, standing)
    if due is not None and standing.silent:
        shapes.append(_stretch(due, end, days, "life late"))
    shapes += [_shape(mark, days) for mark in _apart(life, days)]
    return Markup('<svg class="lifeline" viewBox="0 -11 200 22" role="img" aria-label="{}">{}</svg>').format(
        _said(life), Markup("").join(shapes)
    )


def marks(standing: Standing) -> tuple[Mark, ...]:
    """Return what happened to an application, in the order of the days, each thing once a day."""
    found = {Mark("sent", 0)}
    for event in standing.events:
        if name := _name(event):
            found.add(Mark(name, max(0, (event.on - standing.application.applied_on).days)))
    for name, on in (("due", standing.follow_up.due_on), ("followup", standing.follow_up.used_on)):
        if (day := _day(on, standing)) is not None:
            found.add(Mark(name, day))
    return tuple(sorted(found, key=_by_day))


def _name(event: Event) -> str:
    if event.finding.role is FolderRole.SENT:
        return "followup" if event.link.sent_kind is SentKind.FOLLOW_UP else ""
    return _RECEIVED.get(event.finding.verdict.label, "") if is_sure(event) else ""


def _day(on: date | None, standing: Standing) -> int | None:
    return None if on is None else max(0, (on - standing.application.applied_on).days)


def _by_day(mark: Mark) -> tuple[int, int]:
    return mark.day, list(NAMES).index(mark.name)


def _end(standing: Standing, life: tuple[Mark, ...], today: date) -> int:
    """Return the last day of the line: today while the application lives."""
    if standing.state in _ENDED:
        return max(mark.day for mark in life if mark.name != "due")
    return max(0, (today - standing.application.applied_on).days)


def _x(day: float, days: int) -> float:
    return _EDGE + (_WIDTH - 2 * _EDGE) * min(day, days) / days


def _stretch(start: int, end: int, days: int, class_: str) -> Markup:
    return Markup('<path class="{}" d="M{:.0f} 0H{:.0f}"/>').format(class_, _x(start, days), _x(end, days))


def _apart(life: tuple[Mark, ...], days: int) -> tuple[tuple[str, float], ...]:
    """Place the marks, each at least its own width to the right of the one before."""
    placed: list[tuple[str, float]] = []
    for mark in life[:_MOST_MARKS]:
        least = placed[-1][1] + 9 if placed else 0
        placed.append((mark.name, min(max(_x(mark.day, days), least), _WIDTH - 5)))
    return tuple(placed)


def _shape(placed: tuple[str, float], _: int) -> Markup:
    name, x = placed
    return Markup('<use href="#{}" x="{:.0f}"/>').format(name, x)


def _said(life: tuple[Mark, ...]) -> str:
    return ", ".join(f"{NAMES[mark.name]} day {mark.day}" for mark in life[:_MOST_MARKS])
