"""What an application's employer is called: by an address book or in words before the mere domain, and once for all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.facts.employer import recipients
from inbox_watch.records import Address, EmployerCandidate, Finding
from tests.facts.mails import letter
from tests.support.findings import received, replay, sent


@pytest.mark.parametrize(
    ("name", "address", "text", "found"),
    [
        ("شركة النور للتجارة", "li@nurdin.example", "", ["شركة النور للتجارة"]),
        ("华新贸易有限公司", "hr@huaxin-trade.example", "", ["华新贸易有限公司"]),
        ("Square [50] Co", "jobs@bracket.example", "", ["Square Co"]),
        ("Freshwell Careers", "jobs@fresh.example", "", ["Freshwell"]),
        ("", "jobs@fresh.example", "I would like to work at Freshwell.", ["Freshwell"]),
        ("Personal", "jobs@fresh.example", "Planner at Freshwell Labs.", ["Freshwell Labs"]),
        ("", "jobs@fresh.example", "A freshwater farm. I worked at Lindhof.", []),
        ("Petra Lindhof", "jobs@fresh.example", "", []),
        ("Zorica Weiss", "weiss@fresh.example", "", []),
        ("Anna (HR)", "jobs@fresh.example", "", []),
        ("Greenhouse", "jobs@fresh.example", "", []),
        ("Freshwell", "jobs@gmail.com", "I would like to work at Gmail Labs.", []),
        ("Freshwell", "jobs@greenhouse.io", "Greenhouse Labs", []),
        ("jobs@fresh.example", "jobs@fresh.example", "", []),
    ],
)
def test_what_a_letter_says_of_whom_it_goes_to(name: str, address: str, text: str, found: list[str]) -> None:
    mail = replace(letter(text), to=(Address(name, address),))
    assert [each.name for each in recipients(mail)] == found


def written(*named: tuple[str, str]) -> Finding:
    finding = sent("cv", "2026-03-02", to="jobs@fresh.example")
    return replace(finding, facts=replace(finding.facts, employers=_candidates(*named)))


def answered(key: str, when: str, *named: tuple[str, str], sender: str = "jobs@fresh.example") -> Finding:
    finding = received(key, when, from_=sender, answers="cv", passed=True)
    return replace(finding, facts=replace(finding.facts, employers=_candidates(*named)))


def _candidates(*named: tuple[str, str]) -> tuple[EmployerCandidate, ...]:
    return tuple(EmployerCandidate(name, evidence) for name, evidence in named)


def employer(*findings: Finding) -> list[str]:
    return [each.employer for each in replay(*findings).applications]


def test_the_name_of_the_address_book_comes_before_that_of_the_domain() -> None:
    assert employer(written()) == ["Fresh"]
    assert employer(written(("Square Co", "recipient"))) == ["Square Co"]
    assert employer(written(("华新贸易有限公司", "body"))) == ["华新贸易有限公司"]
    assert employer(written(("Lindhof", "body"))) == ["Fresh"]


def test_a_receipt_names_who_was_a_mere_domain_and_no_later_one_renames() -> None:
    first = answered("r", "2026-03-03", ("Freshwell", "domain_name"))
    later = answered("s", "2026-03-05", ("Fresh Water Works", "desk_name"))
    assert employer(written(), first) == ["Freshwell"]
    assert employer(written(), first, later) == ["Freshwell"]
    assert employer(written(), later, answered("t", "2026-03-06", ("Freshwell", "domain_name"))) == [
        "Fresh Water Works"
    ]


def test_a_receipt_renames_nobody_who_was_named() -> None:
    named = written(("Square Co", "recipient"))
    assert employer(named, answered("r", "2026-03-03", ("Freshwell", "desk_name"))) == ["Square Co"]


def test_neither_a_system_nor_a_signature_names_who_was_a_mere_domain() -> None:
    system = answered("r", "2026-03-03", ("Zephyr", "display_name"), sender="noreply@greenhouse.io")
    assert employer(written(), system) == ["Fresh"]
    assert employer(written(), answered("r", "2026-03-03", ("Lindhof", "signature"))) == ["Fresh"]
