"""Who recommended the user, as a notice of the referral says it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.facts.gather import facts_of
from inbox_watch.facts.referral import named_in_notice
from inbox_watch.records import Detail
from tests.facts.mails import BERLIN, HOSTILE, mail


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hanna Jo has referred you for Network Planner.", "Hanna Jo"),
        ("Good news: Dr Lena Hartog put your name forward for our team.", "Lena Hartog"),
        ("You were recommended by Mr Oke.", "Oke"),
        ("An employee of Altwerft Marine, D. Brack, recommended you for requisition 41.", "D. Brack"),
        ("Unser Mitarbeiter Uwe Tamm hat Sie für die Stelle Disponent vorgeschlagen.", "Uwe Tamm"),
        ("Sie wurden von Frau Tamm empfohlen.", "Tamm"),
        ("Élodie Ferrand vous a recommandée pour le poste de comptable.", "Élodie Ferrand"),
        ("Vous avez été cooptée par Élodie Ferrand.", "Élodie Ferrand"),
        ("Inés Bilbao te ha recomendado para el puesto de cocinera.", "Inés Bilbao"),
        ("Has sido recomendada por Inés Bilbao.", "Inés Bilbao"),
        ("Sanne Kuiper heeft je aangedragen voor planner.", "Sanne Kuiper"),
        ("Je bent voorgedragen door Sanne Kuiper.", "Sanne Kuiper"),
        ("Mario Conti ti ha segnalato per il ruolo di cuoco.", "Mario Conti"),
        ("Sei stata segnalata da Mario Conti.", "Mario Conti"),
        ("Teresa Moniz indicou você para a vaga.", "Teresa Moniz"),
        ("Foi recomendada por Teresa Moniz.", "Teresa Moniz"),
        ("Somebody at Lindhof Labs put your name forward.", ""),
        ("Um colaborador do Grupo Araral indicou você.", ""),
        ("Jonas recommended you.", ""),
        ("Hanna Jo would like to know whether you are still looking.", ""),
        ("", ""),
    ],
)
def test_a_notice_names_who_recommended_the_user(text: str, name: str) -> None:
    """SR13: the name in the notice of a referral, where it is plain to read."""
    assert facts_of(mail(text), Detail.REFERRAL_NOTICE, BERLIN).referred_by == name


def test_a_firm_recommends_nobody() -> None:
    """SR13: no name is made up where only the employer is named."""
    assert named_in_notice(mail("Lindhof Labs has referred you."), ["Lindhof Labs GmbH"]) == ""


def test_the_name_may_stand_in_the_subject_alone() -> None:
    assert named_in_notice(mail("Please apply.", subject="Hanna Jo recommended you for Planner")) == "Hanna Jo"


def test_other_mail_of_theirs_names_nobody_who_recommended() -> None:
    text = "Hanna Jo has referred you to our travel office for the tickets."
    assert facts_of(mail(text), Detail.INTERVIEW_SCHEDULED, BERLIN).referred_by == ""


@given(st.text(max_size=300), st.text(max_size=60))
@settings(deadline=None)
def test_any_notice_can_be_read(text: str, subject: str) -> None:
    assert len(facts_of(mail(text, subject=subject), Detail.REFERRAL_NOTICE, BERLIN).referred_by) <= 80


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_notice_is_read_in_time(kind: str) -> None:
    started = time.process_time()
    named_in_notice(mail(HOSTILE[kind], subject=HOSTILE[kind]))
    assert time.process_time() - started < 2
