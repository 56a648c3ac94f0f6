"""Titles and employers as the shipped tagger finds them in mail it has never seen."""

from __future__ import annotations

import pytest

from inbox_watch.facts.employer import employers
from inbox_watch.facts.gather import facts_of
from inbox_watch.facts.mentions import NONE, Mention, Mentions, mentions
from inbox_watch.facts.role import role
from inbox_watch.facts.tagger import load_tagger
from inbox_watch.records import Detail
from inbox_watch.shipped import tagger_path
from tests.facts.mails import BERLIN, mail

TAGGER = load_tagger(tagger_path())


@pytest.mark.parametrize(
    ("subject", "text", "title"),
    [
        ("Your application", "Thank you for your papers for the job as a night nurse on our ward.", "night nurse"),
        (
            "Ihre Bewerbung",
            "danke für Ihre Bewerbung als Anlagenmechanikerin in unserem Haus.",
            "Anlagenmechanikerin",
        ),
        (
            "Votre candidature",
            "Nous avons reçu votre candidature au poste de chargée de mission.",
            "chargée de mission",
        ),
        ("Su candidatura", "Gracias por su interés en el puesto de soldador en nuestro taller.", "soldador"),
        ("Uw sollicitatie", "Bedankt voor uw sollicitatie als zorgcoördinator bij ons.", "zorgcoördinator"),
        ("Candidatura", "La ringraziamo per la sua candidatura come infermiera di reparto.", "infermiera di reparto"),
        (
            "A sua candidatura",
            "Recebemos a candidatura para a vaga de técnica de laboratório.",
            "técnica de laboratório",
        ),
    ],
)
def test_titles_in_small_letters_are_found(subject: str, text: str, title: str) -> None:
    message = mail(text, subject=subject)
    assert role(message, (), mentions(message, TAGGER)) == title


def test_a_mail_that_names_no_job_has_no_title() -> None:
    message = mail("We have received your application and will come back to you.", subject="Your application")
    assert role(message, (), mentions(message, TAGGER)) == ""


def test_the_reader_is_no_employer_and_a_title_is_no_name() -> None:
    message = mail("Dear Kim,\nthank you for applying as Planner.", subject="Application")
    assert all(each.text not in ("Kim", "Planner") for each in mentions(message, TAGGER).employers)


def test_kinds_of_mail_that_name_no_job_are_not_searched() -> None:
    message = mail("Your night nurse magazine is here: read what a night nurse earns.", subject="Magazine")
    assert facts_of(message, Detail.NOT_JOB, BERLIN, TAGGER) == facts_of(message, Detail.NOT_JOB, BERLIN)


def _seen(name: str, probability: float) -> Mentions:
    return Mentions((), (Mention(name, probability),))


@pytest.mark.parametrize(
    ("name", "sender", "seen", "first"),
    [
        ("", "jobs@ll-group.example", _seen("Lindhof Labs", 0.6), "Lindhof Labs"),
        ("", "jobs@ll-group.example", _seen("Lindhof Labs", 0.4), "Ll Group"),
        ("Casa Lindhof Labs", "jobs@lindhof.example", _seen("Lindhof Labs", 0.9), "Lindhof Labs"),
        ("Casa Lindhof Labs", "jobs@lindhof.example", _seen("Lindhof Labs", 0.6), "Casa Lindhof Labs"),
        ("Lindhof Careers", "jobs@lindhof.example", _seen("Lindhof Labs", 0.9), "Lindhof"),
        ("Workday", "kestrel@myworkday.com", _seen("Lindhof Labs", 0.9), "Kestrel"),
        ("", "kestrelfoods@myworkday.com", _seen("Kestrel Foods", 0.9), "Kestrel Foods"),
        ("", "jobs@ll-group.example", _seen("Greenhouse", 0.9), "Ll Group"),
        ("", "jobs@ll-group.example", _seen("ll-group.example", 0.9), "Ll Group"),
        ("", "jobs@ll-group.example", _seen("Kim", 0.9), "Ll Group"),
        ("", "jobs@ll-group.example", NONE, "Ll Group"),
    ],
)
def test_what_the_tagger_sees_is_weighed_against_the_sender(name: str, sender: str, seen: Mentions, first: str) -> None:
    assert employers(mail("Dear Kim,\nthanks.", name=name, sender=sender), seen)[0].name == first


def test_a_name_that_was_seen_is_kept_beside_a_surer_one() -> None:
    found = employers(mail(sender="kestrel@myworkday.com"), _seen("Lindhof Labs", 0.9))
    assert [each.name for each in found[:2]] == ["Kestrel", "Lindhof Labs"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "👍", "a" * 10_000])
def test_odd_texts_have_mentions_or_none(text: str) -> None:
    assert isinstance(mentions(mail(text), TAGGER), Mentions)
