"""Of all names in a mail, the one for which most speaks comes first; what a system names in a fixed place stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.facts.employer import employers
from inbox_watch.facts.mentions import mentions
from inbox_watch.facts.names import same_employer
from inbox_watch.records import EmployerCandidate, Message
from tests.facts.mails import HOSTILE, mail
from tests.facts.sender_mails import sender_mails
from tests.support.sample import shipped_judge


def found(message: Message) -> tuple[EmployerCandidate, ...]:
    """What the program finds, with the tagger that is shipped."""
    tagger = shipped_judge().tagger
    assert tagger
    return employers(message, mentions(message, tagger))


@pytest.mark.parametrize(
    ("name", "address", "subject", "text", "employer"), sender_mails(), ids=lambda value: str(value)[:30]
)
def test_the_first_employer_is_the_one_a_person_reads(
    name: str, address: str, subject: str, text: str, employer: str
) -> None:
    named = [each.name for each in found(mail(text, name=name, sender=address, subject=subject))]
    assert same_employer(named[0], employer), named


def test_what_a_template_names_stays_whatever_the_text_says() -> None:
    message = mail(
        "Tolliver Castings and Lindhof Labs are hiring too. Tolliver Castings wants you.",
        sender="jobs-noreply@linkedin.com",
        subject="Your application was sent to Quillmoor",
    )
    assert (found(message)[0].name, found(message)[0].evidence) == ("Quillmoor", "template")


def test_the_name_a_system_shows_stays() -> None:
    message = mail(
        "Thank you for applying to Lindhof Labs Institute of Applied Optics.",
        sender="no-reply@us.greenhouse-mail.io",
        name="Lindhof Labs",
    )
    assert found(message)[0] == EmployerCandidate("Lindhof Labs", "display_name")


def test_a_slug_gives_way_to_the_name_in_the_text() -> None:
    message = mail(
        "Thank you for applying to Halden Foods.\n\nThe Halden Foods team",
        sender="halden@myworkday.com",
        name="Workday",
        subject="Your application to Halden Foods",
    )
    assert found(message)[0].name == "Halden Foods"


def test_a_desk_of_a_house_with_another_domain_stays() -> None:
    message = mail("Thank you for your application.", sender="careers@vlgroup.example", name="Vesper Lyle Careers")
    assert [each.name for each in found(message)] == ["Vesper Lyle", "Vlgroup"]


def test_the_others_keep_their_order() -> None:
    message = mail("Thank you for applying.", sender="office@saltmarsh-pottery.example", name="Wenda Trevorrow")
    by_order = employers(message)
    first, *others = found(message)
    assert first.name == "Saltmarsh Pottery"
    assert others == [each for each in by_order if each.name != first.name]


def test_without_a_tagger_the_order_decides() -> None:
    message = mail("Thank you for applying.", sender="office@saltmarsh-pottery.example", name="Wenda Trevorrow")
    tagger = shipped_judge().tagger
    assert tagger
    assert employers(message, replace(mentions(message, tagger), weights=()))[0].name == "Wenda Trevorrow"


@pytest.mark.parametrize(
    "message",
    [
        mail("Hello, how are you?", sender="kim@gmail.com"),
        mail("Hello, how are you?", sender="kim.doerr@gmail.com", name="Kim Doerr"),
        mail("We got it.", sender="no-reply@us.greenhouse-mail.io", name="Jane Doerr"),
        mail("We got it.", sender=""),
    ],
)
def test_where_nobody_is_named_nobody_is_found(message: Message) -> None:
    assert found(message) == ()


@pytest.mark.parametrize("kind", HOSTILE)
def test_any_text_has_at_most_eight_names_of_at_most_eighty_letters(kind: str) -> None:
    text = HOSTILE[kind][:20_000]
    names = found(mail(text, subject=text[:500], sender="hr@aaaa.example", name=text[:500], signature=text))
    assert len(names) <= 8
    assert all(2 <= len(each.name) <= 80 for each in names)
