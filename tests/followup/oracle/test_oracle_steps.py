"""The second machine by cases worked out by hand: steps, what stops the clock, and delivery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inbox_watch.records import (
    Detail,
    SentKind,
    State,
    Step,
)
from tests.followup.oracle.cases import on, states
from tests.followup.oracle.invented_mail import PAPERS
from tests.support.findings import at, bounce, received, sent


def test_a_talk_opens_a_step_with_a_wait_and_a_budget_of_its_own() -> None:
    nudge = sent("nudge", "2026-03-04", SentKind.FOLLOW_UP)
    date_ = received("date", "2026-03-05", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-12 23:30"))
    assert states(["2026-03-12", "2026-03-13", "2026-03-18", "2026-03-19"], nudge, date_) == [
        State.INTERVIEW,
        State.WAITING,
        State.WAITING,
        State.DUE,
    ]
    held = on("2026-03-19", nudge, date_)
    assert (held.step, held.clock_start, held.used_on) == (Step.INTERVIEW, date(2026, 3, 12), None)


def test_a_bounced_application_waits_for_the_next_sending() -> None:
    failed = bounce("bounce", "2026-03-02", "cv")
    again = sent("again", "2026-03-05")
    assert (on("2026-03-04", failed).state, on("2026-03-04", failed).due_on) == (State.UNDELIVERED, None)
    assert (on("2026-03-05", failed, again).state, on("2026-03-05", failed, again).due_on) == (
        State.WAITING,
        date(2026, 3, 12),
    )


def test_a_bounced_follow_up_was_never_sent() -> None:
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    failed = bounce("bounce", "2026-03-11", "nudge")
    assert states(["2026-03-10", "2026-03-11"], nudge, failed) == [State.FOLLOWED_UP, State.DUE]


def test_an_acknowledgement_shows_that_the_application_arrived_in_spite_of_a_bounce() -> None:
    mail = (received("ack", "2026-03-02"), bounce("bounce", "2026-03-03", "cv"))
    assert on("2026-03-09", *mail).state is State.DUE


def test_a_hold_without_an_end_rests_for_thirty_days_and_over_easter() -> None:
    hold = received("hold", "2026-03-04", Detail.POSITION_CLOSED, on_hold=True)
    assert states(["2026-04-02", "2026-04-03", "2026-04-06", "2026-04-07"], hold) == [
        State.ON_HOLD,
        State.WAITING,
        State.WAITING,
        State.DUE,
    ]
    stated = replace(hold, facts=replace(hold.facts, answer_by=date(2026, 7, 1)))
    assert on("2026-06-30", stated).due_on == on("2026-07-02", stated).due_on == date(2026, 7, 3)


@pytest.mark.parametrize(("attachments", "step"), [((), Step.APPLICATION), (PAPERS, Step.PAPERS)])
def test_an_answered_request_restarts_the_clock_and_papers_open_a_step(
    attachments: tuple[Any, ...], step: Step
) -> None:
    request = received("request", "2026-03-04", Detail.INFO_REQUEST)
    answer = replace(sent("answer", "2026-03-06", SentKind.ANSWER), attachments=attachments)
    assert on("2026-03-05", request, answer).state is State.INFO_REQUESTED
    found = on("2026-03-06", request, answer)
    assert (found.state, found.step, found.due_on) == (State.WAITING, step, date(2026, 3, 13))


def test_a_completed_test_opens_a_step() -> None:
    task = received("task", "2026-03-04", Detail.ASSESSMENT)
    done = received("done", "2026-03-10", Detail.ASSESSMENT, completed=True)
    assert states(["2026-03-09", "2026-03-10", "2026-03-17"], task, done) == [
        State.ASSESSMENT,
        State.WAITING,
        State.DUE,
    ]
    assert on("2026-03-10", task, done).step is Step.TEST


def test_a_reply_of_a_person_waits_for_the_user_and_then_for_them() -> None:
    reply = received("reply", "2026-03-04", Detail.HUMAN_REPLY)
    answer = sent("answer", "2026-03-05", SentKind.ANSWER)
    assert states(["2026-03-04", "2026-03-05", "2026-03-12"], reply, answer) == [
        State.ANSWERED,
        State.WAITING,
        State.DUE,
    ]


def test_a_cancelled_talk_restarts_the_clock_of_a_step() -> None:
    date_ = received("date", "2026-03-05", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-12"))
    off = received("off", "2026-03-10", Detail.INTERVIEW_CANCELLED, event_on=at("2026-03-12"))
    found = on("2026-03-10", date_, off)
    assert (found.state, found.step, found.due_on) == (State.WAITING, Step.INTERVIEW, date(2026, 3, 17))


def test_a_reminder_without_a_date_leaves_the_talk_where_it_is_and_a_move_takes_it_away() -> None:
    date_ = received("date", "2026-03-05", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-12"))
    reminder = received("reminder", "2026-03-11", Detail.INTERVIEW_INVITE)
    moved = received("moved", "2026-03-11", Detail.INTERVIEW_RESCHEDULE)
    assert states(["2026-03-12", "2026-03-13"], date_, reminder) == [State.INTERVIEW, State.WAITING]
    assert on("2026-06-01", date_, moved).state is State.INTERVIEW


def test_a_second_talk_renews_the_budget_once_more() -> None:
    first = received("first", "2026-03-03", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-04"))
    nudge = sent("nudge", "2026-03-11", SentKind.FOLLOW_UP)
    second = received("second", "2026-03-12", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-16"))
    assert on("2026-03-11", first, nudge, second).used_on == date(2026, 3, 11)
    assert (on("2026-03-17", first, nudge, second).used_on, on("2026-03-23", first, nudge, second).state) == (
        None,
        State.DUE,
    )


def test_what_was_said_before_the_invitation_does_not_hold_after_the_talk() -> None:
    ack = received("ack", "2026-03-02", answer_by=date(2026, 4, 30))
    date_ = received("date", "2026-03-05", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-12"))
    decided_by = replace(date_, facts=replace(date_.facts, answer_by=date(2026, 3, 24)))
    assert on("2026-03-13", ack, date_).due_on == date(2026, 3, 19)
    assert on("2026-03-13", ack, decided_by).due_on == date(2026, 3, 26)


def test_a_mail_with_papers_that_nobody_asked_for_is_a_second_mail() -> None:
    papers = replace(sent("papers", "2026-03-04", SentKind.OTHER), attachments=PAPERS)
    found = on("2026-03-04", papers)
    assert (found.step, found.used_on) == (Step.APPLICATION, date(2026, 3, 4))


@pytest.mark.parametrize(
    ("of", "state", "used_on"), [("", State.DUE, None), ("elsewhere", State.UNDELIVERED, date(2026, 3, 10))]
)
def test_a_bounce_that_names_nothing_is_about_the_last_mail_and_one_of_unknown_mail_about_the_application(
    of: str, state: State, used_on: date | None
) -> None:
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    found = on("2026-03-11", nudge, bounce("bounce", "2026-03-11", of))
    assert (found.state, found.used_on) == (state, used_on)


def test_a_letter_with_papers_after_a_bounce_is_the_new_sending() -> None:
    failed = bounce("bounce", "2026-03-02", "cv")
    again = replace(sent("again", "2026-03-05", SentKind.OTHER), attachments=PAPERS)
    found = on("2026-03-05", failed, again)
    assert (found.state, found.clock_start, found.used_on) == (State.WAITING, date(2026, 3, 5), None)


def test_a_follow_up_on_the_day_of_a_test_belongs_to_the_step_it_was_written_in() -> None:
    before = sent("before", "2026-03-10 08:00", SentKind.FOLLOW_UP)
    done = received("done", "2026-03-10 12:00", Detail.ASSESSMENT, completed=True)
    after = sent("after", "2026-03-10 18:00", SentKind.FOLLOW_UP)
    assert on("2026-03-10", before, done).used_on is None
    assert on("2026-03-10", before, done, after).used_on == date(2026, 3, 10)
