"""docs/standing.md where it settles what other texts leave open: doubt, strangers, stated ends, mail that came back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inbox_watch.followup.standing import standing
from inbox_watch.records import Address, Attachment, Authentication, Detail, Finding, LinkReason, SentKind, State, Step
from tests.support.events import GERMANY, application, event, stand
from tests.support.findings import at, bounce, day, received, sent

# Applied on Monday, 2 March 2026: due on Monday the 9th. The message comes on Friday the 6th.
FRIDAY = "2026-03-06"
TALK: dict[str, Any] = {"event_on": at("2026-03-18 12:00")}


def news(detail: Detail, when: str = FRIDAY, **facts: Any) -> Finding:
    return received("m", when, detail, **facts)


FORGED, NAMELESS_SENDER, GENUINE = (
    Authentication(passed=False, failed=True),
    Authentication(passed=False, failed=False),
    Authentication(passed=True, failed=False, domain="lindhof-labs.example"),
)


@pytest.mark.parametrize(
    ("sender", "reason", "is_a_stranger"),
    [
        (FORGED, LinkReason.ADDRESS, True),
        (FORGED, LinkReason.EMPLOYER, True),
        (NAMELESS_SENDER, LinkReason.EMPLOYER_AND_ROLE, True),
        (NAMELESS_SENDER, LinkReason.ADDRESS, False),
        (GENUINE, LinkReason.EMPLOYER, False),
        (None, LinkReason.EMPLOYER, False),
    ],
)
@pytest.mark.parametrize("detail", [Detail.HUMAN_REPLY, Detail.INFO_REQUEST, Detail.ASSESSMENT])
def test_a_stranger_answers_nothing(
    sender: Authentication | None, reason: LinkReason, is_a_stranger: bool, detail: Detail
) -> None:
    """Who only calls himself by the employer's name, or is shown to be forged, is looked at first."""
    its = event(replace(news(detail), authentication=sender), verified=False)
    its = replace(its, link=replace(its.link, reason=reason))
    assert (stand(its, today="2026-03-09").state is State.UNCONFIRMED) is is_a_stranger


@pytest.mark.parametrize("detail", [Detail.STATUS_UPDATE, Detail.ACKNOWLEDGEMENT, Detail.OUT_OF_OFFICE])
def test_a_stranger_moves_no_clock(detail: Detail) -> None:
    far = day("2031-01-01")
    mail = news(detail, answer_by=far, return_on=far, no_contact=True, on_hold=True)
    its = event(replace(mail, authentication=FORGED), verified=False)
    now = stand(its, today="2026-03-09")
    assert (now.state, now.follow_up.due_on, now.acknowledged_on) == (State.DUE, day("2026-03-09"), None)


def test_who_is_away_for_longer_than_a_holiday_is_not_waited_for() -> None:
    assert stand(news(Detail.OUT_OF_OFFICE, return_on=day("2026-04-17")), today="2026-03-09").state is State.WAITING
    assert stand(news(Detail.OUT_OF_OFFICE, return_on=day("2026-04-18")), today="2026-03-09").state is State.DUE


def test_thanks_show_that_a_talk_was_held_whose_day_nobody_said() -> None:
    asked, thanks = news(Detail.INTERVIEW_INVITE), sent("thanks", "2026-03-11", SentKind.THANK_YOU)
    assert stand(asked, today="2026-03-31").state is State.INTERVIEW
    now = stand(asked, thanks, today="2026-03-18")
    assert (now.step, now.clock_start, now.state) == (Step.INTERVIEW, day("2026-03-11"), State.DUE)


def test_a_talk_ahead_outlives_other_news() -> None:
    invited = news(Detail.INTERVIEW_SCHEDULED, **TALK)
    for later in (Detail.STATUS_UPDATE, Detail.HUMAN_REPLY, Detail.INTERVIEW_INVITE, Detail.ACKNOWLEDGEMENT):
        now = stand(invited, received("x", "2026-03-10", later), today="2026-03-12")
        assert now.state is State.INTERVIEW, later
    asked, answer = received("x", "2026-03-10", Detail.INFO_REQUEST), sent("a", "2026-03-11", SentKind.ANSWER)
    assert stand(invited, asked, today="2026-03-12").state is State.INFO_REQUESTED
    assert stand(invited, asked, answer, today="2026-03-12").state is State.INTERVIEW
    assert stand(invited, asked, answer, today="2026-03-20").step is Step.INTERVIEW


