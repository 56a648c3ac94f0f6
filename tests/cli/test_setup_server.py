"""From an address to the server, by the table, by what the domain says, or by questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest

from inbox_watch.accounts import ImapAccount
from inbox_watch.cli.setup_server import Place, settled_place
from inbox_watch.setup.answers import Given
from inbox_watch.sources.autoconfig_format import Discovered

_T = TypeVar("_T")
ANNOUNCED = Discovered("mail.firm.example", 143, "starttls", "runa", "password", "autoconfig.firm.example")
NOTHING = Given()


class Typist:
    """Somebody who answers with these words, one after the other; what was said and asked is kept."""

    is_person = True

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.heard: list[str] = []

    def say(self, text: str = "") -> None:
        self.heard.append(text)

    def ask(self, question: str, default: str | None, read: Callable[[str], _T]) -> _T:
        self.heard.append(f"{question} [{default}]")
        return read(self._answers.pop(0) or default or "")

    def choose(self, question: str, options: Sequence[str]) -> int:
        raise AssertionError((question, options))

    def confirm(self, question: str, *, default: bool) -> bool:
        return self.ask(question, "y" if default else "n", lambda text: text == "y")

    def secret(self, question: str) -> str:
        raise AssertionError(question)


def settled(address: str, typist: Typist, given: Given = NOTHING, found: Discovered | None = None) -> Place:
    place = settled_place(address, given, "a", typist, find=lambda _: found)
    assert typist._answers == []
    return place


@pytest.mark.parametrize(
    ("address", "account", "wants_token"),
    [
        (
            "r@gmail.com",
            ImapAccount("a", "imap.gmail.com", 993, "tls", "r@gmail.com", authserv_id="mx.google.com"),
            False,
        ),
        ("r@web.de", ImapAccount("a", "imap.web.de", 993, "tls", "r"), False),
        (
            "r@outlook.com",
            ImapAccount("a", "outlook.office365.com", 993, "tls", "r@outlook.com", authserv_id="unnamed"),
            True,
        ),
        (
            "r@proton.me",
            ImapAccount("a", "127.0.0.1", 1143, "starttls", "r@proton.me", authserv_id="mail.protonmail.ch"),
            False,
        ),
    ],
)
def test_a_known_provider_needs_no_question(address: str, account: ImapAccount, wants_token: bool) -> None:
    typist = Typist()
    place = settled(address, typist, found=ANNOUNCED)
    assert (place.account, place.wants_token) == (account, wants_token)
    assert typist.heard == []


def test_what_the_domain_says_is_shown_and_agreed_to() -> None:
    typist = Typist("")
    place = settled("runa@firm.example", typist, found=ANNOUNCED)
    assert place.account == ImapAccount("a", "mail.firm.example", 143, "starttls", "runa")
    assert "autoconfig.firm.example says that this mail is read at mail.firm.example:143, as runa." in typist.heard


def test_a_domain_that_is_kept_at_a_known_provider_gets_its_advice() -> None:
    at_google = Discovered("imap.gmail.com", 993, "tls", "runa@firm.example", "token", "autoconfig.thunderbird.net")
    place = settled("runa@firm.example", Typist("y"), found=at_google)
    assert place.provider is not None
    assert place.provider.name == "Gmail"
    assert place.account.authserv_id == "mx.google.com"
    assert not place.wants_token


def test_who_does_not_agree_is_asked() -> None:
    typist = Typist("n", "imap.firm.example", "starttls", "", "me")
    place = settled("runa@firm.example", typist, found=ANNOUNCED)
    assert place.account == ImapAccount("a", "imap.firm.example", 143, "starttls", "me")
    assert typist.heard[-1] == "Name to log in with [runa@firm.example]"


def test_where_nobody_says_anything_the_server_is_asked_for() -> None:
    typist = Typist("", "", "", "")
    assert settled("r@firm.example", typist).account == ImapAccount(
        "a", "imap.firm.example", 993, "tls", "r@firm.example"
    )


def test_a_server_of_the_table_needs_no_more_questions() -> None:
    place = settled("r@firm.example", Typist("outlook.office365.com"))
    assert place.account == ImapAccount(
        "a", "outlook.office365.com", 993, "tls", "r@firm.example", authserv_id="unnamed"
    )
    assert place.wants_token


@pytest.mark.parametrize(
    ("address", "given", "account"),
    [
        ("r@x.example", Given(host="h.example", user="u"), ImapAccount("a", "h.example", 993, "tls", "u")),
        (
            "r@x.example",
            Given(host="h.example", user="u", security="starttls", authserv_id="mx"),
            ImapAccount("a", "h.example", 143, "starttls", "u", authserv_id="mx"),
        ),
        ("r@gmx.de", Given(port=143, security="starttls"), None),
    ],
)
def test_the_command_line_goes_before_what_is_known(address: str, given: Given, account: ImapAccount | None) -> None:
    place = settled(address, Typist(), given)
    gmx = ImapAccount("a", "imap.gmx.net", 143, "starttls", "r@gmx.de", authserv_id="gmx.net")
    assert place.account == (account or gmx)
