"""What an absence note says of the return and of who is there meanwhile."""

from __future__ import annotations

import time
from dataclasses import replace

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
