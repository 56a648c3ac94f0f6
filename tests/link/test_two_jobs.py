"""Two jobs at one employer that share most words of their titles are two applications."""

from __future__ import annotations

import pytest

from tests.support.written_mail import mine, receipt, refusal, told

DESK = "jobs@lindhof-labs.example"

# Each title has a word of its own.
PAIRS = [
    ("Software Engineer (Backend)", "Software Engineer (Frontend)"),
    ("Software Engineer - Backend", "Software Engineer - Frontend"),
    ("Data Analyst Marketing", "Data Analyst Finance"),
    ("Registered Nurse Oncology", "Registered Nurse Cardiology"),
    ("Store Manager Leeds", "Store Manager York"),
]
LONGER = [("Assistant Store Manager", "Store Manager"), ("C++ Developer", "C# Developer")]


@pytest.mark.parametrize(("one", "other"), [*PAIRS, *LONGER])
def test_two_receipts_of_one_system_for_two_jobs_are_two_applications(one: str, other: str) -> None:
    assert told(receipt("2026-03-02", "Tarnbrook", one), receipt("2026-03-03", "Tarnbrook", other)) == "AB"


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_refusal_of_one_job_does_not_refuse_the_other(one: str, other: str) -> None:
    assert told(receipt("2026-03-02", "Tarnbrook", one), refusal("2026-03-12", "Tarnbrook", other)) in {"A?", "A-"}


def test_the_refusal_of_the_opposite_grade_is_a_question() -> None:
    senior = receipt("2026-03-02", "Tarnbrook", "Senior Controller")
    assert told(senior, refusal("2026-03-12", "Tarnbrook", "Junior Controller")) in {"A?", "A-"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Application as Backend Software Engineer", "Application as Frontend Software Engineer"),
        ("Bewerbung als Sachbearbeiter (Einkauf)", "Bewerbung als Sachbearbeiter (Vertrieb)"),
    ],
)
def test_two_letters_for_two_jobs_are_two_applications(one: str, other: str) -> None:
    assert told(mine("2026-03-02", DESK, one), mine("2026-03-03", DESK, other)) == "AB"


@pytest.mark.parametrize(
    ("applied_as", "confirmed_as", "homes"),
    [
        ("Store Manager", "Store Manager Leeds", "AA"),
        ("Software Engineer", "Software Engineer (Backend)", "AA"),
        ("Store Manager (Leeds)", "Store Manager Leeds", "AA"),
        ("Store Manager (Leeds)", "Store Manager (full-time)", "AA"),
        ("Store Manager Leeds", "Store Manager York", "A?"),
        ("Software Engineer (Backend)", "Software Engineer (Frontend)", "AB"),
        ("Senior Controller", "Junior Controller", "AB"),
    ],
)
def test_a_receipt_that_words_the_title_of_the_letter_in_its_own_way(
    applied_as: str, confirmed_as: str, homes: str
) -> None:
    """Where most words are common it may be either, so it is asked."""
    letter = mine("2026-03-02", DESK, f"Application as {applied_as}")
    assert told(letter, receipt("2026-03-02 12:00", "Lindhof Labs", confirmed_as)) == homes


def test_of_two_jobs_alike_the_mail_that_names_one_belongs_to_it() -> None:
    leeds, york = (receipt("2026-03-02", "Tarnbrook", f"Store Manager {place}") for place in ("Leeds", "York"))
    assert told(leeds, york, refusal("2026-03-12", "Tarnbrook", "Store Manager York")) == "ABB"


def test_receipts_for_two_jobs_after_a_letter_without_a_title_are_not_one() -> None:
    letter = mine("2026-03-02", DESK, "Application")
    planner = receipt("2026-03-10", "Lindhof Labs", "Planner")
    cook = receipt("2026-03-11", "Lindhof Labs", "Pastry Cook")
    assert told(letter, planner, cook) == "ABC"
