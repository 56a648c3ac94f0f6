"""Whom the one follow-up goes to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inbox_watch.followup.target import bears, is_desk
from inbox_watch.records import Address, CounterpartKind, Detail, Finding
from tests.support.events import application, event, stand
from tests.support.findings import LINDHOF, day, received, sent

JOBS = Address("", "jobs@lindhof-labs.example")
PETRA = Address("Petra Lindhof", LINDHOF)
MARK = Address("Mark Aune", "mark.aune@lindhof-labs.example")
ADA = Address("Ada Brandt", "ada@lindhof-labs.example")
MARK_WROTE = received("h", "2026-03-04", Detail.HUMAN_REPLY, from_="Mark Aune <mark.aune@lindhof-labs.example>")
RECEIPT = received("r", "2026-03-03", from_="jobs@lindhof-labs.example")
AWAY = received("a", "2026-03-03", Detail.OUT_OF_OFFICE, deputy=ADA, return_on=day("2026-03-20"))
TO_THE_DESK = sent("cv2", "2026-03-02 11:00", to=JOBS.address)


def asked(*events: Finding, **changes: Any) -> str:
    its = application(**{"contacts": (JOBS, PETRA, MARK), **changes})
    return stand(*events, today="2026-03-09", its=its).follow_up.target


def test_the_target_is_who_was_written_to() -> None:
    """SR12: who was written to comes before who wrote since, and a desk comes last.

    Once the last sender was the target, and a receipt from a desk took the place of the person the letter went to. A
    receipt is written by nobody, and the reader of the letter has the papers.
    """
    assert asked() == LINDHOF
    assert asked(RECEIPT) == LINDHOF
    assert asked(MARK_WROTE) == LINDHOF
    assert asked(contacts=(MARK, PETRA)) == LINDHOF


def test_whom_a_letter_went_to_after_it_came_back_is_written_to() -> None:
    assert asked(sent("cv2", "2026-03-03", to=MARK.address)) == MARK.address


def test_who_wrote_comes_before_the_desk_that_was_written_to() -> None:
    """SR12: the recruiter in the thread comes before the general mailbox."""
    its = application(contacts=(JOBS, MARK))
    mail = tuple(event(each) for each in (TO_THE_DESK, RECEIPT, MARK_WROTE))
    assert stand(*mail, today="2026-03-09", its=its).follow_up.target == MARK.address


@pytest.mark.parametrize(
    "by_machine",
    [
        replace(received("m", "2026-03-04", from_=MARK.address), automatic=True),
        received("m", "2026-03-04", Detail.ACKNOWLEDGEMENT, from_=MARK.address),
        received("m", "2026-03-04", Detail.OUT_OF_OFFICE, from_=MARK.address),
    ],
)
def test_automatic_mail_is_written_by_nobody(by_machine: Finding) -> None:
    """SR11: the person who wrote before stays the one to ask."""
    by_hand = received("h", "2026-03-03", Detail.STATUS_UPDATE, from_=ADA.address)
    assert asked(TO_THE_DESK, by_hand, by_machine, contacts=(JOBS, MARK, ADA)) == ADA.address


def test_a_stranger_in_the_thread_is_no_target() -> None:
    robot = received("s", "2026-03-04", Detail.HUMAN_REPLY, from_="robot@ats.example")
    assert asked(robot) == LINDHOF


def test_the_target_is_whom_the_user_names() -> None:
    """SR12: the user's word comes before everything."""
    assert asked(RECEIPT, write_to="jo@lindhof-labs.example", hiring_manager="D. Voss") == "jo@lindhof-labs.example"


@pytest.mark.parametrize(
    ("voss", "target"),
    [
        (Address("Dana Voss", "hm@lindhof-labs.example"), "hm@lindhof-labs.example"),
        (Address("", "d.voss@lindhof-labs.example"), "d.voss@lindhof-labs.example"),
        (Address("Peter Voss", "p.voss@lindhof-labs.example"), "D. Voss"),
        (MARK, "D. Voss"),
    ],
)
def test_the_named_hiring_manager_is_asked(voss: Address, target: str) -> None:
    """SR12: given hiring_manager 'D. Voss', the follow-up goes to D. Voss, by the address that bears the name."""
    assert asked(hiring_manager="D. Voss", contacts=(PETRA, voss)) == target