def test_a_timeline_stated_with_the_request_counts_for_its_step() -> None:
    asked = news(Detail.INFO_REQUEST, answer_by=day("2026-04-10"))
    now = stand(asked, sent("a", "2026-03-11", SentKind.ANSWER), today="2026-03-20")
    assert (now.step, now.follow_up.due_on) == (Step.PAPERS, day("2026-04-14"))


def test_nobody_moves_on_before_a_stated_end() -> None:
    """Eight weeks are more than 45 days; after them there is still one follow-up."""
    receipt = received("r", "2026-03-03", answer_by=day("2026-04-28"))
    assert stand(receipt, today="2026-04-29").state is State.WAITING
    assert stand(receipt, today="2026-04-30").state is State.DUE
    assert stand(receipt, today="2026-06-12").state is State.MOVE_ON


def test_the_silence_after_a_follow_up_begins_no_sooner_than_the_first() -> None:
    receipt = received("r", "2026-03-03", answer_by=day("2026-03-31"))
    early = sent("f", "2026-03-05", SentKind.FOLLOW_UP)
    assert stand(receipt, early, today="2026-04-01").state is State.FOLLOWED_UP
    assert stand(receipt, early, today="2026-04-02").state is State.SILENT_FINAL


def test_a_second_mail_of_the_first_day_is_no_follow_up() -> None:
    assert stand(sent("f", "2026-03-02 18:00", SentKind.FOLLOW_UP), today="2026-03-09").state is State.DUE
    assert stand(sent("f", "2026-03-03", SentKind.FOLLOW_UP), today="2026-03-03").state is State.FOLLOWED_UP


def test_after_an_offer_no_talk_is_heard() -> None:
    offer, talk = news(Detail.OFFER), received("x", "2026-03-10", Detail.INTERVIEW_SCHEDULED, **TALK)
    assert stand(offer, talk, today="2026-03-12").state is State.OFFER
    assert stand(offer, talk, today="2026-03-22").state is State.OFFER


def test_a_talk_is_forgotten_with_a_refusal() -> None:
    talk, no = news(Detail.INTERVIEW_SCHEDULED, **TALK), received("no", "2026-03-10", Detail.REJECTION)
    assert stand(talk, no, today="2026-03-30").state is State.REJECTED


@pytest.mark.parametrize(
    "proof", [Detail.APPLICATION_VIEWED, Detail.OUT_OF_OFFICE, Detail.TALENT_POOL, Detail.FEEDBACK_SURVEY]
)
def test_what_shows_that_it_arrived_outweighs_a_bounce(proof: Detail) -> None:
    back = bounce("b", "2026-03-02 12:00", "cv")
    assert stand(back, today="2026-03-09").state is State.UNDELIVERED
    assert stand(back, news(proof), today="2026-03-09").state is State.DUE
    assert stand(news(proof, "2026-03-02 11:00"), back, today="2026-03-09").state is State.DUE


def test_a_report_without_a_name_is_about_the_mail_sent_last() -> None:
    follow_up = sent("f", "2026-03-10", SentKind.FOLLOW_UP)
    back = bounce("b", "2026-03-10 12:00")
    now = stand(follow_up, back, today="2026-03-11")
    assert (now.state, now.follow_up.used_on) == (State.DUE, None)


def test_a_file_sent_after_a_bounce_is_the_application_again() -> None:
    back = bounce("b", "2026-03-02 12:00", "cv")
    again = replace(
        sent("f", "2026-03-04", SentKind.FOLLOW_UP), attachments=(Attachment("cv.pdf", "application/pdf", 9),)
    )
    now = stand(back, again, today="2026-03-10")
    assert (now.state, now.clock_start) == (State.WAITING, day("2026-03-04"))


def test_of_two_recipients_one_is_enough() -> None:
    """A dead address in copy does not mean that nothing arrived; two dead addresses do."""
    both = (Address("", "petra@lindhof-labs.example"), Address("", "old@lindhof-labs.example"))
    letter = event(replace(sent("cv", "2026-03-02"), to=both))
    dead = bounce("b", "2026-03-02 12:00", "cv", recipient="old@lindhof-labs.example")
    also = bounce("c", "2026-03-02 12:01", "cv", recipient="petra@lindhof-labs.example")
    its = application()
    today = day("2026-03-09")
    one = standing(its, (letter, event(dead)), GERMANY, today=today, deaf=False)
    two = standing(its, (letter, event(dead), event(also)), GERMANY, today=today, deaf=False)
    assert (one.state, two.state) == (State.DUE, State.UNDELIVERED)
