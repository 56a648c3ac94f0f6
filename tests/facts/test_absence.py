"""What an absence note says of the return and of who is there meanwhile."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.facts.absence import deputy
from inbox_watch.facts.gather import facts_of
from inbox_watch.records import Address, Detail
from tests.facts.mails import BERLIN, HOSTILE, mail

OTTO = Address("Otto Brandt", "otto.brandt@acme.example")


@pytest.mark.parametrize(
    "text",
    [
        "I am away until 18 August. In my absence please write to Otto Brandt (otto.brandt@acme.example).",
        "Back on 18 August. My colleague Otto Brandt, otto.brandt@acme.example, has all my open posts.",
        "Ich bin bis 18. August im Urlaub. Meine Vertretung ist Otto Brandt, otto.brandt@acme.example.",
        "Bis 18. August nicht im Haus. In dringenden Fällen:\nOtto Brandt\notto.brandt@acme.example",
        "In dringenden Fällen ist mein Kollege Mag. (FH) Otto Brandt unter otto.brandt@acme.example für Sie da.",
        "Je suis en congé. Otto Brandt (otto.brandt@acme.example) me remplace.",
        "Estoy de vacaciones. En mi ausencia pueden dirigirse a Otto Brandt (otto.brandt@acme.example).",
        "Ik ben afwezig. Otto Brandt (otto.brandt@acme.example) neemt mijn werk over.",
        "Sono in ferie. Per urgenze potete rivolgervi a Otto Brandt, otto.brandt@acme.example.",
        "Estou de férias. A colega Otto Brandt assegura os processos (otto.brandt@acme.example).",
    ],
)
def test_an_absence_note_names_a_deputy(text: str) -> None:
    """SR50: the address and, where it fits the address, the name, in seven languages."""
    assert facts_of(mail(text), Detail.OUT_OF_OFFICE, BERLIN).deputy == OTTO


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("If it cannot wait, my colleague Leo is there: people@acme.example.", Address("", "people@acme.example")),
        ("In my absence ask Otto.", None),
        ("In urgent cases write to me at anna@acme.example.", None),
        ("In urgent cases write to no-reply@acme.example.", None),
        ("For urgent invoices write to accounts@acme.example.", None),
        ("Our brochure is at hello@acme.example.", None),
        ("", None),
    ],
)
def test_nobody_is_a_deputy_without_an_address_and_the_words_for_it(text: str, address: Address | None) -> None:
    """SR50: neither the absent themselves, nor a machine, nor who is there for other matters."""
    assert deputy(mail(text)) == address


def test_the_users_own_address_is_no_deputy() -> None:
    note = replace(mail("In urgent cases we write to kim@home.example."), to=(Address("", "kim@home.example"),))
    assert deputy(note) is None


def test_only_an_absence_note_has_a_deputy_and_a_deputy_is_no_contact() -> None:
    """SR50: nobody becomes a contact by being named."""
    text = "In my absence please write to Otto Brandt (otto.brandt@acme.example)."
    found = facts_of(mail(text), Detail.OUT_OF_OFFICE, BERLIN)
    assert found.contacts == (Address("", "anna@acme.example"),)
    assert facts_of(mail(text), Detail.HUMAN_REPLY, BERLIN).deputy is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I am on parental leave until June 2027.", date(2027, 6, 30)),
        ("I am on parental leave until 1 June 2028.", date(2028, 6, 1)),
        ("Ich bin bis Ende März 2028 in Elternzeit.", date(2028, 3, 31)),
        ("Je suis en congé jusqu'en juin 2027.", date(2027, 6, 30)),
        ("Estaré fuera hasta junio de 2027.", date(2027, 6, 30)),
        ("Ik ben afwezig tot juni 2027.", date(2027, 6, 30)),
        ("Sono in congedo fino a giugno 2027.", date(2027, 6, 30)),
        ("Estou de licença até junho de 2027.", date(2027, 6, 30)),
        ("The offer of 2040-01-01 is away.", None),
    ],
)
def test_a_long_absence_ends_in_the_year_it_names(text: str, day: date | None) -> None:
    assert facts_of(mail(text), Detail.OUT_OF_OFFICE, BERLIN).return_on == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I am out of the office today and back on Monday.", date(2026, 6, 8)),
        ("I am away until Thursday.", date(2026, 6, 4)),
        ("I am off today and will be back tomorrow.", date(2026, 6, 4)),
        ("Ich bin heute unterwegs und am Montag wieder im Büro.", date(2026, 6, 8)),
        ("Ich bin bis Donnerstag nicht im Haus.", date(2026, 6, 4)),
        ("Je suis absente et de retour lundi.", date(2026, 6, 8)),
        ("Estoy fuera de la oficina y vuelvo el lunes.", date(2026, 6, 8)),
        ("Ik ben vandaag afwezig en maandag weer bereikbaar.", date(2026, 6, 8)),
        ("Sono fuori ufficio e rientro lunedì.", date(2026, 6, 8)),
        ("Estou ausente e regresso na segunda-feira.", date(2026, 6, 8)),
        ("I am back on Monday, 17 August.", date(2026, 8, 17)),
        ("My colleagues read this mailbox on Monday.", None),
        ("Our office is open Monday to Friday. I am back soon.", None),
    ],
)
def test_the_weekday_of_the_return_counts_where_no_date_is_named(text: str, day: date | None) -> None:
    """Written on Wednesday, 3 June 2026."""
    assert facts_of(mail(text), Detail.OUT_OF_OFFICE, BERLIN).return_on == day


@pytest.mark.parametrize(
    "text",
    [
        "I no longer work at this company. Please contact Otto Brandt, otto.brandt@acme.example.",
        "Anna is no longer with Acme. Please write to Otto Brandt, otto.brandt@acme.example.",
        "I have left the company. My colleague Otto Brandt (otto.brandt@acme.example) has my posts.",
        "Ich arbeite nicht mehr bei Acme. Bitte wenden Sie sich an Otto Brandt (otto.brandt@acme.example).",
        "Anna hat das Unternehmen verlassen. Bitte wenden Sie sich an Otto Brandt, otto.brandt@acme.example.",
        "Ich bin nicht mehr für Acme tätig. Bitte schreiben Sie an Otto Brandt, otto.brandt@acme.example.",
        "Je ne travaille plus chez Acme. Veuillez contacter Otto Brandt (otto.brandt@acme.example).",
        "Ya no trabajo en Acme. Pueden dirigirse a Otto Brandt (otto.brandt@acme.example).",
        "Ik ben niet meer werkzaam bij Acme. U kunt contact opnemen met Otto Brandt (otto.brandt@acme.example).",
        "Non lavoro più per Acme. Può rivolgersi a Otto Brandt, otto.brandt@acme.example.",
        "Já não trabalho na Acme. Por favor contacte Otto Brandt (otto.brandt@acme.example).",
    ],
)
def test_who_no_longer_works_there_has_left_for_good_and_names_who_is_there(text: str) -> None:
    found = facts_of(mail(text), Detail.OUT_OF_OFFICE, BERLIN)
    assert (found.left_for_good, found.deputy) == (True, OTTO)


@pytest.mark.parametrize(
    "text",
    [
        "I am on parental leave until June 2027.",
        "I no longer work on Fridays.",
        "I have left for the day.",
        "Ich bin nicht mehr im Büro und am Montag wieder da.",
        "Ich arbeite freitags nicht mehr.",
        "Je ne suis plus au bureau aujourd'hui.",
        "Hoy ya no estoy disponible.",
        "Ik ben vandaag niet meer bereikbaar.",
        "Oggi non sono più raggiungibile.",
        "Hoje já não estou disponível.",
    ],
)
def test_who_is_away_has_not_left(text: str) -> None:
    assert not facts_of(mail(text), Detail.OUT_OF_OFFICE, BERLIN).left_for_good


def test_the_last_day_of_work_is_no_return() -> None:
    found = facts_of(mail("I no longer work at Acme from 5 June on."), Detail.OUT_OF_OFFICE, BERLIN)
    assert (found.left_for_good, found.return_on) == (True, None)


def test_only_an_absence_note_tells_that_somebody_left() -> None:
    text = "Anna is no longer with Acme."
    assert not facts_of(mail(text), Detail.HUMAN_REPLY, BERLIN).left_for_good


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_note_can_be_read(text: str) -> None:
    found = deputy(mail(f"In my absence {text}"))
    assert found is None or "@" in found.address


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_note_is_read_in_time(kind: str) -> None:
    started = time.process_time()
    deputy(mail(HOSTILE[kind]))
    assert time.process_time() - started < 2
