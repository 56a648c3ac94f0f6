"""The second machine by cases worked out by hand: deafness, the two doubts, and ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inbox_watch.records import Detail, Label, LinkReason, SentKind, State, Step
from tests.followup.oracle.cases import ambiguous, contested, on, states
from tests.followup.oracle.invented_mail import PAPERS, linked
from tests.support.findings import at, bounce, received, sent

ACCEPTED = received("date", "2026-03-04", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-12"))


def test_where_the_clock_runs_nobody_knows_who_did_not_listen() -> None:
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    assert states(["2026-03-08", "2026-03-09", "2026-04-16"], deaf=True) == [State.UNKNOWN] * 3
    assert states(["2026-03-10", "2026-03-17"], nudge, deaf=True) == [State.UNKNOWN] * 2
    assert on("2026-03-09", deaf=True, mass_mail=True).state is State.UNKNOWN
    assert on("2026-03-05", ACCEPTED, deaf=True).state is State.INTERVIEW
    assert on("2026-03-05", bounce("bounce", "2026-03-03", "cv"), deaf=True).state is State.UNDELIVERED


@pytest.mark.parametrize(
    "detail",
    [
        Detail.REJECTION,
        Detail.POSITION_CLOSED,
        Detail.OFFER,
        Detail.INTERVIEW_INVITE,
        Detail.INTERVIEW_SCHEDULED,
        Detail.INTERVIEW_RESCHEDULE,
    ],
)
def test_a_contested_word_changes_nothing_but_the_doubt(detail: Detail) -> None:
    mail = received("word", "2026-03-04", detail, event_on=at("2026-03-06"), answer_by=date(2026, 4, 30))
    word = contested(mail)
    found = on("2026-03-09", word, promised="2026-03-09")
    assert (found.state, found.underneath, found.due_on) == (State.UNCONFIRMED, State.DUE, date(2026, 3, 9))
    assert found.step is Step.APPLICATION
    assert on("2026-03-09", word, deaf=True).state is State.UNCONFIRMED


@pytest.mark.parametrize("detail", [Detail.POSITION_CLOSED, Detail.STATUS_UPDATE])
def test_a_hold_needs_nobody_to_vouch_for_it(detail: Detail) -> None:
    assert on("2026-03-05", contested(received("hold", "2026-03-04", detail, on_hold=True))).state is State.ON_HOLD


def test_a_contested_word_shows_over_a_talk_and_a_question_shows_when_the_clock_runs_again() -> None:
    no = contested(received("no", "2026-03-05", Detail.REJECTION))
    question = received("question", "2026-03-05", Detail.REJECTION, unsure=True)
    found = on("2026-03-06", ACCEPTED, no)
    assert (found.state, found.underneath, found.due_on) == (State.UNCONFIRMED, State.INTERVIEW, None)
    assert states(["2026-03-06", "2026-03-12", "2026-03-13"], ACCEPTED, question) == [
        State.INTERVIEW,
        State.INTERVIEW,
        State.UNCONFIRMED,
    ]


def test_a_refusal_that_somebody_vouches_for_leaves_no_doubt() -> None:
    no = received("no", "2026-03-04", Detail.REJECTION)
    other = contested(received("other", "2026-03-05", Detail.OFFER))
    question = received("question", "2026-03-06", Detail.HUMAN_REPLY, unsure=True)
    assert on("2026-03-06", no, other, question).state is State.REJECTED


@pytest.mark.parametrize(
    ("news", "state"),
    [
        (received("news", "2026-03-06", Detail.STATUS_UPDATE), State.WAITING),
        (received("news", "2026-03-06", Detail.POSITION_CLOSED, on_hold=True), State.ON_HOLD),
        (received("news", "2026-03-06", Detail.POSITION_CLOSED), State.REJECTED),
        (received("news", "2026-03-06", Detail.OFFER), State.OFFER),
        (received("news", "2026-03-06", Detail.INTERVIEW_INVITE), State.INTERVIEW),
        (contested(received("news", "2026-03-06", Detail.INTERVIEW_CANCELLED)), State.WAITING),
        (contested(received("news", "2026-03-06", Detail.ASSESSMENT)), State.ASSESSMENT),
        (received("news", "2026-03-06", Detail.ASSESSMENT, completed=True), State.WAITING),
        (received("news", "2026-03-06", Detail.INFO_REQUEST), State.INFO_REQUESTED),
        (received("news", "2026-03-06", Detail.BACKGROUND_CHECK), State.INFO_REQUESTED),
        (received("news", "2026-03-06", Detail.HUMAN_REPLY), State.ANSWERED),
        (received("news", "2026-03-06", Detail.ACKNOWLEDGEMENT), State.UNCONFIRMED),
        (contested(received("news", "2026-03-06", Detail.OFFER)), State.UNCONFIRMED),
        (ambiguous(received("news", "2026-03-06", Detail.STATUS_UPDATE)), State.UNCONFIRMED),
        (sent("news", "2026-03-06", SentKind.ANSWER), State.UNCONFIRMED),
    ],
)
def test_both_doubts_end_with_a_later_sure_answer(news: Any, state: State) -> None:
    no = contested(received("no", "2026-03-04", Detail.REJECTION))
    question = received("question", "2026-03-05", Detail.REJECTION, unsure=True)
    assert on("2026-03-06", no, question, news).state is state


def test_a_reply_beside_an_open_test_ends_the_doubt() -> None:
    task = received("task", "2026-03-03", Detail.ASSESSMENT)
    no = contested(received("no", "2026-03-04", Detail.REJECTION))
    words = received("words", "2026-03-05", Detail.HUMAN_REPLY)
    assert states(["2026-03-04", "2026-03-05"], task, no, words) == [State.UNCONFIRMED, State.ASSESSMENT]


@pytest.mark.parametrize(
    ("scores", "state"),
    [
        (((Label.ACKNOWLEDGEMENT, 0.6), (Label.OTHER, 0.3)), State.DUE),
        (((Label.ACKNOWLEDGEMENT, 0.6), (Label.REJECTION, 0.4)), State.UNCONFIRMED),
        ((), State.UNCONFIRMED),
    ],
)
@pytest.mark.parametrize("is_sure", [True, False])
def test_an_unsure_mail_may_be_an_answer_by_its_scores(
    scores: tuple[tuple[Label, float], ...], state: State, is_sure: bool
) -> None:
    mail = received("mail", "2026-03-04", unsure=True)
    mail = replace(mail, verdict=replace(mail.verdict, scores=scores))
    found = on("2026-03-09", linked(mail, LinkReason.EMPLOYER, is_sure=is_sure))
    assert (found.state, found.acknowledged_on) == (state, None)


@pytest.mark.parametrize(
    ("detail", "state"),
    [
        (Detail.REJECTION, State.UNCONFIRMED),
        (Detail.POSITION_CLOSED, State.UNCONFIRMED),
        (Detail.OFFER, State.UNCONFIRMED),
        (Detail.INTERVIEW_INVITE, State.UNCONFIRMED),
        (Detail.ASSESSMENT, State.UNCONFIRMED),
        (Detail.INFO_REQUEST, State.UNCONFIRMED),
        (Detail.HUMAN_REPLY, State.UNCONFIRMED),
        (Detail.STATUS_UPDATE, State.DUE),
        (Detail.INTERVIEW_CANCELLED, State.DUE),
        (Detail.BACKGROUND_CHECK, State.DUE),
        (Detail.ACKNOWLEDGEMENT, State.DUE),
    ],
)
def test_an_answer_that_fits_two_applications_is_a_question(detail: Detail, state: State) -> None:
    assert on("2026-03-09", ambiguous(received("mail", "2026-03-04", detail))).state is state


@pytest.mark.parametrize(
    ("detail", "state"),
    [
        (Detail.HUMAN_REPLY, State.REJECTED),
        (Detail.ASSESSMENT, State.REJECTED),
        (Detail.INFO_REQUEST, State.REJECTED),
        (Detail.STATUS_UPDATE, State.REJECTED),
        (Detail.INTERVIEW_INVITE, State.INTERVIEW),
        (Detail.OFFER, State.OFFER),
    ],
)
def test_after_a_refusal_only_an_offer_or_a_talk_opens_the_application_again(detail: Detail, state: State) -> None:
    no = received("no", "2026-03-04", Detail.REJECTION)
    assert states(["2026-03-05", "2026-03-06"], no, received("more", "2026-03-06", detail)) == [State.REJECTED, state]


def test_an_offer_is_only_undone_by_a_refusal() -> None:
    offer = received("offer", "2026-03-04", Detail.OFFER)
    talk = received("talk", "2026-03-05", Detail.INTERVIEW_INVITE)
    no = received("no", "2026-03-06", Detail.REJECTION)
    assert states(["2026-03-04", "2026-03-05", "2026-03-06"], offer, talk, no) == [
        State.OFFER,
        State.OFFER,
        State.REJECTED,
    ]


def test_the_user_ends_an_application_and_nothing_is_heard_after() -> None:
    assert states(["2026-03-05", "2026-03-06"], closed_on=date(2026, 3, 6)) == [State.WAITING, State.CLOSED]
    bye = sent("bye", "2026-03-06", SentKind.WITHDRAWAL)
    mail = (
        received("ack", "2026-03-07"),
        replace(sent("nudge", "2026-03-08", SentKind.FOLLOW_UP), attachments=PAPERS),
        contested(received("no", "2026-03-09", Detail.REJECTION)),
        bounce("bounce", "2026-03-09", "bye"),
        sent("again", "2026-03-10", SentKind.WITHDRAWAL),
    )
    for found in (on("2026-03-10", bye, *mail), on("2026-03-10", *mail, closed_on=date(2026, 3, 6))):
        assert (found.state, found.acknowledged_on, found.used_on) == (State.CLOSED, None, None)
