"""docs/standing.md, "The due date": the rules in their order, over weekends and the holidays of Germany."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.followup.policy import Policy
from inbox_watch.records import Advert, CounterpartKind, Detail, SentKind, State
from inbox_watch.workdays import Workdays
from tests.support.events import GERMANY, application, stand
from tests.support.findings import TIMEZONE, at, day, received, sent


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        (CounterpartKind.UNKNOWN, "2026-03-09"),
        (CounterpartKind.SMALL_OWNER, "2026-03-09"),
        (CounterpartKind.COMMITTEE, "2026-03-09"),
        (CounterpartKind.RECRUITER, "2026-03-09"),  # five days are Saturday
        (CounterpartKind.OUTSOURCED, "2026-03-09"),
        (CounterpartKind.MIDSIZE, "2026-03-12"),
        (CounterpartKind.LARGE, "2026-03-16"),
    ],
)
def test_each_kind_has_its_wait(kind: CounterpartKind, due: str) -> None:
    assert stand(today="2026-03-03", its=application(kind=kind)).follow_up.due_on == day(due)


def test_a_recruiter_waits_five_days() -> None:
    its = application("2026-03-04", kind=CounterpartKind.RECRUITER)
    assert stand(today="2026-03-05", its=its).follow_up.due_on == day("2026-03-09")
    its = application("2026-03-05", kind=CounterpartKind.RECRUITER)
    assert stand(today="2026-03-05", its=its).follow_up.due_on == day("2026-03-10")


def test_the_user_may_set_the_wait_of_the_unknown() -> None:
    patient = replace(GERMANY, wait_days=10)
    assert stand(today="2026-03-03", policy=patient).follow_up.due_on == day("2026-03-12")
    large = application(kind=CounterpartKind.LARGE)
    assert stand(today="2026-03-03", its=large, policy=patient).follow_up.due_on == day("2026-03-16")


@pytest.mark.parametrize(
    ("applied_on", "due"),
    [
        ("2026-03-07", "2026-03-16"),  # Saturday to Saturday
        ("2026-03-27", "2026-04-07"),  # Good Friday, the weekend, Easter Monday
        ("2026-04-24", "2026-05-04"),  # 1 May is a Friday
        ("2026-05-07", "2026-05-15"),  # Ascension Day
        ("2026-05-18", "2026-05-26"),  # Whit Monday
        ("2025-12-18", "2025-12-29"),  # Christmas, Boxing Day, a weekend
        ("2025-12-25", "2026-01-02"),  # New Year's Day
    ],
)
def test_a_due_date_is_a_working_day_in_germany(applied_on: str, due: str) -> None:
    assert stand(today=applied_on, its=application(applied_on)).follow_up.due_on == day(due)


def test_elsewhere_other_days_are_free() -> None:
    its = application("2026-03-27")
    for country, due in (("", "2026-04-03"), ("US", "2026-04-03"), ("SE", "2026-04-07")):
        policy = Policy(TIMEZONE, Workdays(country))
        assert stand(today="2026-03-27", its=its, policy=policy).follow_up.due_on == day(due)


def test_after_a_talk_five_working_days_whoever_they_are() -> None:
    talk = received("t", "2026-03-20", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-30"))
    for kind in CounterpartKind:
        standing = stand(talk, today="2026-03-31", its=application(kind=kind))
        # 31 March, 1 and 2 April, then Easter, 7 and 8 April.
        assert standing.follow_up.due_on == day("2026-04-08")


@pytest.mark.parametrize(
    ("answer_by", "due"),
    [
        ("2026-03-20", "2026-03-24"),
        ("2026-03-04", "2026-03-06"),  # earlier than the default
        ("2026-04-02", "2026-04-08"),  # two working days over Easter
        ("2026-03-21", "2026-03-24"),  # a Saturday
    ],
)
def test_a_timeline_ends_two_working_days_before(answer_by: str, due: str) -> None:
    receipt = received("r", "2026-03-03", answer_by=day(answer_by))
    assert stand(receipt, today="2026-03-03").follow_up.due_on == day(due)


def test_the_last_timeline_counts() -> None:
    mail = (
        received("r", "2026-03-03", answer_by=day("2026-03-20")),
        received("n", "2026-03-04", answer_by=day("2026-03-13")),
        received("o", "2026-03-05"),
    )
    assert stand(*mail, today="2026-03-05").follow_up.due_on == day("2026-03-17")


def test_a_timeline_ends_with_its_step() -> None:
    mail = (
        received("r", "2026-03-03", answer_by=day("2026-06-30")),
        received("t", "2026-03-04", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-10")),
    )
    assert stand(*mail, today="2026-03-11").follow_up.due_on == day("2026-03-17")


@pytest.mark.parametrize(
    ("on", "due"), [("2026-03-12", "2026-03-12"), ("2026-03-04", "2026-03-04"), ("2026-03-14", "2026-03-16")]
)
def test_a_promised_day_wins(on: str, due: str) -> None:
    letter = sent("cv2", "2026-03-02 11:00", promised_on=day(on), promised_call=True)
    receipt = received("r", "2026-03-03", answer_by=day("2026-03-20"))
    assert stand(letter, receipt, today="2026-03-03").follow_up.due_on == day(due)


def test_news_of_theirs_release_from_the_promise() -> None:
    letter = sent("cv2", "2026-03-02 11:00", promised_on=day("2026-03-12"), promised_call=True)
    update = received("n", "2026-03-09", Detail.STATUS_UPDATE)
    assert stand(letter, update, today="2026-03-10").follow_up.due_on == day("2026-03-16")


@pytest.mark.parametrize(
    ("detail", "state"),
    [
        (Detail.INTERVIEW_INVITE, State.INTERVIEW),
        (Detail.HUMAN_REPLY, State.ANSWERED),
        (Detail.INFO_REQUEST, State.INFO_REQUESTED),
        (Detail.REJECTION, State.REJECTED),
    ],
)
def test_an_answer_before_the_promised_day_cancels_the_promise(detail: Detail, state: State) -> None:
    """SR06: promised for the 12th, an invitation on the 10th: no reminder on the 12th."""
    letter = sent("cv2", "2026-03-02 11:00", promised_on=day("2026-03-12"), promised_call=True)
    on_the_day = stand(letter, received("n", "2026-03-10", detail), today="2026-03-12")
    assert on_the_day.state is state
    assert (on_the_day.follow_up.due_on, on_the_day.follow_up.advised) == (None, False)


@pytest.mark.parametrize(
    ("back", "due"),
    [
        ("2026-03-16", "2026-03-18"),
        ("2026-03-04", "2026-03-09"),  # the later of both
        ("2026-04-02", "2026-04-08"),  # two working days over Easter
    ],
)
def test_an_absence_is_waited_for(back: str, due: str) -> None:
    note = received("a", "2026-03-03", Detail.OUT_OF_OFFICE, return_on=day(back))
    assert stand(note, today="2026-03-03").follow_up.due_on == day(due)


def test_an_absence_moves_a_promise_too_and_the_longest_counts() -> None:
    mail = (
        sent("cv2", "2026-03-02 11:00", promised_on=day("2026-03-12"), promised_call=True),
        received("a", "2026-03-03", Detail.OUT_OF_OFFICE, return_on=day("2026-03-16")),
        received("b", "2026-03-04", Detail.OUT_OF_OFFICE, return_on=day("2026-03-10")),
        received("c", "2026-03-04", Detail.OUT_OF_OFFICE),
    )
    assert stand(*mail, today="2026-03-05").follow_up.due_on == day("2026-03-18")


def test_a_date_changes_at_midnight_of_the_user() -> None:
    """23:30 UTC on the 8th is the 9th in Berlin."""
    update = received("n", "2026-03-09 00:30", Detail.STATUS_UPDATE)
    assert update.internaldate.date() == day("2026-03-08")
    assert stand(update, today="2026-03-09").clock_start == day("2026-03-09")


def test_a_used_follow_up_has_a_wait_of_the_same_length() -> None:
    asked = sent("asked", "2026-03-27", SentKind.FOLLOW_UP)
    assert stand(asked, today="2026-04-06").state is State.FOLLOWED_UP
    assert stand(asked, today="2026-04-07").state is State.SILENT_FINAL


@pytest.mark.parametrize(
    ("answer_by", "due"), [("2026-02-10", "2026-03-09"), ("2026-03-01", "2026-03-09"), ("2026-03-02", "2026-03-04")]
)
def test_a_timeline_that_was_over_before_the_application_is_over(answer_by: str, due: str) -> None:
    """Once the follow-up to such an advert was due on a day before the application."""
    its = application(advert=Advert(answer_by=day(answer_by)))
    assert stand(today="2026-03-03", its=its).follow_up.due_on == day(due)
