"""Old mail is no news, what cannot wait is pressing, and much at once is one message."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from inbox_watch.alerts.choose import alerts_for_due
from inbox_watch.alerts.digest import MOST_LINES, digest
from inbox_watch.alerts.wishes import AlertWishes
from inbox_watch.config import ALERT_KINDS
from inbox_watch.records import Alert, Detail, Finding, FolderRole
from tests.alerts.standings import DAY, NOW, finding, standing, told


def came_on(day: str, detail: Detail = Detail.OFFER, number: int = 1) -> Finding:
    return finding(detail, number=number, arrived=datetime.fromisoformat(day).replace(tzinfo=UTC))


# News, and what is too old for it


@pytest.mark.parametrize(("day", "count"), [("2026-04-24", 1), ("2026-04-23", 0)])
def test_a_receipt_that_is_read_a_week_late_is_no_news(day: str, count: int) -> None:
    late = came_on(day, Detail.ACKNOWLEDGEMENT)
    assert len(told(late, standing(late))) == count


def test_late_mail_is_told_while_it_is_the_last_word() -> None:
    """The laptop was closed for two weeks: an offer still waits, unless something came after it."""
    late, after = came_on("2026-04-10"), came_on("2026-04-20", Detail.REJECTION, number=2)
    answer = replace(after, role=FolderRole.SENT)
    assert len(told(late, standing(late))) == 1
    assert told(late, standing(late, after)) == ()
    assert told(late, standing(late, answer)) == ()
    assert told(late) == ()


def test_old_mail_of_a_folder_that_is_read_for_the_first_time_is_its_past() -> None:
    late = came_on("2026-04-10")
    assert told(late, standing(late), at=replace(NOW, first_read=True)) == ()


@pytest.mark.parametrize(("came", "count"), [("2026-05-01T05:59:59", 0), ("2026-05-01T06:00:00", 1)])
def test_the_backlog_of_the_first_run_is_no_news(came: str, count: int) -> None:
    at = replace(NOW, first_read=True, began=datetime(2026, 5, 1, 6, 0, 0, 500, tzinfo=UTC))
    fresh = came_on(came)
    assert len(told(fresh, standing(fresh), at=at)) == count
    assert len(told(fresh, standing(fresh), at=replace(at, first_read=False))) == 1


def test_what_its_thread_settles_is_told_though_the_judge_doubts_it() -> None:
    settled = came_on("2026-04-30", Detail.REJECTION)
    doubted = replace(settled, verdict=replace(settled.verdict, unsure=True))
    (alert,) = told(doubted, standing(settled))
    assert alert.kind == "rejection"
    assert told(doubted, standing(doubted)) == ()


def test_the_mail_of_an_account_that_came_later_is_no_news() -> None:
    wishes = AlertWishes(ALERT_KINDS, date(2026, 4, 1), {"personal": date(2026, 4, 30), "old": date(2026, 4, 1)})
    before, after = came_on("2026-04-29"), came_on("2026-04-30")
    copy = replace(before, uids=(*before.uids, replace(before.uids[0], account="old")))
    assert [len(told(each, standing(each), wishes=wishes)) for each in (before, after, copy)] == [0, 1, 1]


def test_what_was_due_before_its_account_was_listened_to_rings_nothing() -> None:
    wishes = AlertWishes(ALERT_KINDS, date(2026, 4, 1), {"personal": date(2026, 5, 2)})
    assert alerts_for_due([standing(finding())], wishes) == ()
    assert len(alerts_for_due([standing()], wishes)) == 1


# How loud


@pytest.mark.parametrize(("least", "count"), [("info", 3), ("normal", 2), ("urgent", 1)])
def test_what_is_quieter_than_wished_is_not_told(least: str, count: int) -> None:
    wishes = AlertWishes(ALERT_KINDS, date(2026, 4, 1), least=least)
    found = (finding(Detail.STATUS_UPDATE), finding(Detail.REJECTION), finding(Detail.OFFER))
    assert sum(len(told(each, standing(each), wishes=wishes)) for each in found) == count
    assert len(alerts_for_due([standing()], wishes)) == (least != "urgent")


@pytest.mark.parametrize(
    ("facts", "severity"),
    [
        ({"event_on": datetime(2026, 5, 2, 9, tzinfo=UTC), "event_has_time": True}, "pressing"),
        ({"event_on": datetime(2026, 5, 2, 9, 1, tzinfo=UTC), "event_has_time": True}, "normal"),
        ({"event_on": datetime(2026, 5, 1, 8, tzinfo=UTC), "event_has_time": True}, "normal"),
        ({"event_on": datetime(2026, 5, 1, 22, tzinfo=UTC)}, "pressing"),
        ({"event_on": datetime(2026, 5, 2, 22, tzinfo=UTC)}, "normal"),
        ({"offered_on": (date(2026, 5, 2), date(2026, 5, 6))}, "pressing"),
        ({"offered_on": (date(2026, 5, 3),)}, "normal"),
        ({"deadline": DAY}, "pressing"),
        ({"deadline": date(2026, 5, 2)}, "normal"),
    ],
)
def test_a_talk_within_a_day_and_the_last_day_to_act_are_pressing(facts: dict[str, Any], severity: str) -> None:
    """It is the first of May, 11:00 in Berlin."""
    found = finding(Detail.INTERVIEW_SCHEDULED)
    found = replace(found, facts=replace(found.facts, **facts))
    assert told(found, standing(found))[0].severity == severity


# Many at once


def test_a_digest_puts_the_urgent_first() -> None:
    severities = ["info", "normal", "urgent", "normal", "pressing"]
    whole = digest([Alert(f"k{n}", "x", severity, f"S{n}", "") for n, severity in enumerate(severities)])
    assert whole.body.split("\n") == ["- S4", "- S2", "- S1", "- S3", "- S0"]
    assert (whole.severity, whole.key) == ("pressing", "digest:k4")
    assert whole.subject == "5 things happened in your applications, 2 of them urgent."


def test_a_long_digest_says_how_many_more_there_are() -> None:
    whole = digest([Alert(f"k{n}", "x", "normal", f"S{n}", "") for n in range(MOST_LINES + 3)])
    lines = whole.body.split("\n")
    assert lines[MOST_LINES:] == ["And 3 more: `inbox-watch report` has them all."]
    assert whole.subject == "23 things happened in your applications."
