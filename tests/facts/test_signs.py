"""Signs that a mail shows by itself: in its sender, its files and its links."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inbox_watch.facts.signs import signs
from inbox_watch.records import Address, Attachment, Authentication, EmployerCandidate, Message
from tests.support.messages import message

ACME = Address("Acme", "jobs@acme.example")


def kinds(mail: Message, *employers: EmployerCandidate) -> set[str]:
    return {sign.kind for sign in signs(mail, [], employers)}


@pytest.mark.parametrize(
    ("sender", "kind"),
    [
        (Address("jobs@acme.example", "x@evil.example"), "name_address"),
        (Address("Acme (jobs@acme.example)", "x@evil.example"), "name_address"),
        (Address("jobs@mail.acme.example", "jobs@acme.example"), ""),
        (Address("Anna via LinkedIn anna@acme.example", "messages-noreply@linkedin.com"), "relay"),
        (Address("Acme", "jobs@асme.example"), "mixed_letters"),
        (Address("Acme", "jobs@xn--me-7kca.example"), "mixed_letters"),
        (Address("Acme", "jobs@почта.example"), ""),
        (Address("Acme", "jobs@xn--\u00e9.example"), ""),
        (Address("Acme", "acme.jobs@gmail.com"), "free_mail"),
        (Address("", ""), ""),
    ],
)
def test_what_a_sender_shows(sender: Address, kind: str) -> None:
    found = kinds(message(from_=sender), EmployerCandidate("Acme", "subject"))
    assert found == ({kind} if kind else set())


def test_a_free_address_that_speaks_for_no_company_is_somebody() -> None:
    assert kinds(message(from_=Address("Anna", "anna@gmail.com"))) == set()


def test_answers_to_a_private_mailbox() -> None:
    private, desk = Address("", "acme.hr@gmail.com"), Address("", "hr@acme-group.example")
    assert kinds(message(from_=ACME, reply_to=(private,))) == {"reply_elsewhere"}
    assert kinds(message(from_=ACME, reply_to=(desk,))) == set()
    assert kinds(message(from_=Address("", "no-reply@us.greenhouse-mail.io"), reply_to=(private,))) == set()


def test_what_the_provider_says() -> None:
    mail = message(from_=ACME)
    assert kinds(replace(mail, authentication=Authentication(passed=False, failed=True))) == {"failing"}
    assert kinds(replace(mail, authentication=Authentication(passed=False, failed=False))) == set()


@pytest.mark.parametrize(
    ("name", "runs"), [("Contract.pdf.exe", True), ("form.HTML", True), ("Contract.pdf", False), ("html", False)]
)
def test_files_that_run(name: str, runs: bool) -> None:
    file = Attachment(name, "application/octet-stream", 100)
    assert kinds(message(from_=ACME, attachments=(file,))) == ({"attachment"} if runs else set())


@pytest.mark.parametrize(
    ("target", "astray"),
    [
        ("evil.example", True),
        ("mail.acme.example", False),
        ("click.list-manage.com", False),
        ("boards.greenhouse.io", False),
        ("nam02.safelinks.protection.outlook.com", False),
    ],
)
def test_links_that_lead_to_strangers(target: str, astray: bool) -> None:
    mail = message(from_=ACME, masked_links=(("www.acme.example", target),))
    assert kinds(mail) == ({"link_elsewhere"} if astray else set())
