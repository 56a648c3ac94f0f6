"""The commands of a fleet where there is none: nothing of its libraries is loaded, and what is missing is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from inbox_watch.cli.main import run
from inbox_watch.errors import EXIT_CONFIGURATION
from tests.test_house import ROOT, SERVERS, imported


def test_help_loads_nothing_of_a_server() -> None:
    loaded = imported("from inbox_watch.cli.main import run\nassert run(['fleet', '--help']) == 0", cwd=ROOT)
    assert not loaded & (SERVERS | {"sqlalchemy", "alembic", "imapclient", "numpy"})


def test_without_the_extra_the_command_that_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("inbox_watch.cli.fleet.find_spec", lambda name: None)
    assert run(["fleet", "dispatch"]) == EXIT_CONFIGURATION
    assert "pip install 'inbox-watch[fleet]'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "fleet.toml is missing"),
        ("database = ", "is no TOML"),
        ("", "fleet.toml:1: database is missing: write it here, or into INBOX_WATCH_FLEET_DATABASE"),
        ("database = 'x'\nconnection = 3", "fleet.toml:2: unknown key connection; did you mean connections?"),
        ("database = 'sqlite:///a'", "name one of PostgreSQL"),
    ],
)
def test_what_is_wrong_with_the_file_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, said: str
) -> None:
    if text is not None:
        (tmp_path / "fleet.toml").write_text(text)
    pytest.importorskip("psycopg")
    pytest.importorskip("procrastinate")
    assert run(["-c", str(tmp_path / "fleet.toml"), "fleet", "dispatch"]) == EXIT_CONFIGURATION
    assert said in capsys.readouterr().err
