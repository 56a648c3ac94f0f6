"""What is written is read back as it was meant, and what was there before stays octet for octet."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.accounts import ImapAccount
from inbox_watch.config import Settings, load_settings
from inbox_watch.errors import ConfigError
from inbox_watch.setup.answers import Answers, User
from inbox_watch.setup.writing import account_name, new_config, with_account

ACCOUNT = ImapAccount(
    "gmail",
    "imap.gmail.com",
    993,
    "tls",
    "runa@gmail.com",
    password_cmd=("/usr/bin/pass", "show", "mail/runa@gmail.com"),
    authserv_id="mx.google.com",
)
USER = User(("runa@gmail.com", "runa@falkenried.example"), "DE", "Europe/Berlin", "avoid")
ANSWERS = Answers(ACCOUNT, USER, 365)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


def load(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "config.toml").write_bytes(text.encode())
    return load_settings(tmp_path / "config.toml", data_home=tmp_path)


def test_a_configuration_for_gmail() -> None:
    assert (
        new_config(ANSWERS)
        == """\
# Written by `inbox-watch init`. docs/settings.md of inbox_watch says what every line means.

[accounts.gmail]
host = "imap.gmail.com"
user = "runa@gmail.com"
password_cmd = ["/usr/bin/pass", "show", "mail/runa@gmail.com"]
authserv_id = "mx.google.com"

[me]
addresses = ["runa@gmail.com", "runa@falkenried.example"]
country = "DE"
timezone = "Europe/Berlin"
phone_comfort = "avoid"

[follow_up]
look_back_days = 365

[alerts]
targets = ["stdout"]
"""
    )


@pytest.mark.parametrize(
    "account",
    [
        ACCOUNT,
        replace(ACCOUNT, password_cmd=None, password_file=Path('/home/runa/a "b" \\c/pass\'word')),
        replace(ACCOUNT, password_cmd=None, token_cmd=("oama", "access", "x y", "")),
        replace(ACCOUNT, security="starttls", port=143, ca_file=Path("/tmp/cert.pem")),
        replace(ACCOUNT, security="starttls", port=1143, host="127.0.0.1", authserv_id=""),
        replace(ACCOUNT, security="none", port=993, host="localhost", folders=("INBOX", "Gesendete Objekte, alt")),
        replace(ACCOUNT, user='ru"na\\@x.example', password_cmd=("sh", "-c", "printf '%s\\n' \"$X\"\t# \x7f\x01")),
    ],
)
def test_every_kind_of_account_is_read_back(tmp_path: Path, account: ImapAccount) -> None:
    settings = load(tmp_path, new_config(Answers(account, USER, 730)))
    assert settings.accounts == (account,)
    assert (settings.country, settings.timezone, settings.phone_comfort) == ("DE", ZoneInfo("Europe/Berlin"), "avoid")
    assert settings.addresses >= set(USER.addresses)
    assert (settings.look_back_days, settings.alert_targets) == (730, ("stdout",))


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_command_is_read_back(command: list[str]) -> None:
    text = new_config(Answers(replace(ACCOUNT, password_cmd=tuple(command)), None, 730))
    assert tomllib.loads(text)["accounts"]["gmail"]["password_cmd"] == command


@pytest.mark.parametrize(
    "before",
    [
        '[accounts.old]\nmaildir = "x"\n[me]\naddresses = ["a@x.example"]\n',
        '# mine\r\n[accounts.old]\r\nmaildir = "x"\r\n\r\n[alerts]\r\ntargets = ["stdout"]',
        '[accounts]\nold = { maildir = "x" }\n',
    ],
)
def test_an_account_more_leaves_what_was_there(tmp_path: Path, before: str) -> None:
    after = with_account(before, Answers(ACCOUNT, None, 365))
    assert after.startswith(before)
    settings = load(tmp_path, after)
    assert [account.name for account in settings.accounts] == ["old", "gmail"]
    assert settings.look_back_days == 730


def test_a_configuration_without_me_gets_it(tmp_path: Path) -> None:
    settings = load(tmp_path, with_account('[accounts.old]\nmaildir = "x"\n', ANSWERS))
    assert settings.country == "DE"


def test_where_nothing_can_be_added_the_lines_are_told() -> None:
    with pytest.raises(ConfigError, match="by hand") as refused:
        with_account('accounts = { old = { maildir = "x" } }\n', ANSWERS)
    assert 'host = "imap.gmail.com"' in str(refused.value)


@pytest.mark.parametrize(
    ("address", "taken", "name"),
    [
        ("r@gmail.com", (), "gmail"),
        ("r@gmail.com", ("gmail",), "gmail-2"),
        ("r@gmail.com", ("gmail", "gmail-2"), "gmail-3"),
        ("r@WEB.de", (), "web"),
        ("r@bücher.example", (), "b-cher"),
        ("r@ß.example", (), "mailbox"),
    ],
)
def test_an_account_is_named_after_its_domain(address: str, taken: tuple[str, ...], name: str) -> None:
    assert account_name(address, taken) == name
