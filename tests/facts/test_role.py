"""The role and the number of the posting are read from subject and text."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.facts.role import job_ids, role
from tests.facts.mails import HOSTILE, mail


@pytest.mark.parametrize(
    ("subject", "text", "title"),
    [
        ("Your application for the Network Planner position", "", "Network Planner"),
        (
            "",
            "Thank you for applying for the position of Supply Chain Analyst at Lindhof Labs.",
            "Supply Chain Analyst",
        ),
        ("Ihre Bewerbung als Disponent (m/w/d)", "", "Disponent"),
        ("", "Ihre Bewerbung auf die Stelle als Sachbearbeiterin Einkauf haben wir erhalten.", "Sachbearbeiterin"),
        ("", "Nous avons reçu votre candidature pour le poste de Chef de projet.", "Chef"),
        ("", "Hemos recibido tu solicitud para el puesto de Técnico de Redes.", "Técnico de Redes"),
        ("", "Uw sollicitatie voor de functie van Planner is ontvangen.", "Planner"),
        ("", "la sua candidatura per Analista Dati è arrivata", "Analista Dati"),
        ("Network Planner Air Freight: your application", "", "Network Planner Air Freight"),
        ("Front-End Developer | Lindhof Labs", "", "Front-End Developer"),
        ("Einkäufer/Disponent gesucht", "", "Einkäufer/Disponent"),
        ("Status Update for JR-01664 Data Scientist", "", "Data Scientist"),
        (
            "",
            "Thank you for your interest in the Analyst I, Credit Risk position at Lindhof.",
            "Analyst I, Credit Risk",
        ),
        (
            "Thank you for your interest in Analyst",
            "your application for the Analyst, Credit Risk role",
            "Analyst, Credit Risk",
        ),
        ("", "your interest in the Internship, Port Planning (Summer 2027) position", "Internship, Port Planning"),
        ("", "Hello, how are you? We had a nice day.", ""),
        ("", "Kind regards\nAnna Jansen, Talent Acquisition Manager", ""),
    ],
)
def test_the_role_is_the_title_of_the_job(subject: str, text: str, title: str) -> None:
    found = role(mail(text, subject=subject))
    assert found.startswith(title)
    assert bool(found) is bool(title)


def test_the_number_of_an_advert_is_no_specialty() -> None:
    assert role(mail("Ihre Bewerbung als Projektkoordination, Ausschreibung Nummer")) == "Projektkoordination"


def test_the_employer_is_cut_from_the_end_of_a_title() -> None:
    message = mail(subject="Application for Network Planner Lindhof Labs")
    assert role(message, ["Lindhof Labs"]) == "Network Planner"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Requisition R-5512", ("R-5512",)),
        ("REQ 48112 and Req. 48112", ("48112",)),
        ("Job ID: 2026-118", ("2026-118",)),
        ("Kennziffer: 47/11-A", ("47/11-A",)),
        ("Planner (ID: 778812)", ("778812",)),
        ("5512BR", ("5512BR",)),
        ("Planner, 1736486 at Lindhof", ("1736486",)),
        ("Lindhof - 1499398 - Planner", ("1499398",)),
        ("your application SUPPL179875 arrived", ("SUPPL179875",)),
        ("call 555-123456, or come on - 20260401 -", ()),
        ("Your candidate ID: 998877", ()),
        ("Your candidate ID is R-55821.", ()),
        ("Applicant ID: SUPPL179875", ()),
        ("Your application number R-55821", ()),
        ("REQ-48112, that is REQ_48112", ("48112",)),
        ("Bewerbernummer 12345", ()),
        ("call 030 123456", ()),
        ("the job is yours", ()),
    ],
)
def test_numbers_of_the_posting_are_kept_and_those_of_the_candidate_not(text: str, ids: tuple[str, ...]) -> None:
    assert job_ids(mail(text)) == ids


def test_a_known_subject_gives_its_number() -> None:
    message = mail(subject="Planner - 4711 at Lindhof Labs", sender="x@workflow.mail.oraclecloud.com")
    assert job_ids(message) == ("4711",)


def test_a_link_to_a_posting_holds_its_number() -> None:
    link = "https://boards.greenhouse.io/lindhof/jobs/4711223?x=1"
    assert job_ids(replace(mail(), links=(link,))) == ("4711223",)


@given(st.text(max_size=200), st.text(max_size=80))
def test_any_text_has_a_short_role_and_few_numbers(text: str, subject: str) -> None:
    message = mail(text, subject=subject)
    assert len(role(message)) <= 80
    assert len(job_ids(message)) <= 5


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_makes_it_slow(kind: str) -> None:
    role(mail("Planner"))  # the tables are read once
    message = mail(HOSTILE[kind], subject=HOSTILE[kind][:500])
    started = time.process_time()
    role(message)
    job_ids(message)
    assert time.process_time() - started < 1.0
