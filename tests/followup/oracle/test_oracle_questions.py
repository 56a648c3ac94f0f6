"""The second machine by cases worked out by hand: questions that end without an answer of theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inbox_watch.records import Detail, Finding, Label, SentKind, State, Step
from tests.followup.oracle.cases import ambiguous, contested, on, states
from tests.followup.oracle.invented_mail import PAPERS
from tests.support.findings import at, bounce, received, sent

ACCEPTED = received("date", "2026-03-04", Detail.INTERVIEW_SCHEDULED, event_on=at("2026-03-12"))
CALLED_OFF = received("off", "2026-03-11", Detail.INTERVIEW_CANCELLED, unsure=True)
THANKS = sent("thanks", "2026-03-13", SentKind.THANK_YOU)
LIKELY_RECEIPT = received("likely", "2026-03-03", unsure=True)


def scored(finding: Finding, *scores: tuple[Label, float]) -> Finding:
    return replace(finding, verdict=replace(finding.verdict, scores=scores))


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("2026-03-03 08:00", State.UNCONFIRMED),
        ("2026-03-03 23:59", State.UNCONFIRMED),
        ("2026-03-04 00:01", State.DUE),
        ("2026-03-10 23:59", State.DUE),
        ("2026-03-11 00:01", State.UNCONFIRMED),
    ],
)
def test_a_likely_receipt_is_no_question_once_a_sure_one_came_within_a_week(when: str, state: State) -> None:
    assert on("2026-03-11", LIKELY_RECEIPT, received("receipt", when)).state is state


def test_a_receipt_ends_a_question_from_its_day_on_and_changes_nothing_else() -> None:
    mail = (LIKELY_RECEIPT, received("receipt", "2026-03-06"))
    assert states(["2026-03-05", "2026-03-06"], *mail) == [State.UNCONFIRMED, State.WAITING]
    found = on("2026-03-06", *mail, promised="2026-03-20")
    assert (found.due_on, found.acknowledged_on) == (date(2026, 3, 20), date(2026, 3, 6))
    assert on("2026-03-06", contested(received("no", "2026-03-04", Detail.REJECTION)), *mail).state is State.UNCONFIRMED


@pytest.mark.parametrize(
    ("receipt", "state"),
    [
        (received("receipt", "2026-03-05", Detail.APPLICATION_SENT), State.DUE),
        (contested(received("receipt", "2026-03-05")), State.DUE),
        (ambiguous(received("receipt", "2026-03-05")), State.UNCONFIRMED),
        (received("receipt", "2026-03-05", unsure=True), State.UNCONFIRMED),
        (received("receipt", "2026-03-05", Detail.APPLICATION_VIEWED), State.UNCONFIRMED),
        (received("receipt", "2026-03-05", Detail.OUT_OF_OFFICE), State.UNCONFIRMED),
    ],
)
def test_only_a_sure_receipt_of_this_application_ends_the_question(receipt: Any, state: State) -> None:
    assert on("2026-03-09", LIKELY_RECEIPT, receipt).state is state


@pytest.mark.parametrize(
    ("doubt", "state"),
    [
        (ambiguous(LIKELY_RECEIPT), State.DUE),
        (scored(LIKELY_RECEIPT, (Label.ACKNOWLEDGEMENT, 0.4), (Label.REJECTION, 0.6)), State.DUE),
        (received("view", "2026-03-03", Detail.APPLICATION_VIEWED, unsure=True), State.DUE),
        (received("no", "2026-03-03", Detail.REJECTION, unsure=True), State.UNCONFIRMED),
        (ambiguous(received("no", "2026-03-03", Detail.REJECTION)), State.UNCONFIRMED),
    ],
)
def test_only_what_is_most_likely_a_receipt_is_settled_by_one(doubt: Any, state: State) -> None:
    assert on("2026-03-09", doubt, received("receipt", "2026-03-05")).state is state


def test_each_likely_receipt_has_a_week_of_its_own_and_any_receipt_in_it_counts() -> None:
    again = received("again", "2026-03-10", unsure=True)
    mail = (received("first", "2026-03-02"), LIKELY_RECEIPT, received("second", "2026-03-10"), again)
    assert states(["2026-03-09", "2026-03-10"], *mail) == [State.UNCONFIRMED, State.UNCONFIRMED]
    assert on("2026-03-17", *mail, received("third", "2026-03-17")).state is State.DUE
    assert on("2026-03-18", *mail, received("third", "2026-03-18")).state is State.UNCONFIRMED


def test_a_question_that_ended_while_a_test_was_open_does_not_show_behind_it() -> None:
    task = received("task", "2026-03-02", Detail.ASSESSMENT)
    done = replace(sent("done", "2026-03-06", SentKind.ANSWER), attachments=PAPERS)
    assert on("2026-03-06", task, LIKELY_RECEIPT, done).state is State.UNCONFIRMED
    assert on("2026-03-06", task, LIKELY_RECEIPT, received("receipt", "2026-03-05"), done).state is State.WAITING


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("2026-03-11 23:59", State.UNCONFIRMED),
        ("2026-03-12 00:01", State.WAITING),
        ("2026-03-15 23:59", State.WAITING),
        ("2026-03-16 00:01", State.UNCONFIRMED),
    ],
)
def test_thanks_within_three_days_of_a_talk_say_that_nothing_called_it_off(when: str, state: State) -> None:
    # Five working days behind the talk of Thursday, 12 March, are over on the 19th.
    found = on("2026-03-18", ACCEPTED, CALLED_OFF, sent("thanks", when, SentKind.THANK_YOU))
    assert (found.state, found.step, found.clock_start) == (state, Step.INTERVIEW, date(2026, 3, 12))


def test_a_question_shows_until_the_thanks_and_a_later_one_shows_again() -> None:
    thanks = sent("thanks", "2026-03-14", SentKind.THANK_YOU)
    later = received("later", "2026-03-16", Detail.REJECTION, unsure=True)
    days = ["2026-03-12", "2026-03-13", "2026-03-14", "2026-03-16"]
    assert states(days, ACCEPTED, CALLED_OFF, thanks, later) == [
        State.INTERVIEW,
        State.UNCONFIRMED,
        State.WAITING,
        State.UNCONFIRMED,
    ]


@pytest.mark.parametrize(
    ("doubt", "state"),
    [
        (received("doubt", "2026-03-11 23:59", Detail.REJECTION, unsure=True), State.WAITING),
        (ambiguous(received("doubt", "2026-03-11", Detail.REJECTION)), State.WAITING),
        (received("doubt", "2026-03-12 00:01", Detail.REJECTION, unsure=True), State.UNCONFIRMED),
        (contested(received("doubt", "2026-03-11", Detail.REJECTION)), State.UNCONFIRMED),
    ],
)
def test_thanks_end_questions_from_a_day_before_the_talk(doubt: Any, state: State) -> None:
    assert on("2026-03-18", ACCEPTED, doubt, THANKS).state is state


@pytest.mark.parametrize(
    "mail",
    [
        (sent("nudge", "2026-03-13", SentKind.FOLLOW_UP),),
        (ambiguous(THANKS),),
        (THANKS, bounce("bounce", "2026-03-14", "thanks")),
    ],
)
def test_only_thanks_that_arrived_for_this_application_end_a_question(mail: tuple[Any, ...]) -> None:
    assert on("2026-03-18", ACCEPTED, CALLED_OFF, *mail).state is State.UNCONFIRMED


@pytest.mark.parametrize(
    "news",
    [
        received("news", "2026-03-06", Detail.INTERVIEW_CANCELLED),
        received("news", "2026-03-06", Detail.INTERVIEW_RESCHEDULE),
        received("news", "2026-03-06", Detail.INTERVIEW_RESCHEDULE, event_on=at("2026-03-17")),
        received("news", "2026-03-06", Detail.INTERVIEW_RESCHEDULE, event_on=at("2026-03-09")),
    ],
)
def test_thanks_for_a_day_that_was_taken_back_end_no_question(news: Finding) -> None:
    assert on("2026-03-18", ACCEPTED, news, CALLED_OFF, THANKS).state is State.UNCONFIRMED


def test_thanks_behind_the_day_named_last_end_a_question() -> None:
    moved = received("moved", "2026-03-06", Detail.INTERVIEW_RESCHEDULE, event_on=at("2026-03-17 00:30"))
    doubt = received("doubt", "2026-03-16 23:30", Detail.INTERVIEW_CANCELLED, unsure=True)
    thanks = sent("thanks", "2026-03-20", SentKind.THANK_YOU)
    assert states(["2026-03-19", "2026-03-20"], ACCEPTED, moved, doubt, thanks) == [State.UNCONFIRMED, State.WAITING]


@pytest.mark.parametrize(
    ("invitation", "step"),
    [
        (received("invitation", "2026-03-04", Detail.INTERVIEW_INVITE), Step.INTERVIEW),
        (replace(ACCEPTED, verdict=replace(ACCEPTED.verdict, unsure=True)), Step.APPLICATION),
    ],
)
def test_thanks_for_a_talk_whose_day_was_not_known_end_no_question(invitation: Any, step: Step) -> None:
    found = on("2026-03-13", invitation, CALLED_OFF, THANKS)
    assert (found.state, found.step) == (State.UNCONFIRMED, step)


def test_thanks_end_a_question_beside_a_test_that_is_open() -> None:
    task = received("task", "2026-03-10", Detail.ASSESSMENT)
    done = replace(sent("done", "2026-03-16", SentKind.ANSWER), attachments=PAPERS)
    assert on("2026-03-16", ACCEPTED, task, CALLED_OFF, done).state is State.UNCONFIRMED
    assert on("2026-03-16", ACCEPTED, task, CALLED_OFF, THANKS, done).state is State.WAITING
