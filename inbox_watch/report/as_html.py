"""Report to HTML: one file without script, link or load, that works from a disk, in a mail and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from markupsafe import Markup

from inbox_watch.records import Report, State
from inbox_watch.report import figures
from inbox_watch.report.charts.answers import answers
from inbox_watch.report.charts.flow import flow, ribbons, sizes
from inbox_watch.report.charts.lifeline import NAMES, lifeline, span
from inbox_watch.report.charts.rhythm import rhythm
from inbox_watch.report.later import Share, later_answers
from inbox_watch.report.mail_rows import mail_rows
from inbox_watch.report.page import Entry, Page, page
from inbox_watch.report.ready import Ready, writer
from inbox_watch.report.stationery import style, templates
from inbox_watch.report.summary import Summary, Waits, summarise
from inbox_watch.report.words import Calendar

_MOST_DUE, _MOST_FIRST, _MOST_SHORT = 40, 12, 6
_TONES: Mapping[State, str] = {
    State.DUE: "due",
    State.UNCONFIRMED: "due",
    State.UNDELIVERED: "refusal",
    State.REJECTED: "refusal",
    State.OFFER: "offer",
    State.INTERVIEW: "person",
    State.ASSESSMENT: "person",
    State.INFO_REQUESTED: "person",
    State.ANSWERED: "person",
}


def to_html(report: Report, language: str = "en") -> str:
    """Return the report as one self-contained page; `language` is that of letters which answer no mail."""
    its_page, summary = page(report), summarise(report)
    said = _said(report, its_page, summary) | _looked_up(report, summary, language)
    return templates().get_template("report.html.j2").render(said | _drawn(report, summary) | style())


def _said(report: Report, its_page: Page, summary: Summary) -> dict[str, object]:
    calendar = Calendar(report.as_of, ZoneInfo(report.timezone))
    return {
        "page": its_page,
        "newest": sorted(its_page.everything, key=_newest_first),
        "tiles": figures.tiles(report, summary),
        "states": figures.said_states(summary.states),
        "waits": figures.said_waits(summary.waits),
        "ways": figures.way_rows(summary.ways),
        "aims": figures.aim_rows(summary.aims),
        "folders": figures.folder_rows(report, calendar),
        "mails": mail_rows(report, calendar),
        "tones": {state: _TONES.get(state, "") for state in State},
        "signs": NAMES,
        "most_due": _MOST_DUE,
        "most_first": _MOST_FIRST,
        "most_short": _MOST_SHORT,
    }


def _looked_up(report: Report, summary: Summary, language: str) -> dict[str, object]:
    later, writes = later_answers(report, summary.waits), writer(report, language)

    def later_share(entry: Entry) -> Share:
        return later.of(entry.standing)

    def ready(entry: Entry) -> Ready | None:
        return writes.ready(entry.standing)

    return {"later_share": later_share, "later_until": later.until, "ready": ready}


def _drawn(report: Report, summary: Summary) -> dict[str, object]:
    def life(entry: Entry, days_shown: int) -> Markup:
        return lifeline(entry.standing, report.as_of, days_shown)

    return {
        "life": life,
        "span": span(report.standings, report.as_of),
        "due_span": span((standing for standing in report.standings if standing.state is State.DUE), report.as_of),
        "flow": flow(report.standings),
        "places": figures.bars(sizes(ribbons(report.standings))),
        "curve": _curve(summary.waits),
        "rhythm": rhythm(summary.weeks),
    }


def _curve(waits: Waits) -> Markup:
    return answers(waits.days, waits.came) if waits.answers >= figures.ENOUGH else Markup("")


def _newest_first(entry: Entry) -> int:
    return -entry.standing.application.applied_on.toordinal()
