"""Numbers to sentences and table rows: what the HTML page says beside its lists of applications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from inbox_watch.clean import clean_line
from inbox_watch.records import FolderHeard, Report, State
from inbox_watch.report.charts.flow import PLACES
from inbox_watch.report.charts.heard import heard
from inbox_watch.report.counts import counts
from inbox_watch.report.listening import blind_days, local_day
from inbox_watch.report.summary import Aim, Summary, Waits, Way
from inbox_watch.report.words import STATES, VIAS, Calendar, counted, days, listed

_AIMS = {False: "written for one employer", True: "the same to five or more"}
ENOUGH = 10  # fewer than this make no curve and no percentage


@dataclass(frozen=True, slots=True)
class Tile:
    """One big number."""

    number: int
    label: str
    note: str = ""
    hot: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One place of the flow picture, for a screen that is too narrow for it."""

    number: int
    label: str
    colour: str
    percent: int


@dataclass(frozen=True, slots=True)
class WayRow:
    """One way of applying."""

    label: str
    sent: int
    answered: int
    share: str


@dataclass(frozen=True, slots=True)
class FolderRow:
    """How long one folder was listened to."""

    account: str
    name: str
    until: str
    gaps: str
    strip: Markup


def tiles(report: Report, summary: Summary) -> tuple[Tile, ...]:
    """Return the big numbers: from what went out to what is due."""
    numbers, sent = counts(report), summary.sent
    due, silent = numbers["due"], numbers["silent"]
    return (
        Tile(sent, "sent"),
        Tile(summary.autoresponses, _one(summary.autoresponses, "autoresponse"), _of_sent(summary.autoresponses, sent)),
        Tile(summary.answered, "answered", _of_sent(summary.answered, sent)),
        Tile(summary.interviews, _one(summary.interviews, "interview"), _of_sent(summary.interviews, sent)),
        Tile(summary.offers, _one(summary.offers, "offer")),
        Tile(due, "silent and due", f"of {silent} silent" if silent else "", hot=due > 0),
    )


def bars(through: Mapping[str, int]) -> tuple[Bar, ...]:
    """Return the places of the flow picture as bars, the longest as wide as the page."""
    most = max(through.values(), default=1)
    return tuple(
        Bar(number, PLACES[place].label, PLACES[place].colour, round(100 * number / most))
        for place, number in through.items()
    )


def said_states(states: Mapping[State, int]) -> str:
    """Return how many applications are in each state, the most frequent first."""
    return "; ".join(f"{many} {STATES[state]}" for state, many in states.items())


def said_waits(waits: Waits) -> tuple[str, ...]:
    """Say how long answers took, and how little that rests on."""
    what = "An answer is a person's mail or a decision; a receipt is none."
    if waits.answers == 0:
        return (what, f"None came so far to {_delivered(waits)}.")
    if waits.answers < ENOUGH:
        return (what, f"{_came(waits)}: too few to draw a curve.")
    spread = f"half of them within {days(waits.median or 0)}, nine of ten within {days(waits.ninth_decile or 0)}"
    how = "Share answered by each day (Kaplan-Meier, 95 % band); what is still open counts as open."
    return (f"{_came(waits)}, {spread}. {what}", how)


def way_rows(ways: tuple[Way, ...]) -> tuple[WayRow, ...]:
    """Return the ways of applying once anybody answered; the share only where it rests on enough."""
    if not any(way.answered for way in ways):
        return ()
    return tuple(WayRow(VIAS[way.via], way.sent, way.answered, _percent(way.answered, way.sent)) for way in ways)


def aim_rows(aims: tuple[Aim, ...]) -> tuple[WayRow, ...]:
    """Return letters to one employer beside those to many, where there are both (SR57)."""
    if len(aims) < 2:
        return ()
    return tuple(WayRow(_AIMS[aim.mass_mail], aim.sent, aim.answered, _percent(aim.answered, aim.sent)) for aim in aims)


def folder_rows(report: Report, calendar: Calendar) -> tuple[FolderRow, ...]:
    """Return how long each folder was listened to."""
    return tuple(_folder_row(folder, report, calendar) for folder in report.heard)


def _one(number: int, name: str) -> str:
    return name if number == 1 else f"{name}s"


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole >= ENOUGH else ""


def _of_sent(part: int, sent: int) -> str:
    return f"{_percent(part, sent)} of those sent" if part and sent >= ENOUGH else ""


def _delivered(waits: Waits) -> str:
    return counted(len(waits.days), "delivered application")


def _came(waits: Waits) -> str:
    return f"{waits.answers} of {_delivered(waits)} got an answer"


def _folder_row(folder: FolderHeard, report: Report, calendar: Calendar) -> FolderRow:
    gaps = blind_days(folder, report)
    until = local_day(folder.until, report) if folder.until else None
    return FolderRow(
        account=clean_line(folder.account, 40),
        name=clean_line(folder.folder, 60),
        until=calendar.moment(folder.until) if folder.until else "never",
        gaps=listed((f"{calendar.day(start)} to {calendar.day(end)}" for start, end in reversed(gaps)), 6) or "none",
        strip=heard(report.as_of, until, gaps),
    )
