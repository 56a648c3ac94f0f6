"""What came before the mail that founds its application: a confirmation of which the judge is unsure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inbox_watch.records import Detail, Finding
from tests.support.findings import added, home, link_of, received, replay, sent

BOARD = "no-reply@infojobs.net"


def board(when: str, role: str = "Route planner", employer: str = "Kestrel", **more: Any) -> Finding:
    return received("board", when, Detail.APPLICATION_SENT, from_=BOARD, employers=[employer], role=role, **more)


def receipt(when: str, role: str = "Route planner", employer: str = "Kestrel") -> Finding:
    return received("receipt", when, from_="jobs@kestrel.example", employers=[employer], role=role)


def test_a_doubtful_confirmation_begins_what_a_sure_receipt_confirms() -> None:
    doubtful, sure = board("2026-02-05", unsure=True), receipt("2026-02-06")
    ledger = replay(doubtful, sure)
    (application,) = ledger.applications
    assert application.applied_on == date(2026, 2, 5)
    assert home(ledger, doubtful) == home(ledger, sure) == application


def test_a_doubtful_confirmation_alone_begins_nothing() -> None:
    assert replay(board("2026-02-05", unsure=True)).applications == ()


@pytest.mark.parametrize(
    "later",
    [
        receipt("2026-02-08"),
        receipt("2026-02-06", role="Cook"),
        receipt("2026-02-06", employer="Nordwind"),
        receipt("2026-02-04"),
    ],
    ids=["three days later", "another job", "another employer", "an application that had begun"],
)
def test_another_receipt_does_not_confirm_it(later: Finding) -> None:
    (application,) = replay(board("2026-02-05", unsure=True), later).applications
    assert application.applied_on == later.internaldate.date()


def test_a_doubtful_refusal_confirms_nothing() -> None:
    doubt = received("doubt", "2026-02-05", Detail.REJECTION, employers=["Kestrel"], role="Route planner", unsure=True)
    (application,) = replay(doubt, receipt("2026-02-06")).applications
    assert application.applied_on == date(2026, 2, 6)


def test_a_letter_of_the_user_is_not_dated_anew() -> None:
    letter = sent("letter", "2026-02-06", to="jobs@kestrel.example", role="Route planner")
    ledger = replay(board("2026-02-05", unsure=True), letter, receipt("2026-02-06 12:00"))
    assert [each.applied_on for each in ledger.applications] == [date(2026, 2, 6)]


def test_a_row_of_the_user_is_not_dated_anew() -> None:
    row = added(1, "Kestrel", "2026-02-06", role="Route planner")
    ledger = replay(board("2026-02-05", unsure=True), receipt("2026-02-06 12:00"), statements=[row])
    assert [each.applied_on for each in ledger.applications] == [date(2026, 2, 6)]


def test_two_jobs_that_fit_leave_the_confirmation_alone() -> None:
    numbered = [replace(receipt("2026-02-06"), sha256=n * 64, message_id=n) for n in "12"]
    jobs = [replace(each, facts=replace(each.facts, job_ids=(f"R-5512{each.message_id}",))) for each in numbered]
    doubtful = board("2026-02-05", unsure=True)
    ledger = replay(doubtful, *jobs)
    assert [each.applied_on for each in ledger.applications] == [date(2026, 2, 6)] * 2
    assert link_of(ledger, doubtful) is None
