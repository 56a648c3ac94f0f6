"""The second machine by cases worked out by hand: clock, due date and follow-up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inbox_watch.records import (
    Address,
    Advert,
    CounterpartKind,
    Detail,
    LinkReason,
    SentKind,
    State,
    Step,
    Via,
)
from tests.followup.oracle.cases import on, states
from tests.followup.oracle.invented_mail import linked
from tests.followup.oracle.naive import Expected
from tests.support.findings import day, received, sent


def test_a_week_of_silence_is_due() -> None:
    assert states(["2026-03-08", "2026-03-09"]) == [State.WAITING, State.DUE]
    assert on("2026-03-09") == Expected(
        State.DUE, Step.APPLICATION, date(2026, 3, 2), date(2026, 3, 9), None, None, True, State.DUE
    )


@pytest.mark.parametrize(
    ("kind", "due_on"),
    [
        (CounterpartKind.RECRUITER, "2026-03-09"),  # the fifth day is a Saturday
        (CounterpartKind.OUTSOURCED, "2026-03-09"),
        (CounterpartKind.SMALL_OWNER, "2026-03-09"),
        (CounterpartKind.COMMITTEE, "2026-03-09"),
        (CounterpartKind.MIDSIZE, "2026-03-12"),
        (CounterpartKind.LARGE, "2026-03-16"),
    ],
)
def test_who_is_on_the_other_side_decides_the_wait(kind: CounterpartKind, due_on: str) -> None:
    assert on("2026-03-02", kind=kind).due_on == day(due_on)


@pytest.mark.parametrize("detail", [Detail.ACKNOWLEDGEMENT, Detail.APPLICATION_SENT])
@pytest.mark.parametrize(("answer_by", "due_on"), [("2026-03-30", "2026-04-01"), ("2026-03-04", "2026-03-06")])
def test_a_stated_timeline_wins_over_the_wait_later_or_earlier(detail: Detail, answer_by: str, due_on: str) -> None:
    found = on("2026-03-03", received("ack", "2026-03-02", detail, answer_by=day(answer_by)))
    assert (found.due_on, found.clock_start) == (day(due_on), date(2026, 3, 2))
    assert found.acknowledged_on == date(2026, 3, 2)


def test_a_notice_that_an_application_was_viewed_states_no_timeline() -> None:
    seen = received("seen", "2026-03-03", Detail.APPLICATION_VIEWED, answer_by=date(2026, 3, 30))
    assert on("2026-03-03", seen).due_on == date(2026, 3, 9)


def test_the_timeline_of_the_advert_holds_until_another_is_stated() -> None:
    advert = Advert(answer_by=date(2026, 3, 20))
    ack = received("ack", "2026-03-03", answer_by=date(2026, 3, 12))
    assert on("2026-03-03", advert=advert).due_on == date(2026, 3, 24)
    assert on("2026-03-03", ack, advert=advert).due_on == date(2026, 3, 16)
    assert on("2026-03-04", received("news", "2026-03-04", Detail.STATUS_UPDATE), advert=advert).due_on == date(
        2026, 3, 11
    )


def test_nobody_is_asked_before_the_closing_date_unless_something_else_speaks() -> None:
    advert = Advert(closes_on=date(2026, 3, 20))
    ack = received("ack", "2026-03-03", answer_by=date(2026, 3, 12))
    talk = received("talk", "2026-03-03", Detail.INTERVIEW_CANCELLED)
    assert on("2026-03-03", advert=advert).due_on == date(2026, 3, 24)
    assert on("2026-03-03", ack, advert=advert).due_on == date(2026, 3, 16)
    assert on("2026-03-03", talk, advert=advert).due_on == date(2026, 3, 10)
    assert on("2026-03-03", advert=advert, promised="2026-03-05").due_on == date(2026, 3, 5)
    assert on("2026-03-03", advert=Advert(closes_on=date(2026, 3, 3))).due_on == date(2026, 3, 9)


def test_a_promise_wins_until_they_answer() -> None:
    ack = received("ack", "2026-03-03", answer_by=date(2026, 4, 30))
    news = received("news", "2026-03-10", Detail.STATUS_UPDATE)
    assert on("2026-03-03", ack, promised="2026-03-20").due_on == date(2026, 3, 20)
    assert on("2026-03-10", news, promised="2026-03-20").due_on == date(2026, 3, 17)


def test_only_an_application_promises() -> None:
    letter = sent("letter", "2026-03-03", SentKind.OTHER, promised_on=date(2026, 3, 20))
    assert on("2026-03-03", letter).due_on == date(2026, 3, 9)


def test_one_follow_up_then_the_final_silence_then_the_advice_to_move_on() -> None:
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    assert states(["2026-03-10", "2026-03-16", "2026-03-17", "2026-04-15", "2026-04-16"], nudge) == [
        State.FOLLOWED_UP,
        State.FOLLOWED_UP,
        State.SILENT_FINAL,
        State.SILENT_FINAL,
        State.MOVE_ON,
    ]
    found = on("2026-03-17", nudge)
    assert (found.used_on, found.due_on) == (date(2026, 3, 10), date(2026, 3, 9))


@pytest.mark.parametrize("kind", [kind for kind in SentKind if kind is not SentKind.FOLLOW_UP])
def test_nothing_but_a_follow_up_uses_the_budget(kind: SentKind) -> None:
    assert on("2026-03-11", sent("note", "2026-03-10", kind)).used_on is None


def test_a_follow_up_counts_after_the_day_of_the_application_and_for_each_that_it_fits() -> None:
    early = sent("early", "2026-03-02", SentKind.FOLLOW_UP)
    second = linked(sent("second", "2026-03-04", SentKind.FOLLOW_UP), LinkReason.ADDRESS, is_sure=False)
    assert on("2026-03-05", early).used_on is None
    assert on("2026-03-05", early, second).used_on == date(2026, 3, 4)


def test_an_absence_moves_the_due_date_to_two_working_days_after_the_return() -> None:
    away = received("away", "2026-03-03", Detail.OUT_OF_OFFICE, return_on=date(2026, 3, 18))
    assert on("2026-03-19", away).state is State.WAITING
    assert on("2026-03-20", away).state is State.DUE
    assert on("2026-03-20", away).clock_start == date(2026, 3, 2)
    soon_back = received("away", "2026-03-03", Detail.OUT_OF_OFFICE, return_on=date(2026, 3, 4))
    assert on("2026-03-03", soon_back).due_on == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("mail", "advert", "move_on_from"),
    [
        ([], Advert(), "2026-04-16"),
        ([received("ack", "2026-03-02", answer_by=date(2026, 3, 20))], Advert(), "2026-05-04"),
        ([received("away", "2026-03-03", Detail.OUT_OF_OFFICE, return_on=date(2026, 3, 18))], Advert(), "2026-05-02"),
        ([], Advert(closes_on=date(2026, 3, 14)), "2026-04-28"),
        (
            [received("ack", "2026-03-02", answer_by=date(2026, 3, 10))],
            Advert(closes_on=date(2026, 3, 30)),
            "2026-05-14",
        ),
        ([received("news", "2026-03-12", Detail.STATUS_UPDATE)], Advert(closes_on=date(2026, 3, 1)), "2026-04-26"),
        (
            [received("hold", "2026-03-04", Detail.POSITION_CLOSED, on_hold=True, answer_by=date(2026, 6, 1))],
            Advert(),
            "2026-07-16",
        ),
    ],
)
def test_the_45_days_are_counted_from_the_last_day_they_had_a_reason_to_wait_for(
    mail: list[Any], advert: Advert, move_on_from: str
) -> None:
    before = date.fromordinal(day(move_on_from).toordinal() - 1).isoformat()
    assert states([before, move_on_from], *mail, advert=advert) == [State.DUE, State.MOVE_ON]


def test_nothing_is_given_up_before_a_day_that_was_named() -> None:
    # 2 March + 45 days is 16 April; the user promised to call on the 20th.
    assert states(["2026-04-17", "2026-04-20", "2026-06-03", "2026-06-04"], promised="2026-04-20") == [
        State.WAITING,
        State.DUE,
        State.DUE,
        State.MOVE_ON,
    ]
    ack = received("ack", "2026-03-02", answer_by=date(2026, 4, 30))
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    assert states(["2026-06-13", "2026-06-14"], ack, promised="2026-03-20") == [State.DUE, State.MOVE_ON]
    # 1 May is a holiday: two working days after 30 April is the 5th.
    assert states(["2026-05-04", "2026-05-05", "2026-06-14"], ack, nudge, promised="2026-03-20") == [
        State.FOLLOWED_UP,
        State.SILENT_FINAL,
        State.MOVE_ON,
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"mass_mail": True},
        {"advert": Advert(no_contact=True)},
        {"via": Via.JOB_BOARD, "contacts": ()},
        {"via": Via.JOB_BOARD, "contacts": (), "write_to": "desk@lindhof-labs.example"},
    ],
)
def test_where_no_follow_up_is_advised_the_silence_is_held(changes: dict[str, Any]) -> None:
    assert states(["2026-03-09", "2026-04-16"], **changes) == [State.SILENT_HOLD, State.MOVE_ON]


def test_a_board_with_a_contact_is_due() -> None:
    assert on("2026-03-09", via=Via.JOB_BOARD, contacts=(Address("", "desk@x.example"),)).state is State.DUE


def test_an_acknowledgement_may_forbid_to_be_asked() -> None:
    assert on("2026-03-09", received("ack", "2026-03-02", no_contact=True)).state is State.SILENT_HOLD


def test_news_restart_the_clock_and_renew_no_budget() -> None:
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    news = received("news", "2026-03-12", Detail.STATUS_UPDATE)
    assert states(["2026-03-18", "2026-03-19"], nudge, news) == [State.FOLLOWED_UP, State.SILENT_FINAL]
    found = on("2026-03-19", nudge, news)
    assert (found.clock_start, found.used_on) == (date(2026, 3, 12), date(2026, 3, 10))


def test_the_timeline_stated_last_counts_and_news_without_one_drop_it() -> None:
    ack = received("ack", "2026-03-02", answer_by=date(2026, 4, 30))
    sooner = received("sooner", "2026-03-05", Detail.STATUS_UPDATE, answer_by=date(2026, 3, 10))
    early = received("early", "2026-03-06", Detail.STATUS_UPDATE)
    assert on("2026-03-05", ack, sooner).due_on == date(2026, 3, 12)
    assert on("2026-03-06", ack, sooner, early).due_on == date(2026, 3, 13)


def test_an_early_follow_up_does_not_bring_the_final_silence_before_their_own_date() -> None:
    ack = received("ack", "2026-03-02", answer_by=date(2026, 3, 30))
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    assert states(["2026-03-31", "2026-04-01"], ack, nudge) == [State.FOLLOWED_UP, State.SILENT_FINAL]


def test_an_absence_moves_a_promise_and_a_second_wait() -> None:
    away = received("away", "2026-03-03", Detail.OUT_OF_OFFICE, return_on=date(2026, 3, 18))
    nudge = sent("nudge", "2026-03-05", SentKind.FOLLOW_UP)
    assert on("2026-03-04", away, promised="2026-03-10").due_on == date(2026, 3, 20)
    assert states(["2026-03-19", "2026-03-20"], away, nudge) == [State.FOLLOWED_UP, State.SILENT_FINAL]


def test_a_promise_that_a_follow_up_came_before_moves_no_second_wait() -> None:
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    assert on("2026-03-10", nudge, promised="2026-04-20").due_on == date(2026, 4, 20)
    assert states(["2026-03-16", "2026-03-17"], nudge, promised="2026-04-20") == [
        State.FOLLOWED_UP,
        State.SILENT_FINAL,
    ]
