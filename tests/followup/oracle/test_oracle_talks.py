"""The second machine by cases worked out by hand: talks, and what stands beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inbox_watch.records import Detail, Finding, SentKind, State, Step
from tests.followup.oracle.cases import on, states
from tests.followup.oracle.invented_mail import PAPERS
from tests.support.findings import at, day, received, sent

DATE = received("date", "2026-03-05", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-12 23:30"))
UNDATED = received("invitation", "2026-03-05", Detail.INTERVIEW_INVITE)
TASK = received("task", "2026-03-06", Detail.ASSESSMENT)
REPLY = received("reply", "2026-03-04", Detail.HUMAN_REPLY)
HOLD = received("hold", "2026-03-04", Detail.POSITION_CLOSED, on_hold=True)


def talk(key: str, when: str, on_day: str = "", detail: Detail = Detail.INTERVIEW_SCHEDULED, **facts: Any) -> Finding:
    return received(key, when, detail, event_on=at(on_day) if on_day else None, **facts)


def with_papers(finding: Finding) -> Finding:
    return replace(finding, attachments=PAPERS)


def test_a_talk_opens_a_step_with_a_wait_and_a_budget_of_its_own() -> None:
    nudge = sent("nudge", "2026-03-04", SentKind.FOLLOW_UP)
    assert states(["2026-03-12", "2026-03-13", "2026-03-18", "2026-03-19"], nudge, DATE) == [
        State.INTERVIEW,
        State.WAITING,
        State.WAITING,
        State.DUE,
    ]
    held = on("2026-03-19", nudge, DATE)
    assert (held.step, held.clock_start, held.used_on) == (Step.INTERVIEW, date(2026, 3, 12), None)


def test_the_second_wait_after_a_talk_is_five_working_days() -> None:
    nudge = sent("nudge", "2026-03-20", SentKind.FOLLOW_UP)
    assert states(["2026-03-26", "2026-03-27"], DATE, nudge) == [State.FOLLOWED_UP, State.SILENT_FINAL]


def test_a_follow_up_on_the_day_of_the_talk_belongs_to_the_step_before() -> None:
    nudge = sent("nudge", "2026-03-12", SentKind.FOLLOW_UP)
    assert on("2026-03-12", DATE, nudge).used_on == date(2026, 3, 12)
    assert on("2026-03-13", DATE, nudge).used_on is None


def test_thanks_show_that_a_talk_without_a_day_was_held() -> None:
    thanks = sent("thanks", "2026-03-10", SentKind.THANK_YOU)
    assert states(["2026-03-09", "2026-03-10", "2026-03-17"], UNDATED, thanks) == [
        State.INTERVIEW,
        State.WAITING,
        State.DUE,
    ]
    found = on("2026-03-10", UNDATED, thanks)
    assert (found.step, found.clock_start, found.used_on) == (Step.INTERVIEW, date(2026, 3, 10), None)
    assert on("2026-03-10", DATE, thanks).state is State.INTERVIEW
    assert on("2026-06-01", UNDATED, sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)).state is State.INTERVIEW


@pytest.mark.parametrize(
    ("second", "last_day"),
    [
        (talk("second", "2026-03-06", "2026-03-18"), "2026-03-18"),
        (talk("second", "2026-03-06", "2026-03-09"), "2026-03-09"),
        (talk("second", "2026-03-06", "2026-03-04"), "2026-03-12"),
        (talk("second", "2026-03-06"), "2026-03-12"),
        (talk("second", "2026-03-06", "2026-03-09", Detail.INTERVIEW_RESCHEDULE), "2026-03-09"),
    ],
)
def test_of_two_days_the_one_named_last_counts(second: Finding, last_day: str) -> None:
    after = date.fromordinal(day(last_day).toordinal() + 1).isoformat()
    assert states([last_day, after], DATE, second) == [State.INTERVIEW, State.WAITING]
    assert on(after, DATE, second).clock_start == day(last_day)


def test_a_move_without_a_day_leaves_a_talk_without_a_day() -> None:
    assert on("2026-06-01", DATE, talk("moved", "2026-03-11", "", Detail.INTERVIEW_RESCHEDULE)).state is State.INTERVIEW


def test_a_day_ends_the_talk_without_one() -> None:
    assert states(["2026-03-09", "2026-03-10"], UNDATED, talk("date", "2026-03-06", "2026-03-09")) == [
        State.INTERVIEW,
        State.WAITING,
    ]


def test_a_day_before_its_mail_is_none_that_was_understood() -> None:
    assert on("2026-06-01", talk("late", "2026-03-10", "2026-03-06")).state is State.INTERVIEW


def test_a_cancelled_talk_opens_the_step_on_the_day_of_the_mail() -> None:
    off = received("off", "2026-03-10", Detail.INTERVIEW_CANCELLED, event_on=at("2026-03-12"))
    for ahead in (DATE, UNDATED):
        found = on("2026-03-10", ahead, off)
        assert (found.state, found.step, found.due_on) == (State.WAITING, Step.INTERVIEW, date(2026, 3, 17))
    assert on("2026-03-10", DATE, TASK, off).state is State.ASSESSMENT


def test_a_new_step_has_no_promise() -> None:
    off = received("off", "2026-03-09", Detail.INTERVIEW_CANCELLED)
    assert on("2026-03-09", off, promised="2026-06-01").due_on == date(2026, 3, 16)
    again = sent("again", "2026-03-07", promised_on=date(2026, 6, 1))
    thanks = sent("thanks", "2026-03-09", SentKind.THANK_YOU)
    assert on("2026-03-09", UNDATED, again, thanks).due_on == date(2026, 3, 16)


def test_after_a_refusal_no_talk_is_ahead() -> None:
    no = received("no", "2026-03-06", Detail.REJECTION)
    assert on("2026-03-13", DATE, no).step is Step.APPLICATION
    assert on("2026-06-01", DATE, no, talk("more", "2026-03-07")).state is State.INTERVIEW


def test_a_second_talk_renews_the_budget_once_more() -> None:
    first = talk("first", "2026-03-03", "2026-03-04")
    nudge = sent("nudge", "2026-03-11", SentKind.FOLLOW_UP)
    second = talk("second", "2026-03-12", "2026-03-16")
    assert on("2026-03-11", first, nudge, second).used_on == date(2026, 3, 11)
    assert (on("2026-03-17", first, nudge, second).used_on, on("2026-03-23", first, nudge, second).state) == (
        None,
        State.DUE,
    )


def test_what_was_said_before_the_invitation_does_not_hold_after_the_talk() -> None:
    ack = received("ack", "2026-03-02", answer_by=date(2026, 4, 30))
    away = received("away", "2026-03-03", Detail.OUT_OF_OFFICE, return_on=date(2026, 4, 30))
    decided_by = replace(DATE, facts=replace(DATE.facts, answer_by=date(2026, 3, 24)))
    reminder = talk("reminder", "2026-03-06", "2026-03-12")
    meanwhile = received("meanwhile", "2026-03-07", Detail.HUMAN_REPLY, answer_by=date(2026, 3, 26))
    assert on("2026-03-13", ack, away, DATE).due_on == date(2026, 3, 19)
    assert on("2026-03-13", ack, decided_by, reminder).due_on == date(2026, 3, 26)
    assert on("2026-03-13", ack, decided_by, meanwhile).due_on == date(2026, 3, 30)
    gone = received("gone", "2026-03-06", Detail.OUT_OF_OFFICE, return_on=date(2026, 3, 24))
    assert on("2026-03-13", DATE, gone).due_on == date(2026, 3, 26)


def test_a_test_is_shown_before_the_dated_talk_and_the_talk_after_it() -> None:
    letter = with_papers(sent("letter", "2026-03-10", SentKind.ANSWER))
    assert states(["2026-03-09", "2026-03-10", "2026-03-13"], DATE, TASK, letter) == [
        State.ASSESSMENT,
        State.INTERVIEW,
        State.WAITING,
    ]
    assert on("2026-03-10", DATE, TASK, letter).step is Step.TEST
    assert on("2026-03-13", DATE, TASK, letter).step is Step.INTERVIEW
    still = on("2026-03-13", DATE, TASK)
    assert (still.state, still.step) == (State.ASSESSMENT, Step.INTERVIEW)


@pytest.mark.parametrize("open_", [REPLY, HOLD, received("task", "2026-03-04", Detail.ASSESSMENT)])
@pytest.mark.parametrize("invitation", [DATE, UNDATED])
def test_a_new_talk_closes_what_was_open(open_: Finding, invitation: Finding) -> None:
    assert on("2026-03-05", open_, invitation).state is State.INTERVIEW
    assert on("2026-03-13", open_, DATE).state is State.WAITING


def test_a_reminder_of_the_talk_leaves_the_test_open_and_a_move_without_a_day_does_not() -> None:
    assert on("2026-03-08", DATE, TASK, talk("reminder", "2026-03-08", "2026-03-12")).state is State.ASSESSMENT
    moved = talk("moved", "2026-03-08", "", Detail.INTERVIEW_RESCHEDULE)
    assert on("2026-03-08", DATE, TASK, moved).state is State.INTERVIEW


def test_a_follow_up_while_a_talk_is_ahead_uses_the_budget_of_the_present_step() -> None:
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    assert on("2026-03-10", DATE, nudge).used_on == on("2026-03-10", UNDATED, nudge).used_on == date(2026, 3, 10)
