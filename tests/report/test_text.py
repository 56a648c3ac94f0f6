"""The report as a tired person reads it in a terminal or a pipe."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from inbox_watch.records import (
    Address,
    Channel,
    Detail,
    Facts,
    Report,
    State,
    Step,
    Unlinked,
    Unreadable,
)
from inbox_watch.report.as_text import to_text
from tests.report.builders import DAY, READ, TODAY, days_ago, event, finding, heard, report, standing, uid
from tests.report.search import job_search

_GOLDEN = Path(__file__).parent / "golden"
_COMMAND = re.compile(r"inbox-watch [a-z]+( [a-z.-]+| ID| FILE)*")


def _a_day() -> Report:
    """One application in each place of the report."""
    invented = Address("", "jobs@moorhof.example")
    doubtful = event(Detail.REJECTION, days_ago(2), verified=False, sender=invented, subject="Ihre Bewerbung")
    bounce = event(Detail.DELIVERY_FAILURE, days_ago(3))
    test_asked = event(Detail.ASSESSMENT, days_ago(4), facts=Facts(deadline=TODAY + 2 * DAY))
    half_past_two = Facts(event_on=datetime(2026, 5, 5, 12, 30, tzinfo=UTC), event_has_time=True)
    talk = event(Detail.INTERVIEW_INVITE, days_ago(5), facts=half_past_two)
    hold_reason = "sent through a job board and no person or desk is known yet"
    return report(
        standing(
            State.DUE,
            id="a17",
            reasons=("receipt on 2026-04-01, no answer since", "they write only to those they invite"),
            warnings=("they ask not to be called",),
            suggestions=("ask kim@lindhof.example first, whom you know there", "do you know somebody inside?"),
        ),
        standing(
            State.DUE,
            id="a4",
            employer="Gärtnerei Moorhof",
            role="Head gardener for the rhododendron collection",
            step=Step.INTERVIEW,
            applied_on=date(2025, 11, 3),
            silent_days=9,
            due_on=days_ago(1),
            channel=Channel.PHONE,
            target="jobs@moorhof.example",
            reasons=("no receipt came: ask whether it arrived",),
        ),
        standing(State.UNCONFIRMED, doubtful, id="a5", employer="Moorhof Verwaltung", role="Clerk"),
        standing(State.UNDELIVERED, bounce, id="a6", employer="Borealis", role=""),
        standing(State.ASSESSMENT, test_asked, id="a7", employer="Kestrel", due_on=None),
        standing(State.WAITING, id="a8", employer="Saffron", due_on=TODAY + 3 * DAY),
        standing(State.FOLLOWED_UP, id="a9", employer="Umbra", used_on=days_ago(4)),
        standing(State.SILENT_FINAL, id="a10", employer="Vireo", used_on=days_ago(20), silent_days=31),
        standing(
            State.SILENT_HOLD,
            id="a11",
            employer="Quanta",
            warnings=(hold_reason,),
            silent_days=12,
            suggestions=("find a person or a desk at Quanta to write to",),
        ),
        standing(State.INTERVIEW, talk, id="a12", employer="Helio", due_on=None),
        standing(State.MOVE_ON, id="a13", silent_days=80),
        standing(State.MOVE_ON, id="a14", silent_days=90),
        standing(State.REJECTED, id="a15"),
        unlinked=(Unlinked(finding(), ("a3", "a9")), Unlinked(finding(), ())),
        unsure=(finding(unsure=True),),
        unreadable=(Unreadable(uid(), "too deep"),),
    )


def test_the_report_of_a_day() -> None:
    assert to_text(_a_day(), width=80, colour=False) == (_GOLDEN / "day.txt").read_text("utf-8")


def test_the_report_of_a_day_on_a_narrow_screen() -> None:
    assert to_text(_a_day(), width=60, colour=False) == (_GOLDEN / "day_narrow.txt").read_text("utf-8")


def test_the_first_report_opens_with_what_to_do_shows_who_answered_and_folds_the_rest() -> None:
    old = [standing(State.MOVE_ON, id=f"b{age}", silent_days=age) for age in range(60, 90)]
    coming = standing(State.WAITING, id="a3", employer="Not yet")
    offered = standing(State.OFFER, event(Detail.OFFER, days_ago(2)), id="a4", employer="Offering")
    text = to_text(report(*old, standing(id="a1"), coming, offered), width=80, colour=False)
    assert text == (_GOLDEN / "first.txt").read_text("utf-8")


def test_nothing_is_due() -> None:
    waiting = [standing(State.WAITING, id=f"a{ahead}", due_on=TODAY + ahead * DAY) for ahead in (8, 3)]
    lines = to_text(report(*waiting), width=80, colour=False).splitlines()
    assert lines[:2] == ["No follow-up is due today.", "The next one is due on 4 May."]
    assert [line.split()[0] for line in lines if line.startswith("  a")] == ["a3", "a8"]


def test_one_is_due() -> None:
    assert to_text(report(standing()), width=80, colour=False).startswith(
        "1 application is due for its one follow-up.\n"
    )


@pytest.mark.parametrize(
    ("used", "sentence"),
    [(3, "7 of 10 silent applications were not followed up."), (9, "1 of 10 silent applications was not followed up.")],
)
def test_how_many_were_not_followed_up_is_said(used: int, sentence: str) -> None:
    """SR44: given 10 silent with 7 unused, '7 of 10 not followed up'."""
    asked = [standing(State.SILENT_FINAL, used_on=days_ago(9))] * used
    told = report(*asked, *[standing()] * (10 - used))
    assert sentence in to_text(told, width=80, colour=False)


def test_what_the_headline_says_is_not_said_twice() -> None:
    """SR44: all that is silent is due, or most of it is old and nothing has to be done about it."""
    old = [standing(State.MOVE_ON)] * 9
    for told in (report(standing(), standing()), report(*old), report(standing(State.WAITING))):
        assert "not followed up" not in to_text(told, width=80, colour=False)


def test_without_a_mailbox_it_says_how_to_begin() -> None:
    text = to_text(report(heard=()), width=80, colour=False)
    assert text.startswith("No application was found yet.\n")
    assert "inbox-watch doctor\n" in text


def test_without_an_application_it_says_how_to_find_one() -> None:
    text = to_text(report(), width=80, colour=False)
    assert re.findall("inbox-watch .*", text) == [
        "inbox-watch poll --since DATE",
        "inbox-watch applications add",
        "inbox-watch applications import FILE",
    ]


def test_after_a_first_read_that_was_cut_it_does_not_say_that_nothing_is_there() -> None:
    text = to_text(report(heard=(replace(heard("INBOX", READ), until=None),)), width=80, colour=False)
    assert "never been read to the end" in text
    assert "no mail in it shows" not in text
    assert re.findall("inbox-watch .*", text)[0] == "inbox-watch poll"


def test_an_employer_without_a_name_is_told_by_the_address() -> None:
    text = to_text(report(standing(employer="", role="")), width=80, colour=False)
    assert "Employer not known (petra@lindhof.example)" in text


def test_deafness_is_told_before_anything_else() -> None:
    told = report(standing(State.UNKNOWN), standing(State.UNKNOWN), heard=(heard("INBOX", READ - 4 * DAY),))
    lines = to_text(told, width=100, colour=False).splitlines()
    assert lines[0] == "2 applications cannot be judged today."
    warning = next(line for line in lines if line.startswith("!"))
    assert warning.startswith("! The mailbox personal has not been read since 27 Apr, 08:00 (INBOX).")
    assert "inbox-watch poll" in lines[lines.index(warning)] + lines[lines.index(warning) + 1]


def test_notices_stand_at_the_top() -> None:
    text = to_text(report(standing(), notices=("the model is damaged",)), width=80, colour=False)
    assert text.index("! The model is damaged.") < text.index("Due for the one follow-up")


@pytest.mark.parametrize("width", [20, 50, 60, 80, 100, 200])
@pytest.mark.parametrize("its_report", [_a_day(), job_search(200), report()], ids=["day", "long", "empty"])
def test_no_line_is_wider_than_the_screen(its_report: Report, width: int) -> None:
    text = to_text(its_report, width=width, colour=False)
    assert max(cell_len(line) for line in text.splitlines()) <= max(width, 50)
    assert not any(line.endswith(" ") for line in text.splitlines())


@pytest.mark.parametrize("width", [50, 80])
def test_no_command_is_broken_over_two_lines(width: int) -> None:
    text = to_text(_a_day(), width=width, colour=False)
    commands = {match[0] for match in _COMMAND.finditer(text)}
    assert commands == {
        "inbox-watch explain ID",
        "inbox-watch applications list",
        "inbox-watch draft ID",
        "inbox-watch report --format html -o report.html",
        "inbox-watch review",
    }


def test_a_pipe_gets_no_escape_whatever_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "30", "TTY_COMPATIBLE": "1"}.items():
        monkeypatch.setenv(name, value)
    text = to_text(_a_day(), width=80, colour=False)
    assert text == (_GOLDEN / "day.txt").read_text("utf-8")


def test_our_own_words_are_ascii() -> None:
    plain = to_text(_a_day(), width=80, colour=False).replace("Gärtnerei", "Gaertnerei")
    assert plain.isascii()


def test_colour_changes_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")  # the caller has decided already
    coloured = to_text(_a_day(), width=80, colour=True)
    assert "\x1b[1m" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == to_text(_a_day(), width=80, colour=False).splitlines()


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("inbox_watch.report.as_text", {"rich", "pandas", "jinja2"}),
        ("inbox_watch.report.as_json", {"rich", "pandas", "jinja2"}),
        ("inbox_watch.report.counts", {"rich", "pandas", "jinja2"}),
        ("inbox_watch.report.terminal", {"pandas", "jinja2"}),
        ("inbox_watch.report.as_html", {"rich", "pandas"}),
        ("inbox_watch.report.summary", {"rich", "pandas", "jinja2"}),
    ],
)
def test_importing_costs_no_library_that_is_not_used(module: str, unwanted: set[str]) -> None:
    code = f"import sys, {module}; print(*{unwanted!r} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