@pytest.mark.parametrize(
    ("name", "address", "is_borne"),
    [
        ("Dana Voss", Address("Dr. Dana Voss", "x@firm.example"), True),
        ("Dr. Voss", Address("Dana Voss", "x@firm.example"), True),
        ("Dana Voss", Address("", "dvoss@firm.example"), True),
        ("Voss", Address("", "voss@firm.example"), True),
        ("Dana Voss", Address("Voss, Dana", "x@firm.example"), True),
        ("Núria Solé", Address("", "n.sole@firm.example"), True),
        ("Dana Voss", Address("Dora Voss", "x@firm.example"), False),
        ("Dana Voss", Address("Dana Vosskamp", "x@firm.example"), False),
        ("...", Address("Dana Voss", "x@firm.example"), False),
        ("", Address("", "x@firm.example"), False),
    ],
)
def test_an_address_bears_a_name(name: str, address: Address, *, is_borne: bool) -> None:
    assert bears(address, name) is is_borne


def test_a_deputy_comes_before_the_desk_and_after_people() -> None:
    """SR50: nobody but a desk is known beside the deputy of an absence note."""
    assert asked(TO_THE_DESK, AWAY, contacts=(JOBS,)) == ADA.address
    assert asked(AWAY) == LINDHOF


def test_a_committee_is_asked_at_its_office() -> None:
    """SR23: the target is a role and not a person."""
    assert asked(MARK_WROTE, kind=CounterpartKind.COMMITTEE) == JOBS.address
    office = "the chair or the office named in the advert"
    assert asked(kind=CounterpartKind.COMMITTEE, contacts=(PETRA,)) == office
    assert asked(kind=CounterpartKind.COMMITTEE, contacts=()) == office


@pytest.mark.parametrize("kind", [CounterpartKind.OUTSOURCED, CounterpartKind.RECRUITER])
def test_an_agency_that_is_known_is_asked_and_never_the_company(kind: CounterpartKind) -> None:
    """SR24: a receipt from an agency for client X, later mail of X: the target is the agency."""
    agency = Address("Kim Sola", "kim@sola-staffing.example")
    known = {"kind": kind, "contacts": (PETRA, agency, MARK), "agency_contacts": (agency.address,)}
    receipt = received("r", "2026-03-03", from_=agency.address)
    assert asked(receipt, MARK_WROTE, **known) == agency.address
    assert asked(receipt, MARK_WROTE, **known | {"contacts": (PETRA, MARK)}) == agency.address


def test_who_decides_at_the_company_is_not_asked_about_an_outsourced_job() -> None:
    """SR24: not even by name; where the user has no address of the agency it is named as such."""
    agency = ("kim@sola-staffing.example",)
    outsourced = {"kind": CounterpartKind.OUTSOURCED, "hiring_manager": "D. Voss"}
    assert asked(agency_contacts=agency, **outsourced) == agency[0]
    assert asked(contacts=(), **outsourced) == "the agency"


def test_when_nobody_is_known_the_employer_is() -> None:
    assert asked(contacts=()) == "Lindhof Labs"


@pytest.mark.parametrize(
    ("local_part", "is_one"),
    [
        ("jobs", True),
        ("hr", True),
        ("info", True),
        ("recruiting.team", True),
        ("jobs2026", True),
        ("no-reply", True),
        ("bewerbung", True),
        ("sales", True),
        ("owner", False),  # one person reads there
        ("petra", False),
        ("mark.aune", False),
        ("p.lindhof", False),
    ],
)
def test_a_desk_is_told_by_its_local_part(local_part: str, *, is_one: bool) -> None:
    assert is_desk(Address("", f"{local_part}@firm.example")) is is_one
