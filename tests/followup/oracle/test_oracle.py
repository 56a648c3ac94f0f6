"""The second machine by cases worked out by hand: clock, follow-up, doubt and ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inbox_watch.records import (
    Advert,
    CounterpartKind,
    Detail,
    Label,
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


@pytest.mark.parametrize(("answer_by", "due_on"), [("2026-03-30", "2026-04-01"), ("2026-03-04", "2026-03-06")])
def test_a_stated_timeline_wins_over_the_wait_later_or_earlier(answer_by: str, due_on: str) -> None:
    found = on("2026-03-03", received("ack", "2026-03-02", answer_by=day(answer_by)))
    assert (found.due_on, found.clock_start) == (day(due_on), day(answer_by))
    assert found.acknowledged_on == date(2026, 3, 2)


def test_a_promise_wins_until_they_answer() -> None:
    ack = received("ack", "2026-03-03", answer_by=date(2026, 4, 30))
    news = received("news", "2026-03-10", Detail.STATUS_UPDATE)
    assert on("2026-03-03", ack, promised="2026-03-20").due_on == date(2026, 3, 20)
    assert on("2026-03-10", news, promised="2026-03-20").due_on == date(2026, 3, 17)


def test_one_follow_up_then_the_final_silence_then_the_advice_to_move_on() -> None:
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    assert states(["2026-03-10", "2026-03-16", "2026-03-17", "2026-04-15", "2026-04-16"], nudge) == [
        State.FOLLOWED_UP,
        State.FOLLOWED_UP,
        State.SILENT_FINAL,
        State.SILENT_FINAL,
        State.MOVE_ON,
    ]
    assert on("2026-03-17", nudge).used_on == date(2026, 3, 10)


@pytest.mark.parametrize("kind", [SentKind.THANK_YOU, SentKind.ANSWER])
def test_thanks_and_answers_use_no_budget(kind: SentKind) -> None:
    assert on("2026-03-11", sent("note", "2026-03-10", kind)).used_on is None


def test_an_absence_moves_the_due_date_to_two_working_days_after_the_return() -> None:
    away = received("away", "2026-03-03", Detail.OUT_OF_OFFICE, return_on=date(2026, 3, 18))
    assert on("2026-03-19", away).state is State.WAITING
    assert on("2026-03-20", away).state is State.DUE
    soon_back = received("away", "2026-03-03", Detail.OUT_OF_OFFICE, return_on=date(2026, 3, 4))
    assert on("2026-03-03", soon_back).due_on == date(2026, 3, 9)


def test_an_unverified_refusal_closes_nothing() -> None:
    no = received("no", "2026-03-04", Detail.REJECTION)
    doubtful = on("2026-03-10", linked(no, LinkReason.EMPLOYER, is_verified=False))
    assert (doubtful.state, doubtful.underneath, doubtful.due_on) == (State.UNCONFIRMED, State.DUE, date(2026, 3, 9))
    assert on("2026-03-10", no).state is State.REJECTED


def test_after_a_refusal_only_a_new_step_opens_the_application_again() -> None:
    no = received("no", "2026-03-04", Detail.REJECTION)
    kind_words = received("words", "2026-03-05", Detail.HUMAN_REPLY)
    invitation = received("invite", "2026-03-06", Detail.INTERVIEW_INVITE)
    assert states(["2026-03-05", "2026-03-06"], no, kind_words, invitation) == [State.REJECTED, State.INTERVIEW]


def test_nobody_speaks_of_silence_who_did_not_listen() -> None:
    assert on("2026-03-09", deaf=True).state is State.UNKNOWN
    assert on("2026-03-08", deaf=True).state is State.WAITING


@pytest.mark.parametrize(
    "changes", [{"mass_mail": True}, {"advert": Advert(no_contact=True)}, {"via": Via.JOB_BOARD, "contacts": ()}]
)
def test_where_no_follow_up_is_advised_the_silence_is_held(changes: dict[str, Any]) -> None:
    assert states(["2026-03-09", "2026-04-16"], **changes) == [State.SILENT_HOLD, State.MOVE_ON]


@pytest.mark.parametrize(
    ("scores", "state"),
    [
        (((Label.ACKNOWLEDGEMENT, 0.6), (Label.OTHER, 0.3)), State.DUE),
        (((Label.ACKNOWLEDGEMENT, 0.6), (Label.REJECTION, 0.4)), State.UNCONFIRMED),
        ((), State.UNCONFIRMED),
    ],
)
def test_an_unsure_mail_may_be_an_answer_by_its_scores(scores: tuple[tuple[Label, float], ...], state: State) -> None:
    mail = received("mail", "2026-03-04", unsure=True)
    mail = replace(mail, verdict=replace(mail.verdict, scores=scores))
    found = on("2026-03-09", mail)
    assert (found.state, found.acknowledged_on) == (state, None)


def test_an_answer_that_fits_two_applications_makes_doubtful() -> None:
    invitation = received("invite", "2026-03-04", Detail.INTERVIEW_INVITE)
    assert on("2026-03-09", linked(invitation, LinkReason.EMPLOYER, is_sure=False)).state is State.UNCONFIRMED


def test_the_user_ends_an_application() -> None:
    assert states(["2026-03-05", "2026-03-06"], closed_on=date(2026, 3, 6)) == [State.WAITING, State.CLOSED]
    assert on("2026-03-06", sent("bye", "2026-03-06", SentKind.WITHDRAWAL)).state is State.CLOSED


def test_an_offer_is_only_undone_by_a_refusal() -> None:
    offer = received("offer", "2026-03-04", Detail.OFFER)
    papers = received("papers", "2026-03-05", Detail.INFO_REQUEST)
    no = received("no", "2026-03-06", Detail.REJECTION)
    assert states(["2026-03-04", "2026-03-05", "2026-03-06"], offer, papers, no) == [
        State.OFFER,
        State.OFFER,
        State.REJECTED,
    ]


def test_news_restart_the_clock_and_renew_no_budget() -> None:
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    news = received("news", "2026-03-12", Detail.STATUS_UPDATE)
    assert states(["2026-03-18", "2026-03-19"], nudge, news) == [State.FOLLOWED_UP, State.SILENT_FINAL]
    found = on("2026-03-19", nudge, news)
    assert (found.clock_start, found.used_on) == (date(2026, 3, 12), date(2026, 3, 10))


def test_the_timeline_stated_last_counts_until_the_clock_restarts_after_it() -> None:
    ack = received("ack", "2026-03-02", answer_by=date(2026, 4, 30))
    sooner = received("sooner", "2026-03-05", Detail.STATUS_UPDATE, answer_by=date(2026, 3, 10))
    late = received("late", "2026-03-16", Detail.STATUS_UPDATE)
    assert on("2026-03-05", ack, sooner).due_on == date(2026, 3, 12)
    assert on("2026-03-16", ack, sooner, late).due_on == date(2026, 3, 23)


def test_an_early_follow_up_does_not_bring_the_final_silence_before_their_own_date() -> None:
    ack = received("ack", "2026-03-02", answer_by=date(2026, 3, 30))
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    assert states(["2026-03-31", "2026-04-01"], ack, nudge) == [State.FOLLOWED_UP, State.SILENT_FINAL]


def test_an_absence_moves_a_promise_and_a_second_wait() -> None:
    away = received("away", "2026-03-03", Detail.OUT_OF_OFFICE, return_on=date(2026, 3, 18))
    nudge = sent("nudge", "2026-03-05", SentKind.FOLLOW_UP)
    assert on("2026-03-04", away, promised="2026-03-10").due_on == date(2026, 3, 20)
    assert states(["2026-03-19", "2026-03-20"], away, nudge) == [State.FOLLOWED_UP, State.SILENT_FINAL]


def test_a_second_mail_uses_the_budget_but_not_on_the_day_of_the_application() -> None:
    forgotten = sent("forgotten", "2026-03-02", SentKind.OTHER)
    second = linked(sent("second", "2026-03-04", SentKind.OTHER), LinkReason.ADDRESS, is_sure=False)
    assert on("2026-03-05", forgotten).used_on is None
    assert on("2026-03-05", forgotten, second).used_on == date(2026, 3, 4)


def test_an_acknowledgement_may_forbid_to_be_asked() -> None:
    assert on("2026-03-09", received("ack", "2026-03-02", no_contact=True)).state is State.SILENT_HOLD


def test_a_later_answer_ends_the_doubt() -> None:
    doubtful = linked(received("no", "2026-03-04", Detail.REJECTION), LinkReason.EMPLOYER, is_verified=False)
    news = received("news", "2026-03-06", Detail.STATUS_UPDATE)
    assert states(["2026-03-05", "2026-03-06"], doubtful, news) == [State.UNCONFIRMED, State.WAITING]


def test_a_mail_that_is_unsure_and_fits_two_applications_is_nothing() -> None:
    mail = received("mail", "2026-03-04", Detail.REJECTION, unsure=True)
    assert on("2026-03-05", linked(mail, LinkReason.EMPLOYER, is_sure=False)).state is State.WAITING


def test_a_promise_that_a_follow_up_came_before_moves_no_second_wait() -> None:
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    assert on("2026-03-10", nudge, promised="2026-04-20").due_on == date(2026, 3, 17)
