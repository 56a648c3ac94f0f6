"""What an alert tells to do about a silence: after a receipt, and when the follow-up is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inbox_watch.alerts.next_step import after_receipt, due_now, once_more
from inbox_watch.alerts.wishes import AlertWishes
from inbox_watch.config import ALERT_KINDS
from inbox_watch.followup.questions import three_questions
from inbox_watch.knowledge.wording import wording
from inbox_watch.records import Address, Channel, CounterpartKind, Finding, Standing, State, Step, Via
from tests.alerts import standings
from tests.alerts.standings import told, when_it_came
from tests.support.events import application, stand
from tests.support.findings import LINDHOF, day, received, sent

QUESTIONS = (
    "Ask: Was I a match for an open position? Has my application been passed on to the hiring manager? "
    "Who is that, and may I write to them?"
)
JOBS = Address("", "jobs@lindhof-labs.example")


def told_of(receipt: Finding, standing: Standing) -> str:
    (alert,) = told(receipt, standing, wishes=AlertWishes(ALERT_KINDS, date(2026, 3, 1)), at=when_it_came(receipt))
    return alert.body


def test_a_receipt_says_whom_to_ask_what_and_when_with_the_arithmetic() -> None:
    """SR11: the letter went to petra@, so her name, her address and the three questions are told."""
    receipt = received("r", "2026-03-03")
    its = application("2026-03-01", contacts=(Address("Petra Lindhof", LINDHOF),))  # a Sunday
    body = told_of(receipt, stand(receipt, today="2026-03-03", its=its))
    assert body.endswith(
        "It is no answer: the clock runs. If you hear nothing, follow up once with "
        f"Petra Lindhof ({LINDHOF}), due on 2026-03-09 (7 days after your application, next working day). {QUESTIONS}"
    )


def test_a_receipt_from_a_desk_names_the_person_the_letter_went_to() -> None:
    """SR11: the acceptance, with a receipt from another address of the same house."""
    receipt = received("r", "2026-03-03", from_=JOBS.address)
    its = application(contacts=(Address("", LINDHOF), JOBS))
    letter = sent("cv2", "2026-03-02 11:00", addressed_to="Petra Lindhof")
    assert f"with Petra Lindhof ({LINDHOF}), due on" in told_of(
        receipt, stand(letter, receipt, today="2026-03-03", its=its)
    )


def test_the_three_questions_are_those_of_the_call_sheet() -> None:
    """SR11: match, passed on, to whom; after a talk, how it goes on."""
    asked = [" ".join(three_questions(wording("en"), step)) for step in (Step.APPLICATION, Step.INTERVIEW)]
    assert f"Ask: {asked[0]}" == QUESTIONS
    assert after_receipt(standings.standing(step=Step.INTERVIEW)).endswith(f"Ask: {asked[1]}")


@pytest.mark.parametrize(
    ("changes", "facts", "why"),
    [
        ({}, {"no_contact": True}, "they ask not to be contacted"),
        ({"mass_mail": True}, {}, "the same letter went to five or more employers within a week"),
    ],
)
def test_a_receipt_of_what_is_not_to_be_followed_up_says_why(
    changes: dict[str, Any], facts: dict[str, Any], why: str
) -> None:
    """SR17, SR26: no follow-up is proposed, no question, and the reason is told."""
    receipt = received("r", "2026-03-03", **facts)
    body = told_of(receipt, stand(receipt, today="2026-03-03", its=application(**changes)))
    assert f"No follow-up is advised: {why}" in body
    assert "Ask:" not in body
    assert "follow up" not in body


def test_a_receipt_of_a_board_with_nobody_known_says_find_somebody_first() -> None:
    """SR27: the action is to find a contact and not to follow up now."""
    receipt = received("r", "2026-03-03", from_="noreply@board.example")
    its = application(contacts=(), via=Via.JOB_BOARD)
    body = told_of(receipt, stand(receipt, today="2026-03-03", its=its))
    assert "Find a person or a desk at Lindhof Labs to write to first" in body
    assert "Then it is due on 2026-03-09 (7 days after your application)." in body
    assert "Ask:" not in body
    assert "follow up" not in body


@pytest.mark.parametrize(
    ("changes", "how"),
    [
        ({"kind": CounterpartKind.SMALL_OWNER}, f"by telephone, with {LINDHOF}, due on 2026-03-09"),
        ({"contacts": (), "via": Via.ATS}, "through their portal, with Lindhof Labs, due on 2026-03-09"),
        (
            {"contacts": (), "via": Via.ATS, "hiring_manager": "D. Voss"},
            "through their portal, with Lindhof Labs, due on 2026-03-09",
        ),
        ({"hiring_manager": "D. Voss"}, "with D. Voss, due on 2026-03-09"),
    ],
)
def test_the_way_is_told_with_whom(changes: dict[str, Any], how: str) -> None:
    """SR12, SR20: the owner is called, a portal belongs to the employer, who decides is named."""
    receipt = received("r", "2026-03-03", from_="noreply@lindhof-labs.example")
    assert how in after_receipt(stand(receipt, today="2026-03-03", its=application(**changes)))


def test_a_receipt_that_comes_late_says_that_the_follow_up_is_due() -> None:
    late = stand(received("r", "2026-03-16"), today="2026-03-16")
    assert "Follow up once with Petra" in after_receipt(late)
    assert "due since 2026-03-09 (7 days after your application)" in after_receipt(late)


def test_after_six_weeks_a_receipt_asks_for_nothing() -> None:
    old = stand(received("r", "2026-05-04"), today="2026-05-04")
    assert old.state is State.MOVE_ON
    assert after_receipt(old) == "Nothing to do: it is too late for a follow-up, so let it rest."


def test_what_has_no_due_date_asks_for_nothing() -> None:
    assert after_receipt(standings.standing(due_on=None)) == "Nothing to do today: nothing is due."


def test_linkedin_and_an_unknown_reader_have_words_too() -> None:
    unknown = standings.standing(target="", channel=Channel.LINKEDIN)
    assert "on LinkedIn, with a contact you find, due since 2026-05-01." in after_receipt(unknown)
    assert due_now(unknown) == (
        "Follow up once on LinkedIn, with a contact you find, then let it rest. The words: inbox-watch draft a1"
    )
    by_phone = standings.standing(channel=Channel.PHONE)
    assert "by telephone, with Petra Lindhof (petra@lindhof.example), then" in due_now(by_phone)
    assert "Their number stands in the advert" in due_now(by_phone)


def test_where_no_portal_is_known_somebody_is_to_be_found() -> None:
    """What the user added by hand is followed up as well, with somebody who can be found."""
    added = stand(today="2026-03-16", its=application(contacts=(), via=Via.MANUAL))
    assert (added.state, added.follow_up.channel) == (State.DUE, Channel.FIND_CONTACT)
    assert "Follow up once with a person or a desk that you find at Lindhof Labs, by" in due_now(added)
    assert "due since 2026-03-09" in once_more(added)
    board = stand(today="2026-03-16", its=application(contacts=(), via=Via.JOB_BOARD))
    assert once_more(board) == "You need not follow up."


def test_an_employer_without_a_name_is_the_employer() -> None:
    board = standings.standing(of=standings.application("", ""), channel=Channel.FIND_CONTACT, state=State.SILENT_HOLD)
    assert "at the employer to write to first" in after_receipt(board)
    portal = replace(board, follow_up=replace(board.follow_up, channel=Channel.PORTAL, target=""))
    assert "through their portal, with a contact you find" in after_receipt(portal)


def test_a_due_date_is_explained_where_a_stated_day_decides() -> None:
    """SR18: the arithmetic of a timeline that the receipt itself states."""
    receipt = received("r", "2026-03-03", answer_by=day("2026-03-20"))
    waiting = after_receipt(stand(receipt, today="2026-03-03"))
    assert "due on 2026-03-24 (2 working days after 2026-03-20, by when they want to answer)" in waiting
