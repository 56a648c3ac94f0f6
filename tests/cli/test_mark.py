"""What the user says happened without a mail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.calls import Called, call, is_one_plain_line
from tests.cli.remembered import COOK, PLANNER, applications, remembered


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return remembered(tmp_path, PLANNER, COOK)


def mark(config: Path, *arguments: str) -> Called:
    return call("-c", config, "mark", *arguments)


def cook(config: Path, as_of: str) -> dict[str, Any]:
    """The application of 4 March, a Wednesday: due a week later."""
    its: dict[str, Any] = applications(config, as_of)["a2"]
    return its


def test_a_follow_up_is_told_and_uses_the_budget(config: Path) -> None:
    done = mark(config, "a2", "followed-up", "--on", "2026-03-11", "--by", "phone")
    assert done == Called(0, "a2: Kestrel, Cook, applied on 2026-03-04.\nNow: cannot be judged.\n", "")  # nobody polls
    assert cook(config, "2026-03-12")["state"] == "followed_up"
    assert cook(config, "2026-03-12")["follow_up"]["used_on"] == "2026-03-11"
    assert cook(config, "2026-03-18")["state"] == "silent_final"


def test_a_linkedin_message_uses_the_budget(config: Path) -> None:
    """SR36: the note the user sends there is the one follow-up."""
    mark(config, "a2", "followed-up", "--on", "2026-03-11", "--by", "linkedin")
    assert cook(config, "2026-03-12")["state"] == "followed_up"


@pytest.mark.parametrize(
    ("arguments", "as_of", "state"),
    [
        (("followed-up", "--on", "2026-03-11", "--outcome", "rejected"), "2026-03-12", "rejected"),
        (("followed-up", "--on", "2026-03-11", "--outcome", "received"), "2026-03-12", "followed_up"),
        (("followed-up", "--on", "2026-03-11", "--outcome", "no-answer"), "2026-03-12", "followed_up"),
        (
            ("followed-up", "--on", "2026-03-11", "--outcome", "on-hold", "--until", "2026-07-01"),
            "2026-06-30",
            "on_hold",
        ),
        (("on-hold", "--on", "2026-03-11", "--until", "2026-07-01"), "2026-06-30", "on_hold"),
        (("on-hold", "--on", "2026-03-11"), "2026-04-10", "on_hold"),
        (("on-hold", "--on", "2026-03-11", "--until", "2026-04-01"), "2026-04-07", "due"),
        (("interviewed", "2026-03-11"), "2026-03-11", "interview"),
        (("interviewed", "2026-03-11"), "2026-03-18", "due"),
        (("contact-asked", "--on", "2026-03-11"), "2026-03-12", "due"),
        (("withdrawn", "--on", "2026-03-06"), "2026-03-12", "closed"),
        (("handed-in", "--on", "2026-03-11"), "2026-03-12", "due"),
    ],
)
def test_each_mark_moves_the_application(config: Path, arguments: tuple[str, ...], as_of: str, state: str) -> None:
    assert mark(config, "a2", *arguments).code == 0
    assert cook(config, as_of)["state"] == state
    assert call("-c", config, "undo").code == 0
    assert cook(config, "2026-03-12")["state"] == "due"


def test_who_decides_is_remembered(config: Path) -> None:
    """SR12: the answers to the three questions are kept."""
    done = mark(config, "a2", "followed-up", "--on", "2026-03-11", "--outcome", "passed-on", "--to", "Dana Voss")
    assert done.code == 0
    assert "Dana Voss" in call("-c", config, "explain", "a2").out


def test_a_reminder_is_put_off_from_the_day_it_is_asked_for(config: Path) -> None:
    before = cook(config, "2026-03-12")
    done = mark(config, "a2", "snooze", "2099-01-05")
    assert done.out.endswith("Now: cannot be judged. Snoozed until 2099-01-05. Follow-up due on 2099-01-05.\n")
    assert cook(config, "2026-03-12") == before


def test_undo_names_what_it_takes_back(config: Path) -> None:
    mark(config, "a2", "followed-up", "--on", "2026-03-11", "--by", "phone")
    assert call("-c", config, "undo").out.startswith(
        "Taken back: your word that you followed a2 up on 2026-03-11 (by phone).\n"
    )
    mark(config, "a2", "interviewed", "2026-03-10")
    assert call("-c", config, "undo").out.startswith("Taken back: your word that the talk of a2 is on 2026-03-10.\n")
    mark(config, "a2", "snooze", "2099-01-05")
    assert call("-c", config, "undo").out.startswith("Taken back: your word that a2 is not due before 2099-01-05.\n")
    mark(config, "a2", "wanted", "3")
    assert call("-c", config, "undo").out.startswith("Taken back: your change of a2 (wanted 3).\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("a77", "withdrawn"),
        ("a2", "followed-up", "--on", "2099-01-05"),
        ("a2", "followed-up", "--on", "2026-03-01"),
        ("a2", "followed-up", "--on", "11.3.2026"),
        ("a2", "followed-up", "--to", "Dana Voss"),
        ("a2", "followed-up", "--until", "2026-07-01"),
        ("a2", "on-hold", "--on", "2026-03-11", "--until", "2026-03-11"),
        ("a2", "contact-asked", "--whom", "Kim"),
        ("a2", "snooze", "2026-03-11"),
        ("a2", "interviewed", "soon"),
    ],
)
def test_a_mark_that_cannot_be_is_one_line(config: Path, arguments: tuple[str, ...]) -> None:
    before = applications(config, "2026-03-12")
    done = mark(config, *arguments)
    assert (done.code, done.out) == (2, "")
    assert is_one_plain_line(done.err)
    assert applications(config, "2026-03-12") == before


@pytest.mark.parametrize("arguments", [("a2",), ("a2", "forgotten"), ("a2", "wanted", "4"), ("a2", "interviewed")])
def test_a_wrong_call_shows_how_it_goes(config: Path, arguments: tuple[str, ...]) -> None:
    done = mark(config, *arguments)
    assert done.code == 2
    assert "Usage: " in done.err + done.out


def test_help_needs_no_configuration(tmp_path: Path) -> None:
    done = call("-c", tmp_path / "nowhere.toml", "mark", "a1", "followed-up", "--help")
    assert done.code == 0
    assert "--outcome" in done.out


def test_a_day_that_is_none_is_refused_in_plain_words(config: Path) -> None:
    done = mark(config, "a2", "snooze", "tomorrow")
    assert (done.code, done.out) == (2, "")
    assert "The day until when must be a date such as 2026-05-01, not tomorrow." in done.err
