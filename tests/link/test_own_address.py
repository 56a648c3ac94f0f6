"""An address that a system makes for one application tells two applications at one employer apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.link.case import is_for_one_application
from inbox_watch.records import Address, Detail, Finding, LinkReason, SentKind
from tests.support.findings import address, home, link_of, received, replay, sent

SYSTEM = "karriere@lindhof.example"
FIRST = "candidate-48112@lindhof.example"
SECOND = "candidate-50377@lindhof.example"


def _receipt(key: str, role: str, own: str) -> Finding:
    receipt = received(key, "2026-03-02", from_=f"Lindhof <{SYSTEM}>", employers=["Lindhof"], role=role)
    return replace(receipt, reply_to=(address(own),))


def test_it_decides_between_two_roles() -> None:
    first, second = _receipt("first", "Planner", FIRST), _receipt("second", "Cook", SECOND)
    answer = received("no", "2026-03-20", Detail.REJECTION, from_=f"Lindhof <{SECOND}>", employers=["Lindhof"])
    ledger = replay(first, second, answer)
    its_link = link_of(ledger, answer)
    assert home(ledger, answer) == home(ledger, second) != home(ledger, first)
    assert its_link is not None
    assert its_link.reason is LinkReason.ADDRESS


def test_what_the_user_writes_to_it_belongs_there() -> None:
    first, second = _receipt("first", "Planner", FIRST), _receipt("second", "Cook", SECOND)
    asked = sent("asked", "2026-03-20", SentKind.FOLLOW_UP, to=FIRST)
    ledger = replay(first, second, asked)
    assert home(ledger, asked) == home(ledger, first)


def test_a_role_in_the_mail_beats_it() -> None:
    first, second = _receipt("first", "Planner", FIRST), _receipt("second", "Cook", SECOND)
    answer = received("no", "2026-03-20", Detail.REJECTION, from_=f"Lindhof <{SECOND}>", role="Planner")
    ledger = replay(first, second, answer)
    assert home(ledger, answer) == home(ledger, first)


def test_an_address_that_two_applications_have_is_no_key() -> None:
    first, second = _receipt("first", "Planner", FIRST), _receipt("second", "Cook", FIRST)
    answer = received("no", "2026-03-20", Detail.REJECTION, from_=f"Lindhof <{FIRST}>")
    assert home(replay(first, second, answer), answer) is None


@pytest.mark.parametrize(
    ("local_part", "is_own"),
    [
        ("candidate-48112", True),
        ("reply+9f3a01bc", True),
        ("bewerbung_7a2b9", True),
        ("jobs", False),
        ("jobs2026", False),
        ("team-2c", False),
        ("petra.lindhof", False),
        ("no-reply", False),
        ("talent+autoreply", False),
    ],
)
def test_which_addresses_are_made_for_one(local_part: str, is_own: bool) -> None:
    assert is_for_one_application(Address("", f"{local_part}@lindhof.example")) is is_own
