"""An invitation that fits no application is told until somebody gives it a home."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from inbox_watch.records import Detail, Facts, Unlinked
from inbox_watch.report.homeless import homeless
from inbox_watch.report.words import Calendar
from tests.report.builders import TODAY, finding, report

CALENDAR = Calendar(TODAY, ZoneInfo("Europe/Berlin"))


def told(*items: Unlinked) -> list[str]:
    return [f"{hint.text} {hint.command}" for hint in homeless(report(unlinked=items), CALENDAR)]


def mail(detail: Detail = Detail.INTERVIEW_INVITE, on: date = TODAY, *candidates: str) -> Unlinked:
    return Unlinked(finding(detail, on, subject="Talk on Friday", facts=Facts(role="Planner")), candidates)


@pytest.mark.parametrize(
    ("detail", "beginning"),
    [
        (Detail.INTERVIEW_INVITE, 'A mail about an interview fits no application: "Talk on Friday", from petra@'),
        (Detail.OFFER, "An offer fits no application"),
        (Detail.ASSESSMENT, "A test to do fits no application"),
        (Detail.INFO_REQUEST, "A request for something of yours fits no application"),
    ],
)
def test_what_wants_something_is_named(detail: Detail, beginning: str) -> None:
    (line,) = told(mail(detail))
    assert line.startswith(beginning)
    assert " inbox-watch link 0" in line
    assert line.endswith(" new")


def test_of_several_homes_the_first_is_offered() -> None:
    (line,) = told(mail(Detail.OFFER, TODAY, "a3", "a9"))
    assert line.startswith("An offer may belong to a3 or a9:")
    assert line.endswith(" a3")


def test_what_is_old_or_wants_nothing_is_not_told() -> None:
    assert told(mail(on=TODAY - timedelta(days=31))) == []
    assert told(mail(on=TODAY - timedelta(days=30))) != []
    assert told(mail(Detail.REJECTION), mail(Detail.ACKNOWLEDGEMENT)) == []


def test_what_names_no_job_is_somebody_elses_talk() -> None:
    assert told(Unlinked(finding(Detail.INTERVIEW_INVITE), ())) == []


def test_five_are_enough() -> None:
    assert len(told(*(mail() for _ in range(7)))) == 5
