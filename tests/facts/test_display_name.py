"""What a sender calls itself is an employer, a desk or a person."""

from __future__ import annotations

import pytest

from inbox_watch.facts.display_name import desk_names, display_names
from tests.facts.mails import mail

ATS = "no-reply@us.greenhouse-mail.io"


@pytest.mark.parametrize(
    ("name", "text", "names"),
    [
        ("Lindhof Labs Careers", "", ["Lindhof Labs"]),
        ("Workday for Lindhof (Do Not Reply)", "", ["Lindhof"]),
        ("Lindhof-HR-Workday", "", ["Lindhof"]),
        ("Office Depot North Careers", "", ["Office Depot North"]),
        ("Ana Recruiter", "Thank you for applying. Anastasia's team", []),
        ("Lindhof Recruiter", "Thank you for applying to Lindhof.", ["Lindhof"]),
        ("AutoNotification Workday", "", []),
        ("Pat Recruiter", "We got it.\n\nPat", []),
        ("Lindhof Recruiter", "Thank you for applying to Lindhof.\n\nLindhof", ["Lindhof"]),
        ("Jane Doerr", "", []),
        ("Anne-Sophie Doerr", "", []),
        ("Jane van Doerr", "", []),
        ("Pete Doerr Joinery", "", ["Pete Doerr Joinery"]),
        ("Zwenja Doerr", "We got it.\nZwenja", []),
        ("Zwenja Labs", "We at Zwenja got it.\nZwenja", ["Zwenja Labs"]),
        ("Jane Doerr - Lindhof", "", ["Lindhof"]),
        ("Jane Doerr, Lindhof Labs", "", ["Lindhof Labs"]),
        ("Dani from Lindhof Labs", "", ["Lindhof Labs"]),
        ("Recruiting bei Lindhof Labs", "", ["Lindhof Labs"]),
        ("Do Not Reply", "", []),
        ("Please do not reply", "", []),
        ("Lindhof Labs No-Reply", "", ["Lindhof Labs"]),
        ("Reply", "", ["Reply"]),
        ("Equipo de Lindhof Labs", "", ["Lindhof Labs"]),
        ("Team Karriere von Lindhof", "", ["Lindhof"]),
        ("Lindhof Early Careers", "", ["Lindhof"]),
        ("lindhof-labs.example Recruiting", "", ["Lindhof Labs"]),
        ("Lindhof.example Recruiting", "", ["Lindhof.example"]),
    ],
)
def test_a_platform_shows_the_employer_and_hides_the_desk(name: str, text: str, names: list[str]) -> None:
    assert list(display_names(mail(text, sender=ATS, name=name))) == names


@pytest.mark.parametrize(
    ("name", "sender", "names"),
    [
        ("The Anchor, Brackwater", "jobs@anchor.example", ["Anchor", "Brackwater"]),
        ("HR @ Tolliver Castings", "hr@tolliver.example", ["Tolliver Castings"]),
        ("Lindhof Family Health Plan", "donotreply@plan.example", ["Lindhof Family Health Plan"]),
        ("Lindhof Alerts", "lindhofalerts@lindhof.example", ["Lindhof"]),
        ("Petra Weiss", "petra.weiss@lindhof.example", []),
        ("Dov", "dov@lindhof.example", []),
        ("Prof. Wieczorek", "office@uni.example", []),
        ("Sekretariat Prof. Dr. Wieczorek", "office@uni.example", []),
        ("Ufficio Personale Lindhof Labs", "personale@lindhof.example", ["Lindhof Labs"]),
        ("Divisão de Recursos Humanos", "drh@lindhof.example", []),
        ("Human Resources", "hr@lindhof.example", []),
        ("Jane Doerr", "careers@lindhof.example", []),
        ("Careers at Lindhof", "lindhof@ats.example", ["Lindhof"]),
        ("Jane Doerr from Lindhof Labs", "careers@lindhof.example", ["Lindhof Labs"]),
    ],
)
def test_a_desk_of_an_own_domain_names_its_house_and_a_person_does_not(
    name: str, sender: str, names: list[str]
) -> None:
    assert list(desk_names(mail(sender=sender, name=name))) == names
