"""The role is read from subject and text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.facts.mentions import Mention, Mentions
from inbox_watch.facts.role import role
from inbox_watch.facts.tagger import load_tagger
from inbox_watch.shipped import tagger_path
from tests.facts.mails import HOSTILE, letter, mail
from tests.support.written_mail import receipt

WEIGHTS = load_tagger(tagger_path()).choice


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
        (
            "",
            "Sachbearbeiter Auftragsabwicklung. Im Anhang steht mehr.",
            "Sachbearbeiter Auftragsabwicklung",
        ),
        ("Stellv. Leiter Einkauf. Wir melden uns", "", "Stellv. Leiter Einkauf"),
        ("", "We look for a Cook. The Team is small.", "Cook"),
        ("Your application as IT Manager", "", "IT Manager"),
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


@pytest.mark.parametrize("title", ["C# Developer", "C++ Developer", ".NET Developer", "Senior C# Developer"])
def test_the_sign_of_a_language_belongs_to_the_title(title: str) -> None:
    assert role(mail(f"Thank you for your application for the {title} position.")) == title
    assert receipt("2026-03-02", "Tarnbrook", title).facts.role == title


def test_the_number_of_an_advert_is_no_specialty() -> None:
    assert role(mail("Ihre Bewerbung als Projektkoordination, Ausschreibung Nummer")) == "Projektkoordination"


def test_the_employer_is_cut_from_the_end_of_a_title() -> None:
    message = mail(subject="Application for Network Planner Lindhof Labs")
    assert role(message, ["Lindhof Labs"]) == "Network Planner"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("", "Danke für Ihre Bewerbung auf die Stelle: Wir haben sie erhalten."),
        ("Ihre Bewerbung - Wir melden uns", ""),
        ("", "Ihre Stelle: Ich melde mich."),
        ("Bewerbung: Ihre Unterlagen", ""),
        ("Your application: We have it", ""),
        ("Votre candidature : Nous avons bien reçu vos pages", ""),
        ("Su candidatura: Hemos recibido sus papeles", ""),
        ("Uw sollicitatie: Wij hebben alles", ""),
        ("La sua candidatura: Abbiamo ricevuto tutto", ""),
        ("A sua candidatura: Recebemos tudo", ""),
        ("Position: Process", ""),
    ],
)
def test_a_pronoun_or_a_small_word_is_no_title(subject: str, text: str) -> None:
    assert role(mail(text, subject=subject)) == ""


@pytest.mark.parametrize("subject", ["{} - Planner II (R-10233)", "{}: Planner II", "FW: {} - Planner II (R-10233)"])
def test_a_notice_of_workday_names_the_job_behind_the_name_of_its_process(subject: str) -> None:
    process = Mention("Job Process", 0.95, in_subject=True)
    notice = mail(subject=subject.format("Business Process: Job Application"), sender="acme@myworkday.com")
    assert role(notice, seen=Mentions((process,), (), WEIGHTS)) == "Planner II"


def test_no_word_of_a_fixed_subject_is_a_title() -> None:
    seen = Mentions((Mention("Lindhof Cook", 0.95, in_subject=True),), (), WEIGHTS)
    subject = "Your application was sent to Lindhof Cook"
    assert role(mail(subject=subject, sender="jobs@acme.example"), seen=seen) == "Lindhof Cook"
    assert role(mail(subject=subject, sender="jobs-noreply@linkedin.com"), seen=seen) == ""


@pytest.mark.parametrize(
    ("likely", "title"),
    [
        ("Clinic Receptionist", "Clinic Receptionist"),
        ("it", ""),
        ("Lindhof Team", ""),
        ("Receptionist Lindhof Labs", "Receptionist"),
    ],
)
def test_what_a_tagger_sees_is_cut_and_sifted_like_what_rules_find(likely: str, title: str) -> None:
    seen = Mentions((Mention(likely, 0.95),), (), WEIGHTS)
    assert role(mail(), ["Lindhof Labs"], seen) == title


@pytest.mark.parametrize(("subject", "title"), [("Accusé de réception", ""), ("Stage à la réception", "réception")])
def test_what_a_subject_calls_the_mail_is_no_title(subject: str, title: str) -> None:
    seen = Mentions((Mention("réception", 0.9, in_subject=True),), (), WEIGHTS)
    assert role(mail(subject=subject), seen=seen) == title


def test_a_specialty_that_rules_find_completes_what_a_tagger_sees() -> None:
    seen = Mentions((Mention("Analyst", 0.95),), (), WEIGHTS)
    message = mail("Thank you for your interest in the Analyst, Credit Risk position at Lindhof.")
    assert role(message, seen=seen) == "Analyst, Credit Risk"


def test_where_a_tagger_has_looked_rules_alone_name_no_job_but_in_what_the_user_wrote() -> None:
    nothing = Mentions((), (), WEIGHTS)
    asked = "I apply for the position of Network Planner at Lindhof Labs."
    assert role(mail(asked)) == role(letter(asked), seen=nothing) == "Network Planner"
    assert role(mail(asked), seen=nothing) == ""


@given(st.text(max_size=200), st.text(max_size=80))
def test_any_text_has_a_short_role(text: str, subject: str) -> None:
    message = mail(text, subject=subject)
    assert len(role(message)) <= 80


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_makes_it_slow(kind: str) -> None:
    role(mail("Planner"))  # the tables are read once
    message = mail(HOSTILE[kind], subject=HOSTILE[kind][:500])
    started = time.process_time()
    role(message)
    assert time.process_time() - started < 1.0
