"""The loop over doubtful mail, one key each."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pexpect
import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from inbox_watch.cli.main import cli
from inbox_watch.cli.review_screen import KEYS, legend
from inbox_watch.records import Detail, Label
from tests.cli.calls import call, is_one_plain_line, write_config
from tests.cli.remembered import applications, remembered, subjects
from tests.support.findings import received, sent

CV = sent("cv", "2026-03-02", role="Planner")
OLD = received("old", "2026-03-05", Detail.ACKNOWLEDGEMENT, answers="cv", unsure=True)
NEW = received("new", "2026-04-01", Detail.REJECTION, answers="cv", unsure=True)


def typed(config: Path, keys: str, **environment: str) -> str:
    """What is shown while somebody types; after the last key the input is at its end."""
    done = CliRunner().invoke(
        cli, ["-c", str(config), "review"], input=keys, env={"TERM": "xterm", "COLUMNS": "100", **environment}
    )
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


def test_every_message_is_shown_with_its_sender_day_home_guesses_clues_and_what_each_answer_changes(
    tmp_path: Path,
) -> None:
    scores = ((Label.REJECTION, 0.6), (Label.HUMAN_REPLY, 0.3), (Label.OTHER, 0.004))
    verdict = replace(NEW.verdict, probability=0.6, scores=scores, clues=("other candidates", "unfortunately"))
    shown = typed(remembered(tmp_path, CV, replace(NEW, verdict=verdict)), "q")
    assert shown[shown.index("1 of 1") :].splitlines()[:8] == [
        "1 of 1. What is it?",
        '"new"',
        "From Petra Lindhof <petra@lindhof-labs.example>, 1 Apr, 10:00",
        "It belongs to a1, Lindhof Labs, Planner (it answers a mail of that thread).",
        'What decided: "other candidates", "unfortunately"',
        "  1  rejection    60%  closes a1",
        "  2  human reply  30%  a1: answered",
        "[y = 1, a letter, ? letters, s skip, b back, z undo, q quit] q",
    ]


@pytest.mark.parametrize("columns", ["40", "80"])
def test_it_fits_the_terminal(tmp_path: Path, columns: str) -> None:
    long = replace(NEW, subject="北京智能科技有限公司 " * 12, from_=replace(NEW.from_, name="شركة الأفق " * 12))
    shown = typed(remembered(tmp_path, CV, long), "rq", COLUMNS=columns)
    assert max(cell_len(line) for line in shown.splitlines()) <= int(columns)
    assert "\x1b" not in shown


def test_a_wrong_key_shows_the_keys_again_and_asks_again(tmp_path: Path) -> None:
    shown = typed(remembered(tmp_path, CV, NEW), "!q")
    assert shown.count("r rejection") == shown.count("q quit]") == 2


@pytest.mark.parametrize(
    ("keys", "said", "left"),
    [
        ("oz", {}, 2),  # taken back, and asked again
        ("ozr", {"new": "rejection"}, 1),
        ("ozzr", {"new": "rejection"}, 1),  # nothing is left to take back
        ("obr", {"new": "rejection"}, 1),  # the last word counts
        ("obrz", {"new": "offer"}, 1),
        ("bbo", {"new": "offer"}, 1),  # there is nothing before the first
        ("sbo", {"new": "offer"}, 1),
    ],
)
def test_back_asks_the_one_before_again_and_undo_takes_the_last_answer_back(
    tmp_path: Path, keys: str, said: dict[str, str], left: int
) -> None:
    config = remembered(tmp_path, CV, OLD, NEW)
    typed(config, keys)
    events = {each["message_id"]: each for each in applications(config)["a1"]["events"] if not each["unsure"]}
    assert {name: events[f"<{name}@mail.example>"]["detail"] for name in said} == said
    assert unsure(config) == left


def test_what_was_said_before_is_shown_when_the_user_comes_back(tmp_path: Path) -> None:
    shown = typed(remembered(tmp_path, CV, OLD, NEW), "obq")
    assert shown.count("You said: offer") == 1
    assert shown.endswith("\n1 answered, 1 is left for another time. `inbox-watch undo` takes the last answer back.\n")


def test_a_decision_that_nobody_vouches_for_is_asked_for(tmp_path: Path) -> None:
    stranger = received("no", "2026-03-20", Detail.REJECTION, from_="hr@far.example", employers=["Lindhof Labs"])
    config = remembered(tmp_path, CV, stranger)
    shown = typed(config, "yq")
    assert "1 of 1. Nobody vouches for the sender. What is it?" in shown
    assert "Taken" not in shown


def test_the_list_names_every_doubt_and_asks_nothing(tmp_path: Path) -> None:
    config = remembered(tmp_path, PLANNER, COOK, FIRST, received("doubt", "2026-03-22", answers="cook", unsure=True))
    listed = call("-c", config, "review", "--list")
    assert [line.split()[-1] for line in listed.out.splitlines()[::2]] == ['"doubt"', '"first"']
    document = json.loads(call("-c", config, "review", "--json").out)
    assert document["schema"] == 1
    assert [(each["reason"], each["application"], each["candidates"]) for each in document["waiting"]] == [
        ("unsure", "a2", []),
        ("ambiguous", None, ["a1", "a2"]),
    ]
    first = document["waiting"][0]
    assert first["guesses"] == [{"label": "acknowledgement", "detail": "acknowledgement", "probability": 0.99}]
    assert first["sha256"] == listed.out[:12] + first["sha256"][12:]
    assert call("-c", config, "label", first["sha256"][:12], "offer").code == 0


def test_before_the_first_poll_there_is_nothing_to_review(tmp_path: Path) -> None:
    done = call("-c", write_config(tmp_path, tmp_path), "review")
    assert (done.code, done.out) == (2, "")
    assert is_one_plain_line(done.err)
    assert "inbox-watch poll" in done.err


def test_a_key_means_one_thing_and_the_legend_names_them_all(tmp_path: Path) -> None:
    shown = typed(remembered(tmp_path, CV, NEW), "q")
    assert len(set(KEYS.values())) == len(KEYS)
    assert not KEYS.keys() & set("ysbzq+?123456789")
    assert max(map(len, legend(40).splitlines())) <= 40
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
    assert "  1  a1, Lindhof Labs, Planner, applied on 2026-03-02" in shown
    assert "  2  a2, Lindhof Labs, Cook, applied on 2026-03-04" in shown
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


def at_a_terminal(config: Path, **environment: str) -> Any:
    return pexpect.spawn(
        sys.executable,
        ["-m", "inbox_watch", "-c", str(config), "review"],
        env={**os.environ, "TERM": "xterm", **environment},
        encoding="utf-8",
        timeout=60,
        dimensions=(24, 80),
    )


@pytest.mark.parametrize(
    ("pressed", "code", "left"), [("o", 0, 0), ("\x04", 0, 1), ("\x03", 130, 1), ("\x1b[Ao", 0, 0)]
)
def test_at_a_terminal_one_key_is_enough_and_control_d_and_c_end_it(
    tmp_path: Path, pressed: str, code: int, left: int
) -> None:
    config = remembered(tmp_path, CV, NEW)
    child = at_a_terminal(config)
    child.expect("q quit")
    child.send(pressed)
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, unsure(config)) == (code, left)


def test_a_dumb_terminal_takes_lines(tmp_path: Path) -> None:
    config = remembered(tmp_path, CV, OLD, NEW)
    child = at_a_terminal(config, TERM="dumb")
    child.expect("q quit")
    child.sendline("")
    child.expect("q quit")
    child.sendline("Rejection")
    child.expect("2 of 2")
    child.sendline("q")
    child.expect(pexpect.EOF)
    assert "\x1b" not in child.before
    assert unsure(config) == 1


def test_a_hundred_messages_take_no_time_of_the_users_and_no_key_is_lost(tmp_path: Path) -> None:
    """Keys are pressed faster than anybody reads; a person has three seconds for each (five minutes for a hundred)."""
    mail = [
        each
        for number in range(100)
        for each in (
            sent(f"cv{number}", "2026-03-02", to=f"jobs@firm{number}.example", role="Planner"),
            received(
                f"re{number}", "2026-03-09", Detail.REJECTION, from_=f"HR <jobs@firm{number}.example>", unsure=True
            ),
        )
    ]
    config = remembered(tmp_path, *mail)
    child = at_a_terminal(config)
    child.expect("q quit")
    began = time.monotonic()
    child.send("y" * 100)
    child.expect("100 answered, nothing is left.")
    assert time.monotonic() - began < 30
    assert unsure(config) == 0


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
