"""The advert the user shows: what it says decides the follow-up, and its text is not kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calls import Called, call, is_one_plain_line
from tests.cli.remembered import applications, remembered
from tests.support.findings import sent

ADVERT = """Cook wanted (Job ID: R-4711)
Applications close on 20 March.
Please send your papers by mail; no phone calls, please.
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return remembered(tmp_path, sent("cook", "2026-03-04", to="anna@gmail.com", role="Cook"))


def shown(config: Path, text: str | bytes, name: str = "advert.txt") -> Called:
    path = config.parent / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return call("-c", config, "applications", "edit", "a1", "--posting", path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("advert.txt", ADVERT),
        ("advert.html", f"<html><body><p>{ADVERT.replace(chr(10), '</p><p>')}</p></body></html>"),
        ("advert.eml", f"From: board@jobs.example\r\nSubject: Cook\r\n\r\n{ADVERT}"),
        ("long.txt", ADVERT.replace("\n", "\n" + "We like to cook for our guests. " * 400 + "\n", 1)),
    ],
)
def test_what_it_says_is_told_and_forbids_the_call(config: Path, name: str, text: str) -> None:
    assert applications(config)["a1"]["follow_up"]["channel"] == "phone"
    done = shown(config, text, name)
    assert done.code == 0
    assert done.out.endswith("The advert: it asks not to be called; it closes on 2026-03-20.\n")
    assert applications(config)["a1"]["follow_up"]["channel"] == "email"
    assert "it asks not to be called" in call("-c", config, "explain", "a1").out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Only shortlisted candidates are contacted.", "they write only to those they invite"),
        ("We will decide and answer you by 30 March.", "they want to answer by 2026-03-30"),
        (
            "If you have not heard from us within four weeks, please consider your application unsuccessful.",
            "they write only to those they invite; after 2026-04-01 their silence is the answer",
        ),
    ],
)
def test_whom_they_answer_and_until_when_is_told_and_stays(config: Path, text: str, told: str) -> None:
    """SR18, SR53: what the advert says of answers is kept and shown."""
    assert shown(config, f"Cook wanted.\n{text}\n").out.endswith(f"The advert: {told}.\n")
    assert f"The advert: {told}." in call("-c", config, "explain", "a1").out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Applications close on 20 March. If you have not heard from us within four weeks of the closing date, "
            "consider your application unsuccessful.",
            "it closes on 2026-03-20; after 2026-04-17 their silence is the answer",
        ),
        (
            "Bewerbungsschluss ist der 20. März 2026. Wir melden uns binnen zwei Wochen nach Bewerbungsschluss.",
            "it closes on 2026-03-20; they want to answer by 2026-04-03",
        ),
    ],
)
def test_what_counts_from_the_closing_date_is_counted_from_there(config: Path, text: str, told: str) -> None:
    out = shown(config, f"Cook wanted.\n{text}\n").out
    assert told in out, out


def test_the_timeline_of_the_advert_is_the_due_date(config: Path) -> None:
    """SR18: the end of what the advert states and two working days."""
    assert applications(config)["a1"]["follow_up"]["due_on"] == "2026-03-11"
    shown(config, "Cook wanted.\nWe will decide and answer you by 30 March.\n")
    assert applications(config)["a1"]["follow_up"]["due_on"] == "2026-04-01"


def test_nothing_of_the_text_is_kept(config: Path) -> None:
    shown(config, ADVERT)
    kept = b"".join(path.read_bytes() for path in (config.parent / "data").iterdir())
    assert b"R-4711" in kept or b"4711" in kept
    assert b"wanted" not in kept
    assert b"phone calls" not in kept


@pytest.mark.parametrize("text", ["We are a nice team.", "", b"\x00\xff\xfe"])
def test_an_advert_that_says_nothing_is_one_line(config: Path, text: str | bytes) -> None:
    done = shown(config, text)
    assert (done.code, done.out) == (2, "")
    assert is_one_plain_line(done.err)


def test_a_file_that_is_not_there_is_one_line(config: Path) -> None:
    done = call("-c", config, "applications", "edit", "a1", "--posting", config.parent / "nowhere.txt")
    assert done.code == 2
    assert is_one_plain_line(done.err)
