"""What is in force is shown without a secret, and the schema says what the reader of the configuration says."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inbox_watch.config import ALERT_KINDS, Settings, load_settings
from inbox_watch.config_shown import schema_text, shown
from inbox_watch.errors import ConfigError
from tests.cli.calls import call

SCHEMA: dict[str, Any] = json.loads(schema_text())
TABLES = {name: table for name, table in SCHEMA["properties"].items() if name != "accounts"}
ACCOUNT = '[accounts.a]\nhost = "imap.example.org"\nuser = "me"\npassword_file = "pw"\n'


def read(text: str, folder: Path) -> Settings:
    (folder / "config.toml").write_text(text, "utf-8")
    return load_settings(folder / "config.toml", data_home=folder / "data")


def numbers() -> Iterator[tuple[str, str, int, int]]:
    for table, its in TABLES.items():
        for key, rule in its["properties"].items():
            if rule.get("type") == "integer":
                yield table, key, rule["minimum"], rule["maximum"]


def test_what_is_in_force_reads_back_as_the_same_settings(tmp_path: Path) -> None:
    text = f"""{ACCOUNT}
[accounts."old mail"]
maildir = "{tmp_path}"
role = "sent"
[paths]
data = "{tmp_path}/Ä \\"q\\""
[me]
country = "DE"
timezone = "Europe/Berlin"
[alerts]
targets = ["stdout"]
quiet_hours = ["22:00", "07:00"]
"""
    settings = read(text, tmp_path)
    assert read(shown(settings), tmp_path) == settings


def test_no_secret_is_shown(tmp_path: Path) -> None:
    text = (
        '[accounts.a]\nhost = "h"\nuser = "me"\npassword_cmd = ["echo", "topsecret"]\n'
        '[accounts.b]\nhost = "h"\nuser = "me"\ntoken_cmd = ["token", "topsecret"]\n'
        '[alerts]\ntargets = ["ntfy://topsecret", "command:tell topsecret"]\n'
        '[report]\nsend_to = ["mailto://me:topsecret@example.org"]\n[monitor]\nping_url = "https://topsecret.example/"\n'
    )
    told = shown(read(text, tmp_path))
    assert "topsecret" not in told
    for left in ('["echo", "…"]', '["token", "…"]', '["ntfy://…", "command:…"]', '["mailto://…"]', '"https://…"'):
        assert left in told


@pytest.mark.parametrize("table", [*TABLES, "accounts.a"])
def test_the_schema_knows_the_keys_that_the_reader_knows(table: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        read(f"{ACCOUNT}[{table}]\nzzzz = 1\n" if table != "accounts.a" else f"{ACCOUNT}zzzz = 1\n", tmp_path)
    known = re.search(r"known here: ([^.]+)\.", str(refused.value))
    its = SCHEMA["$defs"]["imap"] if table == "accounts.a" else TABLES[table]
    assert known
    assert set(known[1].split(", ")) == set(its["properties"])


@pytest.mark.parametrize(("table", "key", "least", "most"), list(numbers()))
def test_the_bounds_of_the_schema_are_those_of_the_reader(
    table: str, key: str, least: int, most: int, tmp_path: Path
) -> None:
    for fits in (least, most):
        read(f"{ACCOUNT}[{table}]\n{key} = {fits}\n", tmp_path)
    for beyond in (least - 1, most + 1):
        with pytest.raises(ConfigError):
            read(f"{ACCOUNT}[{table}]\n{key} = {beyond}\n", tmp_path)


def test_the_defaults_of_the_schema_are_those_of_the_reader(tmp_path: Path) -> None:
    in_force = tomllib.loads(shown(read(ACCOUNT, tmp_path)))
    stated = {
        (table, key): rule["default"]
        for table, its in TABLES.items()
        for key, rule in its["properties"].items()
        if "default" in rule
    }
    assert len(stated) > 8
    assert {place: in_force[place[0]][place[1]] for place in stated} == stated


def test_the_words_of_the_schema_are_those_of_the_reader(tmp_path: Path) -> None:
    alerts, me = TABLES["alerts"]["properties"], TABLES["me"]["properties"]
    assert tuple(alerts["on"]["items"]["enum"]) == ALERT_KINDS
    for table, key, words in (
        ("me", "language", me["language"]["enum"]),
        ("me", "phone_comfort", me["phone_comfort"]["enum"]),
        ("me", "contact_style", me["contact_style"]["enum"]),
        ("alerts", "min_severity", alerts["min_severity"]["enum"]),
    ):
        with pytest.raises(ConfigError, match=f"one of {', '.join(words)}"):
            read(f'{ACCOUNT}[{table}]\n{key} = "zzzz"\n', tmp_path)


def test_both_are_printed(tmp_path: Path) -> None:
    settings = read(f'{ACCOUNT}[paths]\ndata = "{tmp_path}"\n', tmp_path)
    printed = call("-c", tmp_path / "config.toml", "config", "show")
    assert (printed.code, printed.out.strip()) == (0, shown(settings).strip())
    assert json.loads(call("config", "schema").out) == SCHEMA
