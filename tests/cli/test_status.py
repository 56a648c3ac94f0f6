"""`status`: a line for a person, a word for a prompt."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inbox_watch.cli.status_word import Word, keep, kept, marks, word_file
from inbox_watch.records import Detail
from tests.cli.calls import AS_OF, call, write_config
from tests.cli.remembered import remembered
from tests.support.findings import bounce, received, sent

CV = sent("cv", "2026-03-02", role="Planner")
NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of prompts are kept below here."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.mark.parametrize(
    ("mail", "as_of", "word", "code"),
    [
        ((CV,), "2026-03-20", "1 due\n", 10),
        ((CV,), "2026-03-03", "", 0),
        ((CV, bounce("back", "2026-03-02 12:00", "cv")), "2026-03-20", "1 to look at\n", 0),
        ((CV, received("no", "2026-03-05", Detail.REJECTION, answers="cv")), "2026-03-20", "", 0),
        ((), "2026-03-20", "", 0),
    ],
)
def test_a_prompt_gets_the_word_that_matters_or_nothing(
    tmp_path: Path, mail: tuple[object, ...], as_of: str, word: str, code: int
) -> None:
    config = remembered(tmp_path, *mail)  # type: ignore[arg-type]  # findings of every kind
    done = call("-c", config, "status", "--short", "--exit-code", "--as-of", as_of)
    assert (done.code, done.out, done.err) == (code, word, "")


def test_where_mail_may_be_missing_the_word_says_so(tmp_path: Path) -> None:
    assert call("-c", remembered(tmp_path, CV), "status", "--short").out == "not read\n"


def test_before_the_first_poll_a_prompt_stays_empty(tmp_path: Path) -> None:
    assert call("-c", write_config(tmp_path, tmp_path), "status", "--short").out == ""


def test_the_word_is_kept_until_something_changes(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("one")
    word = Word(
        "7 due",
        "7 due, 0 silent.",
        [],
        7,
        "2026-05-03",
        (NOW + timedelta(minutes=15)).timestamp(),
        marks([config, tmp_path / "none"]),
    )
    keep(config, word)
    assert word_file(config).stat().st_mode & 0o077 == 0
    assert kept(config, NOW) == word
    assert kept(config, NOW + timedelta(minutes=15)) is None
    assert kept(tmp_path / "other.toml", NOW) is None
    os.utime(config, ns=(1, 1))
    assert kept(config, NOW) is None


@pytest.mark.parametrize("text", ["", "[]", '{"text": 1}', "{", "null"])
def test_a_damaged_word_is_none(tmp_path: Path, text: str) -> None:
    config = tmp_path / "config.toml"
    path = word_file(config)
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert kept(config, NOW) is None


def test_what_was_said_since_shows_at_once(tmp_path: Path) -> None:
    config = remembered(tmp_path, CV)
    assert call("-c", config, "status", "--short").out == "not read\n"
    assert call("-c", config, "status", "--short").out == "not read\n"
    assert call("-c", config, "applications", "close", "a1").code == 0
    assert call("-c", config, "status", "--short").out == ""


def test_a_line_is_said_again_until_something_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = remembered(tmp_path, CV)
    line = call("-c", config, "status").out
    assert line.startswith("0 due, 0 to look at first, ")
    with monkeypatch.context() as patched:
        patched.setattr("inbox_watch.cli.state.reported", None)  # nobody looks
        assert call("-c", config, "status").out == line
        assert call("-c", config, "status", "--short").out == "not read\n"
    assert call("-c", config, "applications", "close", "a1").code == 0
    assert call("-c", config, "status").out != line


def test_the_line_is_one_line(polled: Path) -> None:
    assert call("-c", polled, "status", "--as-of", AS_OF).out.count("\n") == 1


def test_one_application_is_called_one(tmp_path: Path) -> None:
    done = call("-c", remembered(tmp_path, CV), "status", "--as-of", "2026-03-20")
    assert ", 1 application." in done.out
