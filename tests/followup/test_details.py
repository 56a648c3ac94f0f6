"""docs/standing.md, "What a message does": a line a detail."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inbox_watch.records import Attachment, Detail, Finding, SentKind, State, Step
from tests.support.events import application, event, stand
from tests.support.findings import at, bounce, day, received, sent

# Applied on Monday, 2 March 2026: due on Monday the 9th. The message comes on Friday the 6th.
FRIDAY = "2026-03-06"
TALK: dict[str, Any] = {"event_on": at("2026-03-18 12:00")}


def news(detail: Detail, when: str = FRIDAY, **facts: Any) -> Finding:
    return received("m", when, detail, **facts)


GOES_ON = [
    Detail.ACKNOWLEDGEMENT,
    Detail.APPLICATION_SENT,
    Detail.APPLICATION_VIEWED,
    Detail.TALENT_POOL,
    Detail.JOB_ALERT,
    Detail.READ_RECEIPT,
    Detail.FEEDBACK_SURVEY,
    Detail.ACCOUNT_SECURITY,
    Detail.NOT_JOB,
    Detail.DELIVERY_DELAY,
    Detail.INCOMPLETE_APPLICATION,
    Detail.REFERRAL_NOTICE,
    Detail.RECRUITER_OUTREACH,
    Detail.OUT_OF_OFFICE,
]
ENDS = [
    (Detail.REJECTION, State.REJECTED),
    (Detail.POSITION_CLOSED, State.REJECTED),
    (Detail.INTERVIEW_INVITE, State.INTERVIEW),
    (Detail.INTERVIEW_SCHEDULED, State.INTERVIEW),
    (Detail.INTERVIEW_RESCHEDULE, State.INTERVIEW),
    (Detail.ASSESSMENT, State.ASSESSMENT),
    (Detail.INFO_REQUEST, State.INFO_REQUESTED),
    (Detail.BACKGROUND_CHECK, State.INFO_REQUESTED),
    (Detail.OFFER, State.OFFER),
    (Detail.HUMAN_REPLY, State.ANSWERED),
]


@pytest.mark.parametrize("detail", GOES_ON)
def test_silence_goes_on(detail: Detail) -> None:
    before, after = stand(news(detail), today="2026-03-08"), stand(news(detail), today="2026-03-09")
    assert (before.state, before.silent) == (State.WAITING, False)
    assert (after.state, after.silent) == (State.DUE, True)
    assert after.clock_start == day("2026-03-02")
    assert after.silent_days == 7


@pytest.mark.parametrize(("detail", "state"), ENDS)
def test_silence_has_ended(detail: Detail, state: State) -> None:
    standing = stand(news(detail), today="2026-06-01")
    assert standing.state is state
    assert standing.follow_up.due_on is None
    assert not standing.follow_up.advised
    assert standing.silent_days == 0


def test_every_detail_is_in_a_table_of_this_page() -> None:
    special = {Detail.DELIVERY_FAILURE, Detail.STATUS_UPDATE, Detail.INTERVIEW_CANCELLED}
    listed = {*GOES_ON, *(detail for detail, _ in ENDS)}
    assert listed | special == set(Detail)


def test_a_stated_timeline_of_a_receipt_moves_the_due_date() -> None:
    receipt = news(Detail.ACKNOWLEDGEMENT, answer_by=day("2026-03-20"))
    assert stand(receipt, today="2026-03-23").state is State.WAITING
    assert stand(receipt, today="2026-03-24").state is State.DUE
    assert stand(receipt, today="2026-03-24").acknowledged_on == day(FRIDAY)


def test_an_absence_moves_the_due_date() -> None:
    note = news(Detail.OUT_OF_OFFICE, return_on=day("2026-03-16"))
    assert stand(note, today="2026-03-17").state is State.WAITING
    assert stand(note, today="2026-03-18").state is State.DUE


def test_a_status_update_starts_the_clock_anew() -> None:
    standing = stand(news(Detail.STATUS_UPDATE), today="2026-03-13")
    assert (standing.state, standing.clock_start) == (State.DUE, day(FRIDAY))
    assert standing.silent_days == 7
    dated = news(Detail.STATUS_UPDATE, answer_by=day("2026-03-18"))
    assert stand(dated, today="2026-03-19").state is State.WAITING
    assert stand(dated, today="2026-03-20").state is State.DUE


@pytest.mark.parametrize("detail", [Detail.POSITION_CLOSED, Detail.STATUS_UPDATE])
def test_a_pause_lasts_until_its_day(detail: Detail) -> None:
    pause = news(detail, on_hold=True, answer_by=day("2026-03-20"))
    during, after = stand(pause, today="2026-03-20"), stand(pause, today="2026-03-21")
    assert (during.state, during.follow_up.due_on) == (State.ON_HOLD, day("2026-03-24"))
    assert (after.state, after.follow_up.due_on) == (State.WAITING, day("2026-03-24"))
    assert stand(pause, today="2026-03-24").state is State.DUE


def test_a_pause_without_a_day_lasts_thirty_days() -> None:
    pause = news(Detail.POSITION_CLOSED, "2026-03-02 12:00", on_hold=True)
    assert stand(pause, today="2026-04-01").state is State.ON_HOLD
    assert stand(pause, today="2026-04-02").state is State.WAITING
    # 1 April and two working days, over Easter.
    assert stand(pause, today="2026-04-02").follow_up.due_on == day("2026-04-07")


def test_a_refusal_with_a_pause_in_it_is_a_refusal() -> None:
    assert stand(news(Detail.REJECTION, on_hold=True), today="2026-03-09").state is State.REJECTED


# Talks


@pytest.mark.parametrize("detail", [Detail.INTERVIEW_INVITE, Detail.INTERVIEW_SCHEDULED, Detail.INTERVIEW_RESCHEDULE])
def test_the_day_after_the_talk_its_step_begins(detail: Detail) -> None:
    talk = news(detail, **TALK)
    assert stand(talk, today="2026-03-18").state is State.INTERVIEW
    after = stand(talk, today="2026-03-19")
    assert (after.state, after.step, after.clock_start) == (State.WAITING, Step.INTERVIEW, day("2026-03-18"))
    assert after.follow_up.due_on == day("2026-03-25")


def test_without_a_known_day_it_stays_a_talk() -> None:
    assert stand(news(Detail.INTERVIEW_INVITE), today="2027-03-01").state is State.INTERVIEW


def test_a_confirmation_without_a_day_keeps_the_known_one() -> None:
    confirmed = received("n", "2026-03-10", Detail.INTERVIEW_SCHEDULED)
    standing = stand(news(Detail.INTERVIEW_INVITE, **TALK), confirmed, today="2026-03-19")
    assert (standing.step, standing.clock_start) == (Step.INTERVIEW, day("2026-03-18"))


def test_a_moved_talk_counts_on_its_new_day() -> None:
    moved = received("n", "2026-03-17", Detail.INTERVIEW_RESCHEDULE, event_on=at("2026-03-25"))
    assert stand(news(Detail.INTERVIEW_INVITE, **TALK), moved, today="2026-03-25").state is State.INTERVIEW
    without = received("n", "2026-03-17", Detail.INTERVIEW_RESCHEDULE)
    assert stand(news(Detail.INTERVIEW_INVITE, **TALK), without, today="2026-06-01").state is State.INTERVIEW


def test_a_cancelled_talk_starts_the_step_on_its_day() -> None:
    cancelled = received("n", "2026-03-10", Detail.INTERVIEW_CANCELLED)
    standing = stand(news(Detail.INTERVIEW_INVITE, **TALK), cancelled, today="2026-03-17")
    assert (standing.state, standing.step, standing.clock_start) == (State.DUE, Step.INTERVIEW, day("2026-03-10"))


# Tests and papers


def handed_in(when: str = "2026-03-10", kind: SentKind = SentKind.OTHER) -> Finding:
    return replace(sent("answer", when, kind), attachments=(Attachment("result.pdf", "application/pdf", 1000),))


@pytest.mark.parametrize(
    ("done", "step"),
    [
        (received("n", "2026-03-10", Detail.ASSESSMENT, completed=True), Step.TEST),
        (handed_in(), Step.TEST),
        (handed_in(kind=SentKind.FOLLOW_UP), Step.TEST),
        (sent("answer", "2026-03-10", SentKind.OTHER), None),
    ],
)
def test_a_test_handed_in_begins_its_step(done: Finding, step: Step | None) -> None:
    standing = stand(news(Detail.ASSESSMENT), done, today="2026-03-17")
    if step is None:
        assert (standing.state, standing.step) == (State.ASSESSMENT, Step.APPLICATION)
    else:
        assert (standing.state, standing.step, standing.clock_start) == (State.DUE, step, day("2026-03-10"))


def test_the_timeline_of_a_tests_receipt_counts_for_its_step() -> None:
    done = received("n", "2026-03-10", Detail.ASSESSMENT, completed=True, answer_by=day("2026-03-12"))
    assert stand(news(Detail.ASSESSMENT), done, today="2026-03-12").follow_up.due_on == day("2026-03-16")


@pytest.mark.parametrize("detail", [Detail.INFO_REQUEST, Detail.BACKGROUND_CHECK])
@pytest.mark.parametrize("kind", [SentKind.OTHER, SentKind.FOLLOW_UP])
def test_papers_begin_with_the_users_answer(detail: Detail, kind: SentKind) -> None:
    standing = stand(news(detail), sent("answer", "2026-03-10", kind), today="2026-03-17")
    assert (standing.state, standing.step, standing.clock_start) == (State.DUE, Step.PAPERS, day("2026-03-10"))
    assert standing.follow_up.used_on is None


def test_the_timeline_of_a_receipt_for_papers_counts_for_its_step() -> None:
    receipt = received("n", "2026-03-11", answer_by=day("2026-03-26"))
    standing = stand(
        news(Detail.INFO_REQUEST), sent("answer", "2026-03-10", SentKind.OTHER), receipt, today="2026-03-18"
    )
    assert standing.follow_up.due_on == day("2026-03-30")


# Bounces


def test_a_bounced_application_is_undelivered_until_it_is_sent_again() -> None:
    returned = bounce("b", "2026-03-02 10:01", of="cv")
    assert stand(returned, today="2026-05-01").state is State.UNDELIVERED
    assert stand(returned, today="2026-05-01").follow_up.due_on is None
    again = stand(returned, sent("again", "2026-03-10"), today="2026-03-17")
    assert (again.state, again.clock_start) == (State.DUE, day("2026-03-10"))
    assert again.application.applied_on == day("2026-03-02")


def test_a_resend_that_bounces_is_undelivered_again() -> None:
    mail = (
        bounce("b", "2026-03-02 10:01", of="cv"),
        sent("again", "2026-03-10"),
        bounce("c", "2026-03-10", of="again"),
    )
    assert stand(*mail, today="2026-03-17").state is State.UNDELIVERED


def test_a_receipt_proves_that_it_arrived() -> None:
    receipt, returned = received("r", "2026-03-03"), bounce("b", "2026-03-04", of="cv")
    assert stand(receipt, returned, today="2026-03-09").state is State.DUE
    assert stand(bounce("b", "2026-03-02 10:01", of="cv"), receipt, today="2026-03-09").state is State.DUE


def test_a_bounced_follow_up_was_none() -> None:
    asked, returned = sent("asked", "2026-03-09", SentKind.FOLLOW_UP), bounce("b", "2026-03-09 11:00", of="asked")
    standing = stand(asked, returned, today="2026-03-10")
    assert (standing.state, standing.follow_up.used_on) == (State.DUE, None)
    twice = stand(asked, returned, bounce("c", "2026-03-09 12:00", of="asked"), today="2026-03-10")
    assert twice.state is State.DUE


def test_a_bounce_of_any_other_mail_undelivers_nothing() -> None:
    mail = (
        sent("asked", "2026-03-09", SentKind.FOLLOW_UP),
        sent("once more", "2026-03-10", SentKind.FOLLOW_UP),
        bounce("b", "2026-03-10 11:00", of="once more"),
    )
    assert stand(*mail, today="2026-03-11").state is State.FOLLOWED_UP


def test_a_report_that_names_no_mail_is_about_the_application() -> None:
    assert stand(bounce("b", "2026-03-02 10:01"), today="2026-03-09").state is State.UNDELIVERED


# Doubt


@pytest.mark.parametrize("detail", [Detail.REJECTION, Detail.POSITION_CLOSED, Detail.OFFER, Detail.INTERVIEW_INVITE])
def test_what_nobody_vouches_for_is_unconfirmed(detail: Detail) -> None:
    standing = stand(event(news(detail, **TALK), verified=False), today="2026-03-20")
    assert (standing.state, standing.step) == (State.UNCONFIRMED, Step.APPLICATION)
    assert standing.follow_up.due_on == day("2026-03-09")


@pytest.mark.parametrize("detail", list(Detail))
def test_unsure_mail_suspends_the_nag_until_sure_mail_says_more(detail: Detail) -> None:
    unsure = news(detail, unsure=True)
    assert stand(unsure, today="2026-03-09").state is State.UNCONFIRMED
    assert stand(unsure, received("n", "2026-03-07", Detail.HUMAN_REPLY), today="2026-03-09").state is State.ANSWERED
    assert stand(unsure, received("n", "2026-03-07", Detail.STATUS_UPDATE), today="2026-03-16").state is State.DUE


def test_a_mail_that_fits_two_suspends_both_only_when_it_could_matter() -> None:
    assert stand(event(news(Detail.REJECTION), linked=False), today="2026-03-09").state is State.UNCONFIRMED
    assert stand(event(news(Detail.ACKNOWLEDGEMENT), linked=False), today="2026-03-09").state is State.DUE


def test_mail_of_tomorrow_does_not_exist_yet() -> None:
    refusal = news(Detail.REJECTION, "2026-03-10 00:30")
    assert stand(refusal, today="2026-03-09").state is State.DUE
    assert stand(refusal, today="2026-03-09").events == stand(today="2026-03-09").events
    assert stand(refusal, today="2026-03-10").state is State.REJECTED


def test_closed_tomorrow_is_open_today() -> None:
    its = application(closed_on=day("2026-03-10"))
    assert stand(today="2026-03-09", its=its).state is State.DUE
    assert stand(today="2026-03-10", its=its).state is State.CLOSED
