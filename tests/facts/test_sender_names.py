"""What the name of a sender may call its house: all of it, its parts, and what is left without the office."""

from __future__ import annotations

import pytest

from inbox_watch.facts.sender_names import called, left_by_a_desk, without_office
from tests.facts.mails import mail


@pytest.mark.parametrize(
    ("name", "house"),
    [
        ("Personalamt Stadt Quellbronn", "Stadt Quellbronn"),
        ("Gerencia del Hostal Palmeritas", "Hostal Palmeritas"),
        ("Skellan Ferries Crewing", "Skellan Ferries"),
        ("Orme & Vyner LLP Graduate Recruitment", "Orme & Vyner LLP"),
        ("Lindhof Leasing & HR", "Lindhof"),
        ("Van Rhee", "Van Rhee"),
        ("Personalamt", ""),
        ("", ""),
    ],
)
def test_the_office_is_taken_off_both_ends(name: str, house: str) -> None:
    assert without_office(name) == house


@pytest.mark.parametrize(
    ("name", "house"),
    [
        ("Orchard Lane Vets via JobLantern", "Orchard Lane Vets"),
        ("StaffGate on behalf of St Anselm", "St Anselm"),
        ("Nacho (Pulpa)", "Pulpa"),
        ("Jane Doerr - Lindhof Labs", "Lindhof Labs"),
        ("Giulio di Tamarindo", "Tamarindo"),
    ],
)
def test_each_part_is_a_name(name: str, house: str) -> None:
    assert house in called(mail(name=name))


def test_an_address_is_no_name() -> None:
    assert list(called(mail(name="jobs@lindhof.example"))) == []
    assert list(called(mail(name=""))) == []


def test_only_a_desk_leaves_a_name_behind() -> None:
    assert list(left_by_a_desk(mail(name="Lindhof Labs Careers"))) == ["Lindhof Labs"]
    assert list(left_by_a_desk(mail(name="Lindhof Labs"))) == []
    assert list(left_by_a_desk(mail(name="Careers"))) == []
