"""The loop over doubtful mail, one key each."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from inbox_watch.cli.main import cli
from inbox_watch.cli.review import KEYS
from inbox_watch.records import Detail
from tests.cli.calls import call, is_one_plain_line, write_config
from tests.cli.remembered import applications, remembered, subjects
from tests.support.findings import received, sent

CV = sent("cv", "2026-03-02", role="Planner")
OLD = received("old", "2026-03-05", Detail.ACKNOWLEDGEMENT, answers="cv", unsure=True)
NEW = received("new", "2026-04-01", Detail.REJECTION, answers="cv", unsure=True)


def typed(config: Path, keys: str) -> str:
    """What is shown while somebody types; after the last key the input is at its end."""
    done = CliRunner().invoke(cli, ["-c", str(config), "review"], input=keys)
    assert (done.exit_code, done.exception) == (0, None)
    return done.output


def command(config: Path) -> list[str]:
    return [sys.executable, "-m", "inbox_watch", "-c", str(config), "review"]


def unsure(config: Path) -> int:
    return len(json.loads(call("-c", config, "report", "--format", "json").out)["unsure"])


def test_without_doubtful_mail_there_is_nothing_to_review(tmp_path: Path) -> None:
    config = remembered(tmp_path, CV, received("sure", "2026-03-05", answers="cv"))
    assert typed(config, "") == "There is nothing to review.\n"


@pytest.mark.parametrize(
    ("keys", "said", "left"),
    [
        ("yy", {"new": "rejection", "old": "acknowledgement"}, 0),
        ("YO", {"new": "rejection", "old": "offer"}, 0),
        ("so", {"old": "offer"}, 1),
        ("pq", {"new": "position_closed"}, 1),
        ("p", {"new": "position_closed"}, 1),
        ("!?n", {"new": "not_job"}, 1),
        ("ss", {}, 2),
        ("qy", {}, 2),
        ("", {}, 2),
    ],
)
def test_keys_label_skip_and_quit_and_the_newest_comes_first(
    tmp_path: Path, keys: str, said: dict[str, str], left: int
) -> None:
    config = remembered(tmp_path, CV, OLD, NEW)
    assert (
        dict(re.findall(r'^"(\w+)" is (\w+) now \(it was unsure: \w+\)\.$', typed(config, keys), re.MULTILINE)) == said
    )
    assert unsure(config) == left


def test_every_message_is_shown_with_its_best_guess_and_its_home(tmp_path: Path) -> None:
    shown = typed(remembered(tmp_path, CV, OLD, NEW), "s")
    assert shown.index("1 of 2") < shown.index('"new"') < shown.index("[y = rejection, a key, s = skip, q = quit]")
    assert (
        shown.index("2 of 2") < shown.index('"old"') < shown.index("[y = acknowledgement, a key, s = skip, q = quit]")
    )
    assert shown.count("It belongs to a1, Lindhof Labs, Planner, ") == 2


def test_a_wrong_key_shows_the_keys_again_and_asks_again(tmp_path: Path) -> None:
    shown = typed(remembered(tmp_path, CV, NEW), "!q")
    assert shown.count("r rejection") == shown.count("What is it?") == 2


def test_before_the_first_poll_there_is_nothing_to_review(tmp_path: Path) -> None:
    done = call("-c", write_config(tmp_path, tmp_path), "review")
    assert (done.code, done.out) == (2, "")
    assert is_one_plain_line(done.err)
    assert "inbox-watch poll" in done.err


def test_a_key_means_one_thing_and_the_legend_names_them_all(tmp_path: Path) -> None:
    shown = typed(remembered(tmp_path, CV, NEW), "q")
    assert len(set(KEYS.values())) == len(KEYS)
    assert not KEYS.keys() & {"y", "s", "q"}
    assert [key for key, detail in KEYS.items() if f"{key} {detail.value.replace('_', ' ')}" not in shown] == []


PLANNER = sent("planner", "2026-03-02", role="Planner")
COOK = sent("cook", "2026-03-04", role="Cook")
FIRST = received("first", "2026-03-20", Detail.STATUS_UPDATE)
SECOND = received("second", "2026-03-21", Detail.STATUS_UPDATE)


@pytest.mark.parametrize(
    ("keys", "homes"),
    [
        ("12", {"a1": ["planner", "second"], "a2": ["cook", "first"]}),
        ("n1", {"a1": ["planner", "first"], "a2": ["cook"]}),
        ("nn", {"a1": ["planner"], "a2": ["cook"]}),
        ("!2q", {"a1": ["planner", "first"], "a2": ["cook", "first", "second"]}),
        ("s1", {"a1": ["planner", "first", "second"], "a2": ["cook", "second"]}),
        ("", {"a1": ["planner", "first", "second"], "a2": ["cook", "first", "second"]}),
    ],
)
def test_mail_that_fits_several_applications_is_asked_for_the_newest_first(
    tmp_path: Path, keys: str, homes: dict[str, list[str]]
) -> None:
    """An open question stands at each of its candidates."""
    config = remembered(tmp_path, PLANNER, COOK, FIRST, SECOND)
    shown = typed(config, keys)
    assert "1 a1, Lindhof Labs, Planner\n2 a2, Lindhof Labs, Cook\nWhere does it belong?" in shown
    assert {id_: subjects(each) for id_, each in applications(config).items()} == homes


def test_a_message_that_an_answer_has_settled_is_not_asked_for(tmp_path: Path) -> None:
    """Its thread has a home now."""
    early = received("early", "2026-03-20", Detail.STATUS_UPDATE, answers="late")
    late = received("late", "2026-03-20", Detail.STATUS_UPDATE)
    config = remembered(tmp_path, PLANNER, COOK, replace(early, internaldate=early.internaldate.replace(day=22)), late)
    shown = typed(config, "s2")
    assert shown.count("Where does it belong?") == 2
    assert subjects(applications(config)["a2"]) == ["cook", "late", "early"]


def test_undo_takes_back_what_review_wrote_down(tmp_path: Path) -> None:
    doubt = received("doubt", "2026-03-22", Detail.REJECTION, answers="cook", unsure=True)
    config = remembered(tmp_path, PLANNER, COOK, FIRST, doubt)
    before = applications(config)
    typed(config, "o2")
    assert applications(config) != before
    taken_back = [call("-c", config, "undo").out for _ in range(2)]
    assert taken_back[0].startswith('Taken back: your word that "first" belongs to a2.\n')
    assert taken_back[1].startswith('Taken back: your word that "doubt" is offer.\nIt is unsure: rejection again.\n')
    assert applications(config) == before


def test_after_the_labels_come_the_homes_but_not_after_quit(tmp_path: Path) -> None:
    config = remembered(tmp_path, PLANNER, COOK, FIRST, received("doubt", "2026-03-22", answers="cook", unsure=True))
    assert "Where does it belong?" not in typed(config, "q")
    shown = typed(config, "y1")
    assert shown.index("What is it?") < shown.index("Where does it belong?")
    assert '"first" belongs to a1 now: Lindhof Labs, Planner.' in shown


@pytest.mark.parametrize(("pressed", "code", "left"), [(b"o", 0, 0), (b"\x04", 0, 1), (b"\x03", 130, 1)])
def test_at_a_terminal_one_key_is_enough_and_control_d_and_c_end_it(
    tmp_path: Path, pressed: bytes, code: int, left: int
) -> None:
    config = remembered(tmp_path, CV, NEW)
    ours, theirs = pty.openpty()
    with subprocess.Popen(command(config), stdin=theirs, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        os.close(theirs)
        # What is pressed before the terminal is listened to is lost: press until it is heard.
        for _ in range(300):
            with contextlib.suppress(OSError):
                os.write(ours, pressed)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(0.2)
                break
        child.kill()
    os.close(ours)
    assert (child.returncode, unsure(config)) == (code, left)


def test_without_a_terminal_one_line_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        command(remembered(tmp_path, CV, NEW)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        start_new_session=True,
    )
    assert done.returncode == 2
    assert is_one_plain_line(done.stderr)


def test_a_refusal_that_nobody_vouches_for_is_asked_for_and_the_users_word_settles_it(tmp_path: Path) -> None:
    stranger = received(
        "no", "2026-03-20", Detail.REJECTION, from_="hr@far.example", employers=["Lindhof Labs"], role="Planner"
    )
    config = remembered(tmp_path, CV, stranger)
    assert applications(config, "2026-03-21")["a1"]["state"] == "unconfirmed"
    assert '"no" is rejection now' in typed(config, "y")
    assert applications(config, "2026-03-21")["a1"]["state"] == "rejected"
    assert typed(config, "") == "There is nothing to review.\n"
