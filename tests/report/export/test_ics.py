"""The calendar, read again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from inbox_watch.records import Detail, Facts, Mark, MarkKind, Report, State
from inbox_watch.report.export.as_ics import to_ics
from tests.report.builders import DAY, READ, TODAY, event, report, standing
from tests.report.search import job_search

_TALK = datetime(2026, 5, 5, 12, 30, tzinfo=UTC)


def components(its_report: Report, kind: str) -> list[Any]:
    return Calendar.from_ical(to_ics(its_report, READ)).walk(kind)


def told(component: Any, *names: str) -> list[Any]:
    values = [component.get(name) for name in names]
    return [getattr(value, "dt", value) for value in values]


def invited(at: datetime = _TALK, *, timed: bool = True) -> Any:
    return event(Detail.INTERVIEW_INVITE, TODAY - DAY, facts=Facts(event_on=at, event_has_time=timed))


def test_the_whole_of_a_calendar() -> None:
    due = standing(State.DUE, reasons=("no receipt came: ask whether it arrived",))
    assert to_ics(report(due), READ).decode().replace("\r\n ", "").split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//inbox_watch//EN",
        "BEGIN:VTODO",
        "DESCRIPTION:Write to petra@lindhof.example.\\nNo receipt came: ask whether it arrived."
        "\\nThe words: inbox-watch draft a17",
        "DTSTAMP:20260501T060003Z",
        "DUE;VALUE=DATE:20260409",
        "PRIORITY:5",
        "SEQUENCE:2312",
        "STATUS:NEEDS-ACTION",
        "SUMMARY:Follow up: Lindhof Labs\\, Planner",
        "UID:follow-up-a17@inbox-watch",
        "END:VTODO",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("state", "used_on", "status", "due"),
    [
        (State.DUE, None, "NEEDS-ACTION", date(2026, 4, 9)),
        (State.WAITING, None, "NEEDS-ACTION", date(2026, 4, 9)),
        (State.ON_HOLD, None, "NEEDS-ACTION", date(2026, 4, 9)),
        (State.FOLLOWED_UP, date(2026, 4, 20), "COMPLETED", date(2026, 4, 9)),
        (State.REJECTED, None, "CANCELLED", None),
        (State.SILENT_HOLD, None, "CANCELLED", None),
    ],
)
def test_a_to_do_says_where_the_follow_up_is(state: State, used_on: date | None, status: str, due: date | None) -> None:
    [todo] = components(report(standing(state, used_on=used_on)), "VTODO")
    assert told(todo, "uid", "status", "due") == ["follow-up-a17@inbox-watch", status, due]


@pytest.mark.parametrize("state", [State.UNKNOWN, State.UNCONFIRMED])
def test_what_is_in_doubt_changes_no_calendar(state: State) -> None:
    assert components(report(standing(state)), "VTODO") == []


def test_what_has_been_over_for_two_months_is_not_told() -> None:
    assert components(report(standing(State.MOVE_ON, applied_on=TODAY - 61 * DAY)), "VTODO") == []
    assert len(components(report(standing(State.MOVE_ON, applied_on=TODAY - 60 * DAY)), "VTODO")) == 1


def test_a_late_follow_up_by_telephone_completes_an_old_to_do() -> None:
    call = Mark(MarkKind.FOLLOWED_UP, TODAY - DAY, by="phone")
    told = standing(State.SILENT_FINAL, applied_on=TODAY - 90 * DAY, used_on=call.on, marks=(call,))
    assert [todo["status"] for todo in components(report(told), "VTODO")] == ["COMPLETED"]


def test_an_interview_has_its_instant_or_its_day() -> None:
    timed, dated = (standing(State.INTERVIEW, invited(timed=timed)) for timed in (True, False))
    [at] = components(report(timed), "VEVENT")
    [on] = components(report(dated), "VEVENT")
    assert told(at, "uid", "status", "dtstart") == ["interview-a17-1@inbox-watch", "CONFIRMED", _TALK]
    assert told(on, "dtstart", "last-modified") == [date(2026, 5, 5), datetime(2026, 4, 30, 9, 30, tzinfo=UTC)]
    assert b"DTSTART:20260505T123000Z" in to_ics(report(timed), READ)
    assert b"DTSTART;VALUE=DATE:20260505" in to_ics(report(dated), READ)


def test_a_cancelled_interview_says_so_under_the_same_uid() -> None:
    cancelled = event(Detail.INTERVIEW_CANCELLED, TODAY)
    [talk] = components(report(standing(State.ANSWERED, invited(), cancelled)), "VEVENT")
    assert told(talk, "uid", "status") == ["interview-a17-1@inbox-watch", "CANCELLED"]


def test_lines_are_folded_and_long_names_of_any_script_come_through() -> None:
    for name in ("شركة النور للتجارة " * 4, "青山物流株式会社" * 10, "Acker, Söhne; Co \\ \r\nBEGIN:VEVENT"):
        octets = to_ics(report(standing(employer=name)), READ)
        assert max(len(line) for line in octets.split(b"\r\n")) <= 75
        assert [todo["summary"] for todo in Calendar.from_ical(octets).walk("VTODO")] != []
        assert Calendar.from_ical(octets).walk("VEVENT") == []


def test_a_later_export_counts_more_and_says_the_same_uids() -> None:
    search = job_search(1000)
    first, again = (Calendar.from_ical(to_ics(search, at)) for at in (READ, READ + DAY))
    uids = [str(part["uid"]) for part in first.subcomponents]
    assert uids == [str(part["uid"]) for part in again.subcomponents]
    assert len(set(uids)) == len(uids) > 100
    assert all(part["sequence"] == 2312 for part in first.subcomponents)


def test_nothing_known_is_a_calendar_without_anything_to_do() -> None:
    """RFC 5545 section 3.4 wants at least one component, so there is a time zone."""
    (zone,) = Calendar.from_ical(to_ics(report(), READ)).subcomponents
    assert (zone.name, zone["tzid"]) == ("VTIMEZONE", "UTC")
