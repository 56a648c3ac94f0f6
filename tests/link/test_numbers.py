"""Numbers that many mails have tie none of them to an application."""

from __future__ import annotations

import pytest

from inbox_watch.records import Detail, Finding
from tests.support.written_mail import mine, receipt, refusal, rule, theirs, told

HOUSE = "Tarnbrook GmbH, Hauptstr. 1, D-10115 Adorf"
COOK = receipt("2026-03-02", "Tarnbrook", "Cook", more=HOUSE)
BAKER_BY_BOARD = theirs(
    "2026-03-03",
    Detail.APPLICATION_SENT,
    "LinkedIn <jobs-noreply@linkedin.com>",
    "Runa, your application was sent to Tarnbrook",
    "Your application was sent to Tarnbrook\nBaker\nTarnbrook · Adorf\nApplied on March 3, 2026",
)


@pytest.mark.parametrize("line", ["D-10115 Berlin", "F-75008 Paris", "I-20121 Milano", "Tel. (+49) 30 - 1234567"])
def test_the_receipt_with_a_number_belongs_to_the_letter_with_a_signature(line: str) -> None:
    body = f"Dear team,\nplease find my CV attached.\nRuna\n{line}"
    letter = mine("2026-03-02", "jobs@lindhof-labs.example", "Application as Planner", body)
    its_receipt = receipt("2026-03-02 12:00", "Lindhof Labs", "Planner", more="Reference: REQ-48112")
    assert told(letter, its_receipt) == "AA"


@pytest.mark.parametrize(
    "baker",
    [
        rule("only one receipt has the address", BAKER_BY_BOARD),
        rule("both receipts have the address", receipt("2026-03-03", "Tarnbrook", "Baker", more=HOUSE)),
    ],
)
def test_the_address_of_the_house_does_not_beat_the_role(baker: Finding) -> None:
    assert told(COOK, baker, refusal("2026-03-12", "Tarnbrook", "Baker", more=HOUSE)) == "ABB"


def test_two_employers_at_one_postcode_are_two() -> None:
    assert told(COOK, receipt("2026-03-03", "Kestrel", "Cook", more="Kestrel AG, Nebenstr. 3, D-10115 Adorf")) == "AB"


def test_the_readers_own_postcode_in_a_letterhead_ties_no_refusal_to_the_application_of_another() -> None:
    letter = "Dear team,\nplease find my CV.\nRuna, D-10115 Berlin"
    cook = mine("2026-03-02", "a@adorf.example", "Application as Cook", letter)
    body = "Runa Falkenried, Hauptstr. 5, D-10115 Berlin\nHi Runa,\nwe will not go on with your application as Cook."
    no = theirs("2026-03-10", Detail.REJECTION, "Kestrel <no-reply@us.greenhouse-mail.io>", "Your application", body)
    assert told(cook, no) == "A-"
