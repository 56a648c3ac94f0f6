"""The second machine by cases worked out by hand: tests, requests, replies and holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inbox_watch.records import Detail, Finding, LinkReason, SentKind, State, Step
from tests.followup.oracle.cases import on, states
from tests.followup.oracle.invented_mail import PAPERS, linked
from tests.support.findings import at, received, sent

DATE = received("date", "2026-03-05", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-12 23:30"))
UNDATED = received("invitation", "2026-03-05", Detail.INTERVIEW_INVITE)
TASK = received("task", "2026-03-06", Detail.ASSESSMENT)
REQUEST = received("request", "2026-03-06", Detail.INFO_REQUEST)
REPLY = received("reply", "2026-03-04", Detail.HUMAN_REPLY)
HOLD = received("hold", "2026-03-04", Detail.POSITION_CLOSED, on_hold=True)


def with_papers(finding: Finding) -> Finding:
    return replace(finding, attachments=PAPERS)


def test_a_hold_without_an_end_lasts_through_its_thirtieth_day() -> None:
    # 4 March + 30 days is Good Friday; two working days later is the Wednesday after Easter.
    assert states(["2026-04-03", "2026-04-04", "2026-04-07", "2026-04-08"], HOLD) == [
        State.ON_HOLD,
        State.WAITING,
        State.WAITING,
        State.DUE,
    ]
    found = on("2026-04-04", HOLD)
    assert (found.step, found.clock_start, found.due_on) == (Step.APPLICATION, date(2026, 3, 2), date(2026, 4, 8))
    stated = replace(HOLD, facts=replace(HOLD.facts, answer_by=date(2026, 7, 1)))
    assert states(["2026-07-01", "2026-07-02"], stated) == [State.ON_HOLD, State.WAITING]
    assert on("2026-06-30", stated).due_on == on("2026-07-02", stated).due_on == date(2026, 7, 3)


def test_a_hold_renews_no_budget_and_ends_a_promise() -> None:
    nudge = sent("nudge", "2026-03-03", SentKind.FOLLOW_UP)
    assert on("2026-04-08", nudge, HOLD).state is State.SILENT_FINAL
    assert on("2026-03-05", HOLD, promised="2026-06-01").due_on == date(2026, 4, 8)


def test_a_timeline_replaces_the_end_of_a_hold_when_it_is_stated_after_it() -> None:
    within = received("within", "2026-03-10", answer_by=date(2026, 5, 4))
    after = received("after", "2026-04-04", answer_by=date(2026, 5, 4))
    assert on("2026-03-10", HOLD, within).due_on == date(2026, 4, 8)
    assert on("2026-04-04", HOLD, after).due_on == date(2026, 5, 6)


@pytest.mark.parametrize(
    ("mail", "state"),
    [
        (REQUEST, State.INFO_REQUESTED),
        (TASK, State.ASSESSMENT),
        (UNDATED, State.INTERVIEW),
        (received("words", "2026-03-06", Detail.HUMAN_REPLY), State.ANSWERED),
        (received("news", "2026-03-06", Detail.STATUS_UPDATE), State.WAITING),
        (received("off", "2026-03-06", Detail.INTERVIEW_CANCELLED), State.ON_HOLD),
        (received("done", "2026-03-06", Detail.ASSESSMENT, completed=True), State.ON_HOLD),
    ],
)
def test_what_ends_a_hold(mail: Finding, state: State) -> None:
    assert on("2026-03-06", HOLD, mail).state is state


def test_a_test_completed_in_a_hold_opens_its_step_and_leaves_the_end_of_the_hold() -> None:
    done = received("done", "2026-03-06", Detail.ASSESSMENT, completed=True, answer_by=date(2026, 3, 20))
    found = on("2026-03-06", HOLD, done)
    assert (found.state, found.step, found.due_on) == (State.ON_HOLD, Step.TEST, date(2026, 4, 8))


def test_the_end_of_a_hold_that_a_reply_ended_moves_nothing() -> None:
    reply, news = received("words", "2026-03-06", Detail.HUMAN_REPLY), received("n", "2026-03-09", Detail.STATUS_UPDATE)
    assert on("2026-03-09", HOLD, reply, news).due_on == date(2026, 3, 16)


def test_a_hold_ends_what_was_open_and_the_dated_talk() -> None:
    hold = received("late hold", "2026-03-07", Detail.STATUS_UPDATE, on_hold=True, answer_by=date(2026, 3, 20))
    for open_ in (DATE, UNDATED, TASK, REQUEST, REPLY):
        assert states(["2026-03-20", "2026-03-21"], open_, hold) == [State.ON_HOLD, State.WAITING]
        assert on("2026-03-21", open_, hold).step is Step.APPLICATION


@pytest.mark.parametrize("kind", [SentKind.ANSWER, SentKind.FOLLOW_UP, SentKind.OTHER])
@pytest.mark.parametrize("detail", [Detail.INFO_REQUEST, Detail.BACKGROUND_CHECK])
def test_any_letter_hands_in_what_was_asked_for(kind: SentKind, detail: Detail) -> None:
    request = received("request", "2026-03-04", detail)
    answer = sent("answer", "2026-03-06", kind)
    assert on("2026-03-05", request, answer).state is State.INFO_REQUESTED
    found = on("2026-03-06", request, answer)
    assert (found.state, found.step, found.due_on, found.used_on) == (
        State.WAITING,
        Step.PAPERS,
        date(2026, 3, 13),
        None,
    )


@pytest.mark.parametrize("kind", [SentKind.ANSWER, SentKind.FOLLOW_UP, SentKind.OTHER])
def test_a_test_is_handed_in_by_a_letter_with_an_attachment(kind: SentKind) -> None:
    letter = sent("letter", "2026-03-10", kind)
    found = on("2026-03-10", TASK, letter)
    assert (found.state, found.used_on) == (State.ASSESSMENT, None)
    found = on("2026-03-10", TASK, with_papers(letter))
    assert (found.state, found.step, found.clock_start, found.used_on) == (
        State.WAITING,
        Step.TEST,
        date(2026, 3, 10),
        None,
    )


@pytest.mark.parametrize("kind", [SentKind.THANK_YOU, SentKind.APPLICATION])
def test_thanks_and_an_application_hand_nothing_in_and_answer_nobody(kind: SentKind) -> None:
    letter = with_papers(sent("letter", "2026-03-10", kind))
    assert on("2026-03-10", TASK, letter).state is State.ASSESSMENT
    assert on("2026-03-10", REQUEST, letter).state is State.INFO_REQUESTED
    assert on("2026-03-10", REPLY, letter).state is State.ANSWERED


def test_a_completed_test_opens_a_step_and_keeps_what_was_said_since_it_was_set() -> None:
    done = received("done", "2026-03-10", Detail.ASSESSMENT, completed=True)
    until = received("done", "2026-03-10", Detail.ASSESSMENT, completed=True, answer_by=date(2026, 3, 30))
    timed = replace(TASK, facts=replace(TASK.facts, answer_by=date(2026, 3, 23)))
    ack = received("ack", "2026-03-02", answer_by=date(2026, 4, 30))
    assert states(["2026-03-09", "2026-03-10", "2026-03-17"], TASK, done) == [
        State.ASSESSMENT,
        State.WAITING,
        State.DUE,
    ]
    assert on("2026-03-10", TASK, done).step is Step.TEST
    assert on("2026-03-10", timed, done).due_on == date(2026, 3, 25)
    assert on("2026-03-10", timed, until).due_on == date(2026, 4, 1)
    assert on("2026-03-10", ack, done).due_on == date(2026, 3, 17)


@pytest.mark.parametrize("kind", [SentKind.ANSWER, SentKind.FOLLOW_UP, SentKind.OTHER])
def test_who_has_answered_is_not_silent_until_they_say_more(kind: SentKind) -> None:
    found = on("2026-03-30", REPLY, sent("answer", "2026-03-05", kind))
    assert (found.state, found.used_on) == (State.ANSWERED, None)


@pytest.mark.parametrize(
    ("open_", "state"),
    [
        (DATE, State.INTERVIEW),
        (UNDATED, State.INTERVIEW),
        (TASK, State.ASSESSMENT),
        (REQUEST, State.INFO_REQUESTED),
    ],
)
def test_a_reply_opens_nothing_beside_what_is_open(open_: Finding, state: State) -> None:
    assert on("2026-03-08", open_, received("words", "2026-03-08", Detail.HUMAN_REPLY)).state is state


def test_the_last_of_two_matters_replaces_the_other() -> None:
    later = received("later", "2026-03-07", Detail.BACKGROUND_CHECK)
    done = received("done", "2026-03-08", Detail.ASSESSMENT, completed=True)
    assert on("2026-03-07", TASK, later).state is State.INFO_REQUESTED
    assert on("2026-03-07", TASK, later, sent("letter", "2026-03-07 18:00", SentKind.ANSWER)).state is State.WAITING
    assert on("2026-03-08", TASK, later, done).state is State.INFO_REQUESTED
    assert on("2026-03-07", UNDATED, later).state is State.INFO_REQUESTED


def test_news_end_what_is_open_but_no_dated_talk() -> None:
    news = received("news", "2026-03-09", Detail.STATUS_UPDATE)
    for open_ in (UNDATED, TASK, REQUEST, REPLY, HOLD):
        found = on("2026-03-09", open_, news)
        assert (found.state, found.step, found.due_on) == (State.WAITING, Step.APPLICATION, date(2026, 3, 16))
    assert on("2026-03-09", DATE, TASK, news).state is State.INTERVIEW


def test_an_absence_told_between_a_test_and_its_reminder_holds_after_it() -> None:
    away = received("away", "2026-03-07", Detail.OUT_OF_OFFICE, return_on=date(2026, 3, 24))
    reminder = received("reminder", "2026-03-08", Detail.ASSESSMENT)
    done = received("done", "2026-03-10", Detail.ASSESSMENT, completed=True)
    assert on("2026-03-10", TASK, away, reminder, done).due_on == date(2026, 3, 26)


def test_a_follow_up_that_fits_several_uses_nothing_while_something_waits_for_the_user() -> None:
    nudge = linked(sent("nudge", "2026-03-10", SentKind.FOLLOW_UP), LinkReason.ADDRESS, is_sure=False)
    for open_, state in ((TASK, State.ASSESSMENT), (REQUEST, State.INFO_REQUESTED), (REPLY, State.ANSWERED)):
        found = on("2026-03-10", open_, nudge)
        assert (found.state, found.used_on) == (state, None)


def test_a_follow_up_on_the_day_on_which_the_clock_restarts_uses_nothing() -> None:
    news = received("news", "2026-03-10 12:00", Detail.STATUS_UPDATE)
    before = sent("before", "2026-03-10 08:00", SentKind.FOLLOW_UP)
    after = sent("after", "2026-03-10 18:00", SentKind.FOLLOW_UP)
    assert on("2026-03-10", news, after).used_on is None
    assert on("2026-03-10", before, news).used_on == date(2026, 3, 10)


def test_a_follow_up_on_the_day_on_which_a_step_begins_uses_nothing() -> None:
    before = sent("before", "2026-03-10 08:00", SentKind.FOLLOW_UP)
    done = received("done", "2026-03-10 12:00", Detail.ASSESSMENT, completed=True)
    after = sent("after", "2026-03-10 18:00", SentKind.FOLLOW_UP)
    assert on("2026-03-10", before, done).used_on is None
    assert on("2026-03-10", before, done, after).used_on is None
