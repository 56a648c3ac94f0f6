"""The log that a benefit office asks for: nothing in it is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from inbox_watch.records import (
    Address,
    Detail,
    Event,
    Facts,
    Mark,
    MarkKind,
    Outcome,
    SentKind,
    Standing,
    State,
    Step,
    Via,
)
from inbox_watch.report.export.as_work_log import log_to_csv, log_to_markdown
from inbox_watch.report.export.work_log import SUNDAY, Line, work_log
from inbox_watch.report.period import Period
from tests.report.builders import event, report, standing
from tests.report.search import job_search

_APPLIED = date(2026, 4, 1)
_ALWAYS = Period()


def log(*standings: Standing, period: Period = _ALWAYS) -> tuple[Line, ...]:
    return work_log(report(*standings), period)


def sent(kind: SentKind, on: date, to: Address) -> Event:
    mail = event(Detail.NOT_JOB, on, sent_kind=kind)
    return replace(mail, finding=replace(mail.finding, to=(to,)))


def test_an_application_a_follow_up_and_an_interview_are_a_line_each() -> None:
    desk, petra = Address("", "jobs@lindhof.example"), Address("Petra Lind", "petra@lindhof.example")
    talk = Facts(event_on=datetime(2026, 4, 21, 8, tzinfo=UTC), event_has_time=True)
    told = standing(
        State.REJECTED,
        sent(SentKind.APPLICATION, _APPLIED, desk),
        sent(SentKind.FOLLOW_UP, date(2026, 4, 12), petra),
        event(Detail.INTERVIEW_INVITE, date(2026, 4, 14), facts=talk, sender=petra),
        event(Detail.REJECTION, date(2026, 4, 28)),
    )
    assert log_to_csv(log(told)).splitlines() == [
        "week,date,activity,employer,position,method,contact,result",
        "2026-03-30,2026-04-01,application,Lindhof Labs,Planner,e-mail,jobs@lindhof.example,rejected on 2026-04-28",
        "2026-04-06,2026-04-12,follow-up,Lindhof Labs,Planner,e-mail,Petra Lind (petra@lindhof.example),"
        "rejected on 2026-04-28",
        "2026-04-20,2026-04-21,interview,Lindhof Labs,Planner,,Petra Lind (petra@lindhof.example),"
        "rejected on 2026-04-28",
    ]


@pytest.mark.parametrize(
    ("via", "method"), [(Via.MAIL, "e-mail"), (Via.ATS, "portal"), (Via.JOB_BOARD, "job board"), (Via.MANUAL, "")]
)
def test_what_is_not_known_is_empty(via: Via, method: str) -> None:
    [line] = log(standing(State.UNKNOWN, via=via, employer="", role=""))
    assert (line.employer, line.position, line.method, line.contact, line.result) == ("", "", method, "", "")


def test_an_application_through_linkedin_says_so() -> None:
    receipt = event(Detail.APPLICATION_SENT, _APPLIED, facts=Facts(platform="LinkedIn", platform_kind="job_board"))
    assert [line.method for line in log(standing(State.DUE, receipt, via=Via.JOB_BOARD))] == ["LinkedIn"]


@pytest.mark.parametrize(
    ("by", "method"), [("phone", "phone"), ("linkedin", "LinkedIn"), ("email", "e-mail"), ("", "")]
)
def test_a_follow_up_that_the_user_told(by: str, method: str) -> None:
    mark = Mark(MarkKind.FOLLOWED_UP, date(2026, 4, 13), by=by, outcome=Outcome.PASSED_ON, whom="Dana Voss")
    line = log(standing(State.FOLLOWED_UP, marks=(mark,)))[1]
    assert (line.date, line.activity, line.method) == (date(2026, 4, 13), "follow-up", method)
    assert (line.contact, line.result) == ("Dana Voss", "passed on")


def test_a_follow_up_by_mail_that_the_user_tells_as_well_is_one() -> None:
    mail = sent(SentKind.FOLLOW_UP, date(2026, 4, 12), Address("", "jobs@lindhof.example"))
    mark = Mark(MarkKind.FOLLOWED_UP, date(2026, 4, 13), outcome=Outcome.RECEIVED)
    lines = log(standing(State.FOLLOWED_UP, mail, marks=(mark,)))
    assert [(line.date.day, line.activity, line.result) for line in lines[1:]] == [(12, "follow-up", "they have it")]


def test_a_silence_after_an_interview_is_told_as_an_interview() -> None:
    told = replace(standing(State.DUE, step=Step.INTERVIEW), clock_start=date(2026, 4, 20))
    assert [line.result for line in log(told)] == ["interview"]


def test_an_interview_to_come_and_one_called_off_are_not_in_it() -> None:
    later = Facts(event_on=datetime(2026, 5, 2, 8, tzinfo=UTC))
    gone = Facts(event_on=datetime(2026, 4, 21, 8, tzinfo=UTC))
    off = event(Detail.INTERVIEW_CANCELLED, date(2026, 4, 20))
    for events in (
        (event(facts=later, detail=Detail.INTERVIEW_INVITE),),
        (event(Detail.INTERVIEW_INVITE, date(2026, 4, 14), facts=gone), off),
    ):
        assert [line.activity for line in log(standing(State.ANSWERED, *events))] == ["application"]


def test_software_that_invites_is_nobody() -> None:
    robot = Address("Planner", "no-reply@booking.example")
    talk = event(
        Detail.INTERVIEW_INVITE, _APPLIED, facts=Facts(event_on=datetime(2026, 4, 21, tzinfo=UTC)), sender=robot
    )
    assert [line.contact for line in log(standing(State.ANSWERED, talk))] == ["", ""]


def test_a_week_begins_on_monday_or_on_sunday() -> None:
    on_sunday = report(standing(applied_on=date(2026, 4, 5)))
    assert [line.week for line in work_log(on_sunday, _ALWAYS)] == [date(2026, 3, 30)]
    assert [line.week for line in work_log(on_sunday, _ALWAYS, SUNDAY)] == [date(2026, 4, 5)]


def test_only_the_contacts_of_the_period_are_told() -> None:
    mark = Mark(MarkKind.FOLLOWED_UP, date(2026, 4, 13), by="phone")
    told = standing(State.FOLLOWED_UP, marks=(mark,))
    assert [line.activity for line in log(told, period=Period(since=date(2026, 4, 2)))] == ["follow-up"]
    assert [line.activity for line in log(told, period=Period(until=date(2026, 4, 12)))] == ["application"]
    assert len(log(told, period=Period(date(2026, 4, 1), date(2026, 4, 13)))) == 2


def test_the_page_in_markdown() -> None:
    assert log_to_markdown(log(standing(State.WAITING, employer="Moor | Hof"))) == (
        "# Work search\n"
        "\n"
        "From 2026-04-01 to 2026-04-01.\n"
        "\n"
        "| Week | Date | Activity | Employer | Position | Method | Contact | Result |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| 2026-03-30 | 2026-04-01 | application | Moor \\| Hof | Planner | e-mail |  | no answer yet |\n"
    )
    assert log_to_markdown(()) == "# Work search\n\nNo contact in this time.\n"


def test_every_application_of_a_long_search_is_in_it_in_the_order_of_days() -> None:
    lines = work_log(job_search(1000), _ALWAYS)
    assert sum(line.activity == "application" for line in lines) == 1000
    assert [line.date for line in lines] == sorted(line.date for line in lines)
