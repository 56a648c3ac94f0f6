"""Whose name is no title: the user's and those of the people of a mail."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.facts.people import is_a_name, people_of
from inbox_watch.facts.role import role
from inbox_watch.records import Address, Message
from tests.facts.mails import HOSTILE, letter, mail

NAMES = ["Jo Tester", "Jo Carpenter", "Tom Baker", "Jo Cook", "Ann Driver", "Max Kaufmann"]


def written_by(name: str, text: str, *, subject: str = "") -> Message:
    return replace(letter(f"{text}\n\nKind regards\n{name}", subject=subject), from_=Address(name, "me@home.example"))


def sent_to(name: str, text: str, *, subject: str = "") -> Message:
    return replace(mail(text, subject=subject), to=(Address(name, "me@home.example"),))


@pytest.mark.parametrize("name", NAMES)
def test_the_users_name_is_no_title(name: str) -> None:
    assert role(written_by(name, "I would like to apply.", subject=f"Application {name}")) == ""
    assert role(written_by(name, "Hier ist meine Bewerbung.", subject=f"Bewerbung – {name}")) == ""
    assert role(sent_to(name, f"Dear {name},\n\nThank you for writing.", subject=f"Your application, {name}")) == ""
    assert role(sent_to("", f"Dear {name},\n\nThank you.\n\n{name}")) == ""


@pytest.mark.parametrize("name", NAMES)
def test_a_title_beside_the_name_is_found(name: str) -> None:
    about = f"Application as Network Planner – {name}"
    assert role(written_by(name, "Please see the files.", subject=about)) == "Network Planner"
    assert role(sent_to(name, "Dear applicant,\n\nThank you.", subject=f"Network Planner, {name}")) == "Network Planner"


def test_what_the_text_frames_is_a_title_though_somebody_is_called_so() -> None:
    text = "I would like to apply for the position of Carpenter."
    assert role(written_by("Jo Carpenter", text)) == "Carpenter"


def test_people_of_theirs_are_no_titles_and_desks_are_no_people() -> None:
    signed = mail("Thank you for your letter.\n\nKind regards\nThomas Baker", name="Thomas Baker")
    assert role(signed) == ""
    assert role(mail("Network Planner\n\nThank you.", name="Network Planner Jobs")) == "Network Planner"


def test_what_somebody_is_stands_in_front_of_the_name_or_alone() -> None:
    for greeting in ("Cara Enfermeira", "Cara Enfermeira Beatriz Lopes"):
        people = people_of(mail(f"{greeting},\n\nObrigada."))
        assert not is_a_name("Enfermeira", people, framed=False)


def test_a_whole_name_is_none_even_in_a_frame() -> None:
    people = people_of(sent_to("Tom Baker", "Hello"))
    assert is_a_name("Tom Baker", people, framed=True)
    assert is_a_name("Baker", people, framed=False)
    assert not is_a_name("Baker", people, framed=True)
    assert not is_a_name("Master Baker", people, framed=False)
    assert not is_a_name("", people, framed=False)


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_mail_has_few_people(kind: str) -> None:
    assert len(people_of(mail(HOSTILE[kind], signature=HOSTILE[kind]))) < 30
