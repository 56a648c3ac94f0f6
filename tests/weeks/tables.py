"""The silent table of a day: every application that is silent, undelivered or to be looked at, and what to do."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from inbox_watch.followup.target import employer_of
from inbox_watch.heard import end_of
from inbox_watch.records import Standing, State
from inbox_watch.survey import Evidence, survey
from tests.support.sample import BERLIN, SETTINGS

FOLDER = Path(__file__).parent / "golden"
FRIDAYS = [date(2026, 1, 9) + timedelta(weeks=number) for number in range(20)]
_TOLD = (
    State.UNCONFIRMED,
    State.UNDELIVERED,
    State.DUE,
    State.SILENT_HOLD,
    State.SILENT_FINAL,
    State.MOVE_ON,
    State.FOLLOWED_UP,
)


def table(evidence: Evidence, day: date) -> str:
    """Return the table of a day, with labels as they truly are."""
    standings = survey(evidence, SETTINGS, today=day, now=end_of(day, BERLIN)).report.standings
    counts = {state: sum(each.state is state for each in standings) for state in State}
    head = ", ".join(f"{count} {state.value}" for state, count in counts.items() if count)
    lines = [f"{day:%A} {day}: {head}", ""]
    for state in _TOLD:
        its = [_line(each) for each in standings if each.state is state]
        lines += [state.value, *sorted(its), ""] if its else []
    return "\n".join(lines)


def _line(standing: Standing) -> str:
    application, follow_up = standing.application, standing.follow_up
    step = "" if standing.step.value == "application" else f" [{standing.step.value}]"
    dates = f"applied {application.applied_on}, due {follow_up.due_on or '-'}, used {follow_up.used_on or '-'}"
    asked = f", {follow_up.channel.value} to {follow_up.target}" if standing.state is State.DUE else ""
    return f"  {employer_of(application)}, {application.role or '?'}{step}: {dates}{asked}"
