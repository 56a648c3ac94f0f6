"""A client's record is the configuration that a config.toml of theirs would make."""

from __future__ import annotations

from pathlib import Path

from inbox_watch.config import load_settings
from inbox_watch.fleet.clients import SecretReference
from inbox_watch.fleet.settings import House, settings_of
from tests.fleet.people import client

WRITTEN = """
[accounts.mailbox]
host = "imap.gmail.com"
user = "runa.falk@gmail.com"
password_cmd = ["pass", "show", "career/c-0001"]
authserv_id = "mx.google.com"
[paths]
data = "{data}"
[me]
country = "DE"
timezone = "Europe/Berlin"
language = "de"
[alerts]
targets = ["command:notify-client c-0001"]
"""


def test_a_client_is_configured_as_a_file_would(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(WRITTEN.format(data=tmp_path / "c-0001"), "utf-8")
    house = House(tmp_path, alert_targets=("command:notify-client {client}",))
    assert settings_of(client(), house) == load_settings(config, data_home=tmp_path)


def test_a_token_command_is_one(tmp_path: Path) -> None:
    person = client(secret=SecretReference("token_cmd", ("token-of", "{client}")))
    account = settings_of(person, House(tmp_path)).accounts[0]
    assert (getattr(account, "token_cmd", None), getattr(account, "password_cmd", None)) == (
        ("token-of", "c-0001"),
        None,
    )
