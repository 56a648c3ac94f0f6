"""Whom a letter greets by name, and whom it does not."""

from __future__ import annotations

import pytest

from inbox_watch.followup.reader import reader
from inbox_watch.records import Address, Application, CounterpartKind, Detail, Finding
from tests.support.events import application, stand
from tests.support.findings import received, sent

TODAY = "2026-03-30"


def reads(address: str, *mails: Finding, its: Application | None = None) -> str:
    standing = stand(*mails, today=TODAY, its=its)
    return reader(standing.application, standing.events, address)


def greeted(name: str, address: str, employer: str = "Lindhof Labs") -> str:
    mail = received("a", "2026-03-03", from_=f"{name} <{address}>")
    return reads(address, mail, its=application(employer=employer))


@pytest.mark.parametrize(
    ("name", "address", "greets"),
    [
        ("Petra Lindhof", "petra@lindhof-labs.example", "Petra Lindhof"),
        ("Petra Xyzzyk", "jobs@lindhof-labs.example", "Petra Xyzzyk"),
        ("Xyra Quentmark", "x.quentmark@lindhof-labs.example", "Xyra Quentmark"),
        ("Quentmark, Xyra", "x.quentmark@lindhof-labs.example", "Xyra Quentmark"),
        ("Dr. Petra Lind", "petra@lindhof-labs.example", "Dr. Petra Lind"),
        ("Petra Lind (HR)", "petra@lindhof-labs.example", "Petra Lind"),
        ("Petra Lind | Lindhof Labs", "petra@lindhof-labs.example", "Petra Lind"),
        ("Petra Lind via Codility", "petra@lindhof-labs.example", "Petra Lind"),
        ("'Petra Lind'", "petra@lindhof-labs.example", "Petra Lind"),
        ("Petra", "petra@lindhof-labs.example", ""),
        ("Lindhof Labs", "petra@lindhof-labs.example", ""),
        ("Lindhof Labs Careers", "careers@lindhof-labs.example", ""),
        ("Karriere Team", "karriere@lindhof-labs.example", ""),
        ("Human Resources", "hr@lindhof-labs.example", ""),
        ("petra@lindhof-labs.example", "petra@lindhof-labs.example", ""),
        ("", "petra@lindhof-labs.example", ""),
    ],
)
def test_a_person_is_greeted_as_their_mail_names_them_and_a_desk_is_not(name: str, address: str, greets: str) -> None:
    assert greeted(name, address) == greets


def test_a_firm_that_is_called_like_a_person_is_not_greeted() -> None:
    assert greeted("Petra Lindhof", "petra@lindhof.example", employer="Petra Lindhof GmbH") == ""


def test_how_they_name_themselves_last_counts() -> None:
    mails = [
        received("a", "2026-03-03", from_="Petra Lindhof <petra@lindhof-labs.example>"),
        received("b", "2026-03-04", from_="Petra Voss <petra@lindhof-labs.example>"),
    ]
    assert reads("petra@lindhof-labs.example", *mails) == "Petra Voss"


def test_the_name_of_another_address_is_nobodys_here() -> None:
    mail = received("a", "2026-03-03", from_="Petra Lindhof <petra@lindhof-labs.example>")
    assert reads("jobs@lindhof-labs.example", mail) == ""


@pytest.mark.parametrize(
    ("written", "greets"),
    [
        ("Petra Lindhof", "Petra Lindhof"),
        ("Xyra van der Quentmark", "Xyra van der Quentmark"),
        ("D. Voss", "D. Voss"),
        ("Élise Öhm", "Élise Öhm"),
        ("Lindhof", ""),
        ("mensen van Lindhof Labs", ""),
        ("People of Lindhof Labs", ""),
        ("", ""),
    ],
)
def test_whom_the_application_greeted_is_greeted_again_where_more_than_a_surname_is_known(
    written: str, greets: str
) -> None:
    desk = "jobs@lindhof-labs.example"
    its = application(contacts=(Address("", desk),))
    mail = sent("b", "2026-03-03", to=desk, addressed_to=written)
    assert reads(desk, mail, its=its) == greets
    assert reads("x@y.example", mail) == ""


def test_who_decides_is_greeted_at_a_desk_and_not_in_the_place_of_another_person() -> None:
    its = application(hiring_manager="D. Voss", contacts=(Address("", "jobs@lindhof-labs.example"),))
    assert reads("jobs@lindhof-labs.example", its=its) == "D. Voss"
    petra = received("a", "2026-03-03", from_="Petra Lindhof <petra@lindhof-labs.example>")
    assert reads("petra@lindhof-labs.example", petra, its=its) == "Petra Lindhof"


def test_the_decider_of_the_company_is_not_greeted_at_its_agency() -> None:
    """SR24: once the agency's desk was greeted by the name of the company's manager."""
    its = application(hiring_manager="D. Voss", kind=CounterpartKind.OUTSOURCED, contacts=())
    assert reads("jobs@sola-staffing.example", its=its) == ""
    assert reads("", its=its) == ""


def test_who_stands_in_and_whom_the_user_knows_are_greeted_by_the_name_that_is_known() -> None:
    """Once the alert told to ask Ada Brandt, and the letter to her greeted nobody."""
    ada, kim = Address("Ada Brandt", "ada.brandt@lindhof-labs.example"), Address("Kim Sola", "kim.sola@x.example")
    away = received("a", "2026-03-03", Detail.OUT_OF_OFFICE, deputy=ada)
    its = application(acquaintances=(kim,))
    assert reads(ada.address, away, its=its) == "Ada Brandt"
    assert reads(kim.address, away, its=its) == "Kim Sola"


@pytest.mark.parametrize(("greeted_as", "greets"), [("Quentmark", "Xyra Quentmark"), ("Voss", ""), ("", "")])
def test_a_name_whose_surname_the_users_letter_greets_is_a_persons(greeted_as: str, greets: str) -> None:
    first_name = "xyra@lindhof-labs.example"
    its = application(contacts=(Address("Xyra Quentmark", first_name),))
    mail = sent("b", "2026-03-03", to=first_name, addressed_to=greeted_as)
    assert reads(first_name, mail, its=its) == greets
