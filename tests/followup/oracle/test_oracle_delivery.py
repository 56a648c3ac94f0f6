"""The second machine by cases worked out by hand: what came back, what arrived, and sending again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inbox_watch.records import Advert, Detail, LinkReason, SentKind, State, Step, Via
from tests.followup.oracle.cases import CV, on, states
from tests.followup.oracle.invented_mail import PAPERS, linked
from tests.followup.oracle.naive import expected
from tests.support.findings import bounce, received, sent


def test_a_bounced_application_waits_for_the_next_sending() -> None:
    failed = bounce("bounce", "2026-03-02", "cv")
    again = sent("again", "2026-03-05")
    assert (on("2026-03-04", failed).state, on("2026-03-04", failed).due_on) == (State.UNDELIVERED, None)
    assert (on("2026-03-05", failed, again).state, on("2026-03-05", failed, again).due_on) == (
        State.WAITING,
        date(2026, 3, 12),
    )


def test_a_new_sending_that_comes_back_too_is_undelivered_again() -> None:
    again = replace(sent("again", "2026-03-05", SentKind.OTHER), attachments=PAPERS)
    mail = (bounce("bounce", "2026-03-02", "cv"), again, bounce("second", "2026-03-06", "again"))
    assert states(["2026-03-04", "2026-03-05", "2026-03-06"], *mail) == [
        State.UNDELIVERED,
        State.WAITING,
        State.UNDELIVERED,
    ]


@pytest.mark.parametrize("kind", [SentKind.OTHER, SentKind.ANSWER, SentKind.FOLLOW_UP])
@pytest.mark.parametrize(("attachments", "state"), [(PAPERS, State.WAITING), ((), State.UNDELIVERED)])
def test_a_letter_with_papers_after_a_bounce_is_the_new_sending(
    kind: SentKind, attachments: tuple[Any, ...], state: State
) -> None:
    nudge = sent("nudge", "2026-03-03", SentKind.FOLLOW_UP)
    again = replace(sent("again", "2026-03-05", kind), attachments=attachments)
    found = on("2026-03-05", nudge, bounce("bounce", "2026-03-04", "cv"), again)
    assert found.state is state
    if attachments:
        assert (found.clock_start, found.used_on, found.due_on) == (date(2026, 3, 5), None, date(2026, 3, 12))


def test_a_new_sending_drops_a_timeline_that_is_over() -> None:
    failed, again = bounce("bounce", "2026-03-02", "cv"), sent("again", "2026-03-12")
    assert on("2026-03-12", failed, again, advert=Advert(answer_by=date(2026, 3, 10))).due_on == date(2026, 3, 19)
    assert on("2026-03-12", failed, again, advert=Advert(answer_by=date(2026, 3, 12))).due_on == date(2026, 3, 16)


def test_a_second_application_changes_nothing_where_the_first_arrived() -> None:
    nudge = sent("nudge", "2026-03-03", SentKind.FOLLOW_UP)
    again = sent("again", "2026-03-05")
    found = on("2026-03-05", again)
    assert (found.step, found.clock_start, found.used_on) == (Step.APPLICATION, date(2026, 3, 2), None)
    assert on("2026-03-05", nudge, again).used_on == date(2026, 3, 3)


def test_a_second_application_that_came_back_changes_nothing_where_the_first_arrived() -> None:
    again = sent("again", "2026-03-05", promised_on=date(2026, 4, 20))
    found = on("2026-03-06", again, bounce("bounce", "2026-03-06", "again"))
    assert (found.state, found.clock_start, found.due_on) == (State.WAITING, date(2026, 3, 2), date(2026, 3, 9))


def test_a_follow_up_that_came_back_was_never_sent() -> None:
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    failed = bounce("bounce", "2026-03-11", "nudge")
    assert states(["2026-03-10", "2026-03-11"], nudge, failed) == [State.FOLLOWED_UP, State.DUE]


def test_papers_that_came_back_were_never_handed_in_and_thanks_never_given() -> None:
    request = received("request", "2026-03-04", Detail.INFO_REQUEST)
    papers = sent("papers", "2026-03-05", SentKind.ANSWER)
    invitation = received("invitation", "2026-03-04", Detail.INTERVIEW_INVITE)
    thanks = sent("thanks", "2026-03-05", SentKind.THANK_YOU)
    assert on("2026-03-06", request, papers, bounce("bounce", "2026-03-06", "papers")).state is State.INFO_REQUESTED
    assert on("2026-03-06", invitation, thanks, bounce("bounce", "2026-03-06", "thanks")).state is State.INTERVIEW


@pytest.mark.parametrize(
    "detail",
    [
        Detail.ACKNOWLEDGEMENT,
        Detail.APPLICATION_SENT,
        Detail.APPLICATION_VIEWED,
        Detail.TALENT_POOL,
        Detail.FEEDBACK_SURVEY,
        Detail.OUT_OF_OFFICE,
        Detail.STATUS_UPDATE,
    ],
)
@pytest.mark.parametrize("when", ["2026-03-02 12:00", "2026-03-02 16:00"])
def test_a_sign_of_arrival_before_or_after_a_bounce_outweighs_it(detail: Detail, when: str) -> None:
    found = on("2026-03-09", bounce("bounce", "2026-03-02 14:00", "cv"), received("sign", when, detail))
    assert (found.state, found.clock_start) == (State.DUE, date(2026, 3, 2))


def test_a_promise_holds_when_the_letter_that_came_back_arrived_all_the_same() -> None:
    mail = (bounce("bounce", "2026-03-03", "cv"), received("ack", "2026-03-04"))
    assert on("2026-03-04", *mail, promised="2026-03-20").due_on == date(2026, 3, 20)


def test_a_sign_of_arrival_after_the_next_sending_is_about_that() -> None:
    nudge, failed = sent("nudge", "2026-03-03", SentKind.FOLLOW_UP), bounce("bounce", "2026-03-04", "cv")
    found = on("2026-03-06", nudge, failed, sent("again", "2026-03-05"), received("ack", "2026-03-06"))
    assert (found.clock_start, found.used_on) == (date(2026, 3, 5), None)


def test_an_unsure_receipt_shows_no_arrival() -> None:
    maybe = received("maybe", "2026-03-04", Detail.TALENT_POOL, unsure=True)
    assert on("2026-03-05", bounce("bounce", "2026-03-03", "cv"), maybe).state is State.UNDELIVERED


def test_a_contested_refusal_shows_arrival_and_a_read_receipt_does_not() -> None:
    failed = bounce("bounce", "2026-03-03", "cv")
    no = linked(received("no", "2026-03-04", Detail.REJECTION), LinkReason.EMPLOYER, is_verified=False)
    seen = received("seen", "2026-03-04", Detail.READ_RECEIPT)
    assert on("2026-03-09", failed, no).underneath is State.DUE
    assert on("2026-03-09", failed, seen).state is State.UNDELIVERED


@pytest.mark.parametrize(
    ("of", "state", "used_on"), [("", State.DUE, None), ("elsewhere", State.FOLLOWED_UP, date(2026, 3, 10))]
)
def test_a_bounce_that_names_nothing_is_about_the_last_mail_and_one_of_unknown_mail_about_none(
    of: str, state: State, used_on: date | None
) -> None:
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    found = on("2026-03-11", nudge, bounce("bounce", "2026-03-11", of))
    assert (found.state, found.used_on) == (state, used_on)


def test_a_bounce_that_names_nothing_is_not_about_mail_that_fits_several() -> None:
    nudge = sent("nudge", "2026-03-10", SentKind.FOLLOW_UP)
    other = linked(sent("other", "2026-03-10 18:00", SentKind.OTHER), LinkReason.ADDRESS, is_sure=False)
    assert on("2026-03-11", nudge, other, bounce("bounce", "2026-03-11")).used_on is None


def test_a_bounce_of_unknown_mail_is_about_an_application_without_a_known_message_id() -> None:
    failed = linked(bounce("bounce", "2026-03-03", "elsewhere"), LinkReason.DELIVERY_REPORT)
    nameless = linked(replace(sent("cv", "2026-03-02 08:00"), message_id=""), LinkReason.ADDRESS)
    added = replace(CV, via=Via.MANUAL)
    assert expected(CV, [nameless, failed], today=date(2026, 3, 4)).state is State.UNDELIVERED
    assert expected(added, [failed], today=date(2026, 3, 4)).state is State.UNDELIVERED
