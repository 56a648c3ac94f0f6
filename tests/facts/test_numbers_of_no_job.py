"""Numbers that stand in signatures are no numbers of a job."""

from __future__ import annotations

import pytest

from inbox_watch.facts.job_ids import job_ids
from tests.facts.mails import mail
from tests.support.written_mail import mine, receipt

SIGNATURES = {
    "postcode with the country": "D-10115 Berlin",
    "French postcode": "F-75008 Paris",
    "Italian postcode": "I-20121 Milano",
    "an address in one line": "Tarnbrook GmbH, Hauptstr. 1, D-10115 Adorf",
    "telephone number": "Tel. (+49) 30 - 1234567",
    "telephone number of a person with a title": "Petra Falk, HR Manager, Tel. (0431) - 1234567",
    "telephone number without a word": "Petra Falk, HR Manager, +49 (30) - 1234567",
    "tax number": "USt-IdNr. DE123456789",
    "account": "IBAN DE12345678",
    "norm": "ISO27001",
    "norm beside a title": "Our Quality Manager is certified: ISO27001",
    "register": "Geschäftsleiter: Paul Falk, HRB12345",
}


@pytest.mark.parametrize("line", SIGNATURES.values(), ids=SIGNATURES)
def test_a_signature_has_no_job_number(line: str) -> None:
    letter = mine(
        "2026-03-02", "jobs@lindhof-labs.example", "Application as Planner", f"My CV is attached.\nRuna\n{line}"
    )
    assert letter.facts.job_ids == ()
    assert receipt("2026-03-02", "Tarnbrook", "Cook", more=line).facts.job_ids == ()


@pytest.mark.parametrize(
    ("subject", "text", "ids"),
    [
        ("SUPPL179875 arrived", "", ("SUPPL179875",)),
        ("Planner - 1736486", "", ("1736486",)),
        ("", "Hi Runa,\nthank you for applying as Planner (SUPPL179875).\nBest", ("SUPPL179875",)),
        ("", "Hi Runa,\nyour application SUPPL179875 arrived.\nBest", ("SUPPL179875",)),
        ("", "Hi Runa,\nwe thank you.\nBest\nTarnbrook, SUPPL179875", ()),
        ("", "Hi Runa,\nwe thank you.\nBest\nTarnbrook - 1736486 -", ()),
        ("", "Process: Runa Falkenried - R-2114916 Planner (C-7278145) on 03/20/2025", ("R-2114916",)),
        ("", "Dear Runa Falkenried (CAND-2227042), thank you for your application.", ()),
    ],
)
def test_a_number_that_nothing_calls_so_stands_in_the_subject_or_beside_the_job(
    subject: str, text: str, ids: tuple[str, ...]
) -> None:
    assert job_ids(mail(text, subject=subject)) == ids
