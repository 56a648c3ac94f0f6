"""What a provider wants first, and which programs of a machine keep a password."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from inbox_watch.knowledge import table
from inbox_watch.knowledge.providers import FirstStep, Provider, provider_of, provider_reading_at
from inbox_watch.setup.advice import advice, as_meant, password_name
from inbox_watch.setup.keepers import Keeper, keepers


def provider(address: str) -> Provider:
    found = provider_of(address)
    assert found is not None
    return found


def test_every_first_step_has_its_sentences() -> None:
    assert {row["first"] for row in table("provider_steps")} == set(get_args(FirstStep)) - {""}


@pytest.mark.parametrize("first", [row["first"] for row in table("provider_steps")])
def test_the_sentences_name_the_provider_and_what_to_read(first: FirstStep) -> None:
    told = advice(replace(provider("r@gmail.com"), first=first))
    assert "Gmail" in told
    assert "https://support.google.com" in told or "docs/oauth.md" in told
    assert "{" not in told


def test_gmail_wants_an_app_password_and_outlook_a_token() -> None:
    assert "app password" in advice(provider("r@gmail.com"))
    assert "no passwords any more" in advice(provider("r@outlook.com"))
    assert advice(provider("r@posteo.de")) == ""


def test_a_server_tells_its_provider() -> None:
    gmail = provider_reading_at("IMAP.gmail.com")
    assert gmail is not None
    assert gmail.name == "Gmail"
    office = provider_reading_at("outlook.office365.com")
    assert office is not None
    assert office.name == "Microsoft 365"
    assert provider_reading_at("imap.example.org") is None
    assert provider_reading_at("127.0.0.1") is None


@pytest.mark.parametrize(
    ("address", "typed", "meant", "name"),
    [
        ("r@gmail.com", "abcd efgh ijkl mnop", "abcdefghijklmnop", "App password"),
        ("r@gmx.de", "my pass word", "my pass word", "Password"),
        ("r@t-online.de", "my pass word", "my pass word", "Password"),
    ],
)
def test_an_app_password_is_meant_without_its_blanks(address: str, typed: str, meant: str, name: str) -> None:
    assert as_meant(typed, provider(address)) == meant
    assert password_name(provider(address)) == name


def test_without_a_provider_a_password_is_what_was_typed() -> None:
    assert as_meant("a b", None) == "a b"
    assert password_name(None) == "Password"


def test_what_the_machine_has_is_offered_with_its_whole_path() -> None:
    assert list(keepers("r@x.example", {"pass": "/opt/bin/pass"}.get, {})) == [
        Keeper(
            label="in pass, as mail/r@x.example",
            show=("/opt/bin/pass", "show", "mail/r@x.example"),
            store=("/opt/bin/pass", "insert", "--multiline", "mail/r@x.example"),
            asks_itself=False,
        )
    ]
    assert list(keepers("r@x.example", lambda _: None, {})) == []


def test_a_keyring_without_a_session_is_not_offered() -> None:
    found = {"secret-tool": "/usr/bin/secret-tool"}.get
    assert list(keepers("r@x.example", found, {})) == []
    assert len(list(keepers("r@x.example", found, {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus"}))) == 1
