"""When two mails tell of one application, and when of two: grades, short titles, nameless employers, surveys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.records import Authentication, Detail, Finding, SentKind
from tests.support.findings import home, link_of, linked, received, replay, sent

ATS = "no-reply@us.greenhouse-mail.io"
BOARD = "noreply@e.jobstreet.com"
PASSED = Authentication(passed=True, failed=False)


def _receipt(key: str, when: str, role: str, *employers: str) -> Finding:
    return received(key, when, from_=ATS, employers=employers, role=role)


def _confirmation(key: str, when: str, role: str, *employers: str) -> Finding:
    return received(key, when, Detail.APPLICATION_SENT, from_=BOARD, employers=employers, role=role)


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (_receipt("a", "2026-03-02", "Cook", "Lindhof"), _receipt("b", "2026-03-03", "Lead Cook", "Lindhof"), 2),
        (
            _receipt("a", "2026-03-02", "Lead Cook", "Lindhof"),
            _receipt("b", "2026-03-03", "Lead Cook", "Lindhof"),
            1,
        ),
        (_confirmation("a", "2026-03-02", "Cook", "Lindhof"), _receipt("b", "2026-03-02", "Night Cook", "Lindhof"), 1),
        (_receipt("a", "2026-03-02", "Cook", "Lindhof"), _receipt("b", "2026-03-02", "Night Cook", "Lindhof"), 2),
        (_confirmation("a", "2026-03-02", "Cook"), _receipt("b", "2026-03-02 10:30", "Cook", "Lindhof"), 1),
        (_confirmation("a", "2026-03-02", "Cook"), _receipt("b", "2026-03-04", "Cook", "Lindhof"), 2),
        (_confirmation("a", "2026-03-02", "Cook"), _receipt("b", "2026-03-02 15:00", "Baker", "Lindhof"), 2),
        (_receipt("a", "2026-03-02", "Cook", "Lindhof"), _receipt("b", "2026-03-03", "Cook", "Lindhof Labs"), 2),
        (_confirmation("a", "2026-03-02", "Cook", "Lindhof"), _receipt("b", "2026-03-03", "Cook", "Lindhof Labs"), 1),
    ],
)
def test_two_receipts_are_one_application_or_two(first: Finding, second: Finding, count: int) -> None:
    assert len(replay(first, second).applications) == count


def test_the_receipt_brings_the_employer_that_the_board_did_not_name() -> None:
    board, receipt = _confirmation("a", "2026-03-02", "Cook"), _receipt("b", "2026-03-02 10:30", "Cook", "Lindhof")
    refusal = received("no", "2026-03-20", Detail.REJECTION, from_=ATS, employers=["Lindhof"])
    ledger = replay(board, receipt, refusal)
    (application,) = ledger.applications
    assert application.employer == "Lindhof"
    assert home(ledger, refusal) == application


def test_hours_later_the_user_is_asked_whose_receipt_it_is() -> None:
    """Who applies for such work through a board all day applies elsewhere for the same as well."""
    board, receipt = _confirmation("a", "2026-03-02", "Cook"), _receipt("b", "2026-03-02 15:00", "Cook", "Lindhof")
    refusal = received("no", "2026-03-20", Detail.REJECTION, from_=ATS, employers=["Lindhof"])
    ledger = replay(board, receipt, refusal)
    (application,) = ledger.applications
    its_link = link_of(ledger, receipt)
    assert its_link is not None
    assert its_link.candidates == (application.id,)
    told = replay(board, receipt, refusal, statements=[linked(1, receipt, board)])
    assert [each.employer for each in told.applications] == ["Lindhof"]
    assert home(told, refusal) == told.applications[0]


@pytest.mark.parametrize("role", ["Cook", ""])
def test_a_confirmation_whose_subject_holds_the_name_waits_for_it_all_day(role: str) -> None:
    board = replace(
        _confirmation("a", "2026-03-02", "Cook"), subject="Your application as Cook (Kiel) went to Lindhof Labs"
    )
    receipt = _receipt("b", "2026-03-02 18:00", role, "Lindhof Labs GmbH")
    (application,) = replay(board, receipt).applications
    assert application.employer == "Lindhof Labs GmbH"
    assert home(replay(board, receipt), receipt)


def test_a_receipt_for_another_job_there_is_another_application() -> None:
    board = replace(_confirmation("a", "2026-03-02", "Cook"), subject="Your application as Cook went to Lindhof Labs")
    assert len(replay(board, _receipt("b", "2026-03-02 10:05", "Baker", "Lindhof Labs")).applications) == 2


def test_of_two_nameless_confirmations_none_is_guessed() -> None:
    first, second = _confirmation("a", "2026-03-02", "Cook"), _confirmation("b", "2026-03-02 11:00", "Cook")
    receipt = _receipt("c", "2026-03-02 15:00", "Cook", "Lindhof")
    assert home(replay(first, second, receipt), receipt) not in (None, *replay(first, second).applications)


@pytest.mark.parametrize(
    ("role", "again_at", "count"),
    [
        ("Cook", "2026-03-02 12:20", 1),
        ("Cook", "2026-03-04 12:20", 2),
        ("Baker", "2026-03-02 12:20", 2),
        ("", "2026-03-02 12:20", 2),
    ],
)
def test_a_second_receipt_of_the_day_is_no_new_application_after_a_quick_refusal(
    role: str, again_at: str, count: int
) -> None:
    """Without a title it may be for the next job there."""
    first = replace(_receipt("a", "2026-03-02", "Cook", "Lindhof"), authentication=PASSED)
    refusal = received(
        "no", "2026-03-02 12:00", Detail.REJECTION, from_=ATS, employers=["Lindhof"], role="Cook", passed=True
    )
    assert len(replay(first, refusal, _receipt("b", again_at, role, "Lindhof")).applications) == count


def test_the_same_letter_after_a_quick_refusal_is_a_new_application() -> None:
    first, again = sent("cv", "2026-03-02", role="Cook"), sent("cv2", "2026-03-02 15:00", role="Cook")
    refusal = received("no", "2026-03-02 12:00", Detail.REJECTION, answers="cv", passed=True)
    assert len(replay(first, refusal, again).applications) == 2


@pytest.mark.parametrize("role", ["Cook", "Lead Cook"])
def test_a_grade_tells_two_titles_apart_that_both_run(role: str) -> None:
    plain, lead = (
        _receipt("a", "2026-03-02", "Cook", "Lindhof"),
        _receipt("b", "2026-03-03", "Lead Cook", "Lindhof"),
    )
    refusal = received("no", "2026-03-20", Detail.REJECTION, from_=ATS, employers=["Lindhof"], role=role)
    ledger = replay(plain, lead, refusal)
    its_home = home(ledger, refusal)
    assert its_home is not None
    assert its_home.role == role


def test_a_new_mail_to_a_domain_called_as_the_employer_belongs_to_its_application() -> None:
    receipt = _receipt("a", "2026-03-02", "Cook", "Söderloh Werke")
    asked = sent("asked", "2026-03-20", SentKind.FOLLOW_UP, to="personal@soederloh-werke.example", role="Cook")
    elsewhere = sent("else", "2026-03-20", SentKind.FOLLOW_UP, to="personal@soederloh.example", role="Cook")
    ledger = replay(receipt, asked, elsewhere)
    assert home(ledger, asked) == home(ledger, receipt)
    assert home(ledger, elsewhere) is None


def test_a_survey_belongs_to_the_application_that_has_ended() -> None:
    first, second = sent("cook", "2026-03-02", role="Cook"), sent("baker", "2026-03-03", role="Baker")
    refusal = received("no", "2026-03-20", Detail.REJECTION, answers="cook", passed=True)
    survey = received("how", "2026-03-25", Detail.FEEDBACK_SURVEY)
    ledger = replay(first, second, refusal, survey)
    assert home(ledger, survey) == home(ledger, first)


def test_a_job_that_is_applied_for_again_without_its_name_gets_the_later_mail() -> None:
    first = replace(_receipt("a", "2026-03-02", "Cook", "Lindhof"), from_=sent("x", "2026-03-02").to[0])
    refusal = received("no", "2026-03-10", Detail.REJECTION, answers="a", passed=True)
    again = received("b", "2026-06-02", employers=["Lindhof"])
    later = received("later", "2026-06-20", Detail.REJECTION, employers=["Lindhof"], role="Cook")
    ledger = replay(first, refusal, again, later)
    assert home(ledger, later) == home(ledger, again) != home(ledger, first)
