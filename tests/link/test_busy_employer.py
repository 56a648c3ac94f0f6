"""Time that a replay takes where much comes together: no work that grows with the square of it."""

from __future__ import annotations

import time
from collections.abc import Callable

from inbox_watch.records import Detail, Finding
from tests.support.findings import received, replay

ATS = "no-reply@us.greenhouse-mail.io"
INDEED = "indeedapply@indeed.com"


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def at_one_employer(kind: Detail, number: int, job: int) -> Finding:
    return received(
        f"{kind}{number}", "2026-03-05", kind, from_=ATS, employers=["Lindhof Labs"], role=f"Cook{job} Planner{job}"
    )


def test_a_hundred_applications_at_one_employer_take_no_more_than_two_seconds() -> None:
    """An agency, or a town: eleven mails for each application."""
    mails = [at_one_employer(Detail.ACKNOWLEDGEMENT, job, job) for job in range(100)]
    mails += [at_one_employer(Detail.STATUS_UPDATE, number, number % 100) for number in range(1000)]
    assert seconds(lambda: replay(*mails)) < 2


def test_a_thousand_confirmations_that_name_no_employer_take_no_more_than_two_seconds() -> None:
    mails = [
        received(f"m{each}", "2026-03-02", Detail.APPLICATION_SENT, from_=INDEED, role=f"Cook{each}")
        for each in range(1000)
    ]
    assert seconds(lambda: replay(*mails)) < 2
