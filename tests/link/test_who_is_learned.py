"""Whose addresses become those of an application: of whom the user wrote to, and of whom somebody vouches for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.records import Address, Authentication, Detail, Finding
from tests.support.findings import address, link_of, received, replay, sent

RECEIPT, REFUSAL, REPLY = Detail.ACKNOWLEDGEMENT, Detail.REJECTION, Detail.HUMAN_REPLY
STRANGER = "Lindhof Labs <hello@elsewhere.example>"
PETRA = "petra@lindhof-labs.example"
ATS = "no-reply@us.greenhouse-mail.io"
LETTER = sent("cv", "2026-03-02", to=PETRA, role="Planner")
AT_LINDHOF = received("r", "2026-03-02", from_=ATS, employers=["Lindhof Labs"], role="Planner", passed=True)


def contacts(*mails: Finding) -> list[str]:
    """The addresses of the one application of this mail."""
    (application,) = replay(*mails).applications
    return [each.address for each in application.contacts]


def is_verified(no: Finding, *mails: Finding) -> bool:
    its_link = link_of(replay(*mails, no), no)
    return its_link is not None and its_link.application_id is not None and its_link.verified


def of_a_stranger(detail: Detail, *, passed: bool) -> Finding:
    """A mail that names employer and job; authenticated for its own domain at most."""
    named = received(
        "x", "2026-03-04", detail, from_=STRANGER, employers=["Lindhof Labs"], role="Planner", passed=passed
    )
    return replace(named, facts=replace(named.facts, contacts=(address(STRANGER),)))


@pytest.mark.parametrize("detail", [Detail.STATUS_UPDATE, Detail.FEEDBACK_SURVEY, RECEIPT, REPLY])
@pytest.mark.parametrize("passed", [False, True])
def test_a_sender_does_not_vouch_for_itself_by_writing_twice(detail: Detail, passed: bool) -> None:
    no = received("no", "2026-03-08", REFUSAL, from_="x@elsewhere.example", employers=["Lindhof Labs"], passed=True)
    assert not is_verified(no, LETTER, of_a_stranger(detail, passed=passed))
    assert not is_verified(replace(no, from_=address(STRANGER)), LETTER, of_a_stranger(detail, passed=passed))


@pytest.mark.parametrize("passed", [False, True])
def test_whoever_names_employer_and_job_is_not_thereby_the_person_to_write_to(passed: bool) -> None:
    assert contacts(LETTER, of_a_stranger(RECEIPT, passed=passed)) == [PETRA]


def test_an_answer_address_in_a_forged_mail_is_not_learned() -> None:
    forged = received("x", "2026-03-04", REPLY, from_=f"Petra <{PETRA}>", employers=["Lindhof Labs"], role="Planner")
    assert contacts(LETTER, replace(forged, reply_to=(address(STRANGER),))) == [PETRA]


@pytest.mark.parametrize(
    ("mails", "learned"),
    [
        pytest.param([LETTER], [PETRA], id="the user wrote to it"),
        pytest.param([replace(AT_LINDHOF, from_=address(f"Petra <{PETRA}>"))], [PETRA], id="its mail founds"),
        pytest.param(
            [AT_LINDHOF, received("m", "2026-03-04", REPLY, from_=PETRA, employers=["Lindhof Labs"], role="Planner")],
            [PETRA],
            id="its domain is called as the employer is",
        ),
        pytest.param(
            [LETTER, received("m", "2026-03-04", REPLY, from_="anna@holding.example", answers="cv")],
            [PETRA, "anna@holding.example"],
            id="it answers the user's letter",
        ),
        pytest.param(
            [AT_LINDHOF, of_a_stranger(RECEIPT, passed=True), sent("a", "2026-03-05", to=STRANGER, answers="x")],
            ["hello@elsewhere.example"],
            id="the user answers it",
        ),
    ],
)
def test_addresses_are_learned_from_whom_the_user_or_a_thread_or_a_domain_vouches_for(
    mails: list[Finding], learned: list[str]
) -> None:
    assert contacts(*mails) == learned


def test_mail_from_an_address_the_user_wrote_to_counts_without_authentication() -> None:
    no = received("no", "2026-03-08", REFUSAL, from_=PETRA)
    its_link = link_of(replay(LETTER, no), no)
    assert its_link is not None
    assert its_link.application_id is not None


def test_a_failed_authentication_vouches_for_nothing() -> None:
    failed = Authentication(passed=False, failed=True)
    forged = replace(
        of_a_stranger(REPLY, passed=False), authentication=failed, reply_to=(Address("", "x@bad.example"),)
    )
    assert contacts(LETTER, forged) == [PETRA]
