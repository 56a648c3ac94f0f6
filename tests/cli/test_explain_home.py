"""What `explain` says of where a message belongs: the evidence, the others, and what would break the tie."""

from __future__ import annotations

import pytest

from inbox_watch.cli.explain_home import home_lines
from inbox_watch.records import Detail, Finding
from tests.support.findings import received, replay, sent

ATS = "no-reply@us.greenhouse-mail.io"
REFUSAL = Detail.REJECTION


def _said(mail: Finding, *others: Finding) -> list[str]:
    return list(home_lines(mail, replay(*others, mail)))


def test_the_others_are_named_with_what_spoke_against_them() -> None:
    planner = sent("planner", "2026-03-02", role="Planner")
    cook = sent("cook", "2026-03-03", role="Cook")
    said = _said(received("no", "2026-03-20", REFUSAL, role="Cook"), planner, cook)
    assert said == [
        "It belongs to a2, Lindhof Labs, Cook, applied on 2026-03-03: it names that employer and role, score 0.9.",
        "Nobody vouches for it, so alone it decides nothing.",
        "Considered too: a1, Lindhof Labs, Planner, applied on 2026-03-02; the role in the mail, Cook, fits better "
        "elsewhere.",
    ]


@pytest.mark.parametrize(
    ("first", "second", "mail", "reason"),
    [
        (
            sent("one", "2026-03-02", role="Planner", job_ids=("R-1",)),
            sent("two", "2026-03-03", role="Cook", job_ids=("R-2",)),
            received("no", "2026-03-20", REFUSAL, job_ids=("R-2",)),
            "the job number is not that one's",
        ),
        (
            sent("one", "2025-12-01"),
            sent("two", "2026-03-03", role="Cook"),
            received("no", "2026-03-20", REFUSAL, role="Cook"),
            "no role of it is known",
        ),
        (
            sent("one", "2025-03-02", role="Cook"),
            sent("two", "2026-03-03", role="Cook"),
            received("no", "2026-03-20", REFUSAL, role="Cook"),
            "it had ended by then, or a later application took its place",
        ),
    ],
)
def test_why_another_application_was_not_chosen(first: Finding, second: Finding, mail: Finding, reason: str) -> None:
    said = _said(mail, first, second)
    assert said[0].startswith("It belongs to a2, ")
    assert said[-1].startswith("Considered too: a1, ")
    assert said[-1].endswith(f"; {reason}.")


@pytest.mark.parametrize(
    ("first", "second", "settles"),
    [
        (sent("one", "2026-03-02", role="Planner"), sent("two", "2026-03-03", role="Cook"), "the role in the mail"),
        (
            sent("one", "2026-03-02", role="Planner", job_ids=("R-1",)),
            sent("two", "2026-03-03", role="Cook", job_ids=("R-2",)),
            "the role or the job number in the mail",
        ),
        (
            sent("one", "2025-12-01", role="Cook"),
            received("two", "2026-03-03", from_=ATS, employers=["Lindhof Labs", "Lindhof Group"], role="Cook"),
            "an answer in the thread of one of them",
        ),
    ],
)
def test_a_tie_says_what_would_break_it(first: Finding, second: Finding, settles: str) -> None:
    said = _said(received("no", "2026-03-20", REFUSAL, from_=ATS, employers=["Lindhof Labs"]), first, second)
    assert said[0].startswith("It fits several applications equally well")
    assert [line.strip().partition(",")[0] for line in said[1:-1]] == ["a1", "a2"]
    no = received("no", "2026-03-20").sha256[:12]
    assert said[-1] == f"What would settle it: {settles}, or your word (`inbox-watch link {no} APPLICATION`)."


@pytest.mark.parametrize(
    ("letter", "mail", "doubt"),
    [
        (
            sent("cv", "2026-03-02", role="Planner"),
            received("no", "2026-03-20", REFUSAL, role="Night Cook"),
            "  it names the role Night Cook, and that application is for Planner.",
        ),
        (
            sent("cv", "2025-01-02", role="Planner"),
            received("no", "2026-03-20", REFUSAL, from_=ATS, employers=["Lindhof Labs"]),
            "  the application is old, and the employer's name alone says little after nine months.",
        ),
    ],
)
def test_a_doubt_about_the_only_candidate_is_said(letter: Finding, mail: Finding, doubt: str) -> None:
    said = _said(mail, letter)
    assert said[0].startswith("It may belong to a1, ")
    assert said[1] == doubt
    assert said[2].startswith("What would settle it: ")


@pytest.mark.parametrize(
    ("mail", "distance"),
    [
        (
            received("no", "2026-01-20", REFUSAL, from_=ATS, employers=["Lindhof Labs"]),
            "the message is older than that application",
        ),
        (
            received("news", "2026-03-20", Detail.JOB_ALERT, from_=ATS, employers=["Lindhof Labs"]),
            "mail of this kind (job alert) belongs to an application only within its thread",
        ),
        (
            received("no", "2029-03-20", REFUSAL, from_=ATS, employers=["Lindhof Labs"]),
            "the message came too long after it, or fits it in nothing but the name",
        ),
    ],
)
def test_mail_without_a_home_says_how_far_it_is_from_the_employers_applications(mail: Finding, distance: str) -> None:
    assert _said(mail, sent("cv", "2026-03-02", role="Planner")) == [
        "It belongs to no application.",
        f"There is a1, Lindhof Labs, Planner, applied on 2026-03-02; {distance}.",
    ]


def test_mail_about_nothing_has_one_line() -> None:
    assert _said(received("news", "2026-03-20", Detail.NOT_JOB, from_="x@shop.example")) == [
        "It belongs to no application."
    ]
