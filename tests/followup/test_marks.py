"""What the user says happened, where no mail shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inbox_watch.records import Advert, Detail, Mark, MarkKind, Outcome, SentKind, Standing, State, Step
from tests.support.events import application, stand
from tests.support.findings import LINDHOF, bounce, day, received, sent


def mark(kind: MarkKind, on: str, until: str = "", **more: Any) -> Mark:
    return Mark(kind, day(on), day(until) if until else None, **more)


# Applied on Monday, 2 March 2026: due on Monday the 9th; a follow-up of the 10th has its own wait until the 17th.
ASKED = mark(MarkKind.FOLLOWED_UP, "2026-03-10", by="phone")


def after(*marks: Mark, today: str, mail: tuple[Any, ...] = ()) -> Standing:
    return stand(*mail, today=today, its=application(marks=marks))


def asked(outcome: Outcome, **more: Any) -> Mark:
    return replace(ASKED, outcome=outcome, **more)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-03-09", State.DUE),
        ("2026-03-10", State.FOLLOWED_UP),
        ("2026-03-16", State.FOLLOWED_UP),
        ("2026-03-17", State.SILENT_FINAL),
        ("2026-04-16", State.MOVE_ON),
    ],
)
def test_a_follow_up_by_telephone_is_the_one_follow_up(today: str, state: State) -> None:
    assert after(ASKED, today=today).state is state


def test_the_mark_and_the_mail_it_tells_of_are_one() -> None:
    mail = sent("f", "2026-03-12", SentKind.FOLLOW_UP), bounce("b", "2026-03-12 12:00", "f")
    written = replace(ASKED, by="email")
    assert after(written, today="2026-03-13", mail=mail[:1]).follow_up.used_on == day("2026-03-10")
    assert after(written, today="2026-03-13", mail=mail).follow_up.used_on is None
    assert after(ASKED, today="2026-03-13", mail=mail).follow_up.used_on == day("2026-03-10")


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (asked(Outcome.NO_ANSWER), State.FOLLOWED_UP),
        (asked(Outcome.RECEIVED), State.FOLLOWED_UP),
        (asked(Outcome.PASSED_ON, whom="Dana Voss"), State.FOLLOWED_UP),
        (asked(Outcome.REJECTED), State.REJECTED),
        (asked(Outcome.ON_HOLD, until=day("2026-07-01")), State.ON_HOLD),
    ],
)
def test_what_they_said_moves_it(outcome: Mark, state: State) -> None:
    assert after(outcome, today="2026-03-11").state is state


def test_who_says_that_it_arrived_acknowledges_it() -> None:
    assert after(asked(Outcome.RECEIVED), today="2026-03-11").acknowledged_on == day("2026-03-10")
    assert after(asked(Outcome.NO_ANSWER), today="2026-03-11").acknowledged_on is None
    back = bounce("b", "2026-03-02 12:00")
    assert after(today="2026-03-11", mail=(back,)).state is State.UNDELIVERED
    assert after(asked(Outcome.RECEIVED), today="2026-03-11", mail=(back,)).state is State.FOLLOWED_UP


def test_a_pause_ends_two_working_days_after_its_day() -> None:
    """SR34: on hold until 1 July, so nothing is proposed before 3 July."""
    paused = mark(MarkKind.ON_HOLD, "2026-03-10", "2026-07-01")
    assert after(paused, today="2026-07-01").state is State.ON_HOLD
    assert after(paused, today="2026-07-02").state is State.WAITING
    assert after(paused, today="2026-07-02").follow_up.due_on == day("2026-07-03")


def test_a_pause_brings_no_second_follow_up() -> None:
    paused = asked(Outcome.ON_HOLD, until=day("2026-04-01"))
    assert after(paused, today="2026-04-10").state is not State.DUE


def test_a_talk_the_user_tells_of_begins_its_step() -> None:
    held = mark(MarkKind.INTERVIEWED, "2026-03-12")
    assert after(held, today="2026-03-12").state is State.INTERVIEW
    now = after(ASKED, held, today="2026-03-19")
    assert (now.step, now.clock_start, now.state) == (Step.INTERVIEW, day("2026-03-12"), State.DUE)
    coming = mark(MarkKind.INTERVIEWED, "2026-03-12", "2026-03-20")
    assert after(coming, today="2026-03-20").state is State.INTERVIEW
    assert after(coming, today="2026-03-21").clock_start == day("2026-03-20")


def test_a_snooze_moves_the_due_date_and_no_more() -> None:
    snoozed = mark(MarkKind.SNOOZED, "2026-03-09", "2026-03-14")
    now = after(snoozed, today="2026-03-15")
    assert (now.state, now.follow_up.due_on) == (State.WAITING, day("2026-03-16"))
    assert now.follow_up.snoozed_until == day("2026-03-14")
    assert after(snoozed, today="2026-03-16").state is State.DUE
    early = after(replace(snoozed, until=day("2026-03-05")), today="2026-03-09")
    assert (early.state, early.follow_up.snoozed_until) == (State.DUE, None)
    assert after(snoozed, ASKED, today="2026-03-10").follow_up.snoozed_until is None


def test_withdrawn_is_closed_whatever_comes() -> None:
    gone = mark(MarkKind.WITHDRAWN, "2026-03-09")
    no = received("no", "2026-03-12", Detail.REJECTION)
    assert after(gone, today="2026-03-08").state is State.WAITING
    assert after(gone, today="2026-03-20", mail=(no,)).state is State.CLOSED


@pytest.mark.parametrize(
    ("wanted", "step"), [(Detail.INFO_REQUEST, Step.PAPERS), (Detail.ASSESSMENT, Step.TEST), (None, Step.APPLICATION)]
)
def test_what_was_handed_in_without_a_mail_begins_its_step(wanted: Detail | None, step: Step) -> None:
    mail = (received("m", "2026-03-05", wanted),) if wanted else ()
    assert after(mark(MarkKind.HANDED_IN, "2026-03-06"), today="2026-03-07", mail=mail).step is step


def test_a_contact_inside_is_asked_without_using_the_follow_up() -> None:
    """SR35: the mail to the contact is none to the desk."""
    mail = sent("kim", "2026-03-10", SentKind.FOLLOW_UP, to="kim@lindhof-labs.example")
    contact = mark(MarkKind.CONTACT_ASKED, "2026-03-10", whom="kim@lindhof-labs.example")
    assert after(today="2026-03-10", mail=(mail,)).state is State.FOLLOWED_UP
    assert after(contact, today="2026-03-10", mail=(mail,)).follow_up.used_on is None
    assert after(replace(contact, whom=""), today="2026-03-10", mail=(mail,)).follow_up.used_on is None
    assert after(replace(contact, whom=LINDHOF), today="2026-03-10", mail=(mail,)).state is State.FOLLOWED_UP


def test_nobody_chooses_before_the_advert_closes() -> None:
    its = application(advert=Advert(closes_on=day("2026-03-31")))
    assert stand(today="2026-04-01", its=its).follow_up.due_on == day("2026-04-02")
    assert stand(today="2026-04-01", its=replace(its, advert=Advert(closes_on=day("2026-03-03")))).state is State.DUE


def test_the_timeline_of_the_advert_counts_until_a_mail_states_another() -> None:
    its = application(advert=Advert(answer_by=day("2026-03-31")))
    assert stand(today="2026-03-20", its=its).follow_up.due_on == day("2026-04-02")
    receipt = received("r", "2026-03-03", answer_by=day("2026-03-17"))
    assert stand(receipt, today="2026-03-20", its=its).follow_up.due_on == day("2026-03-19")
