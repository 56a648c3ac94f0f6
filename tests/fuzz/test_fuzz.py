"""What the fuzzer begins with holds, each check can fail, and the fuzzer runs.

A plain run tries one seed in twenty, CI all.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from inbox_watch.consider import consider
from inbox_watch.mail.parse import UnreadableMessage
from inbox_watch.records import Address, Finding, Unreadable
from tests.fuzz import shown
from tests.fuzz.__main__ import Fuzzed, read, why
from tests.fuzz.seeds import LONGEST, seeds
from tests.fuzz.shown import HONEST_HEAD, check
from tests.hostile.mails.damage import HONEST
from tests.hostile.measured import raw

_EACH = 1 if os.environ.get("CI") == "true" else 20
_ROOT = Path(__file__).resolve().parents[2]
_MAIL = HONEST_HEAD + HONEST[0]


@pytest.mark.timeout(600)
def test_all_holds_for_what_the_fuzzer_begins_with() -> None:
    mails = list(seeds())
    assert len(mails) > 1000
    assert all(len(octets) <= LONGEST for octets in mails)
    for octets in mails[::_EACH]:
        check(octets)


def _judged(**changes: Any) -> Callable[..., Finding | Unreadable]:
    """A judge that gets something wrong about a mail."""

    def wrong(*arguments: Any) -> Finding | Unreadable:
        answer = consider(*arguments)
        assert isinstance(answer, Finding)
        return replace(answer, **changes)

    return wrong


def _refused(*_: object) -> Unreadable:
    return Unreadable(raw(b"", 417).uid, "x", None, "Petra <petra@lindhof.example>", "Your application")


def _cannot(*_: object) -> None:
    raise UnreadableMessage("x") from TypeError("an index that comes twice")


def _always(text: str) -> Callable[..., str]:
    return lambda *_, **__: text


@pytest.mark.parametrize(
    "wrong",
    [
        {"consider": _judged(subject="Another")},
        {"consider": _judged(from_=Address("", "other@lindhof.example"))},
        {"consider": _judged(uids=(raw(b"", 418).uid,))},
        {"consider": _refused, "parse": _cannot},
        {"MOST_SECONDS": -1.0},
        {"to_text": _always("\x1b[2J")},
        {"to_json": _always("\u202e")},
        {"to_markdown": _always("\ud800")},
        {"to_html": _always("petra@lindhof.example Your application <script>")},
        {"to_html": _always("petra@lindhof.example Your application <p onclick=x></p>")},
        {"to_html": _always("petra@lindhof.example Your application <a href=//x.example></a>")},
        {"to_html": _always("petra@lindhof.example")},
        {"to_html": _always("Your application")},
        {"to_csv": _always('a,b\r\n1,"=1+1"\r\n')},
        {"to_csv": _always("a,b\r\n1\r\n")},
        {"to_ics": lambda *_: b"BEGIN:VCALENDAR\r\nBEGIN:VJOURNAL\r\nEND:VJOURNAL\r\nEND:VCALENDAR\r\n"},
    ],
    ids=lambda wrong: " and ".join(wrong),
)
def test_what_is_wrong_is_found(wrong: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    check(_MAIL)
    for name, value in wrong.items():
        monkeypatch.setattr(shown, name, value)
    with pytest.raises((AssertionError, UnicodeEncodeError)):
        check(_MAIL)


def test_what_the_fuzzer_says_is_read() -> None:
    told = "#2048 cov: 3789 ft: 9\nTest unit written to /x/crash-1\nstat::number_of_executed_units: 2100\n"
    assert read(7, told, 77) == Fuzzed(7, 2100, 3789, Path("/x/crash-1"), told)
    with pytest.raises(RuntimeError, match="did not run"):
        read(7, "No module named atheris", 1)
    with pytest.raises(RuntimeError, match="did not run"):
        read(7, told.replace("Test unit", ""), 77)


def test_of_what_broke_the_traceback_is_shown_whatever_stands_behind_it() -> None:
    told = "INFO: seeds\n === Uncaught Python exception: ===\nValueError: such\n" + "0x41 " * 1000
    assert why(told).startswith("Uncaught Python exception: ===\nValueError: such\n")
    assert why("a" * 9000 + "ERROR: libFuzzer: timeout").endswith("ERROR: libFuzzer: timeout")
    assert len(why("a" * 9000)) == 8000


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed: nothing was fuzzed (./run fuzz)")
def test_the_fuzzer_finds_nothing_in_a_few_seconds() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", "5"], capture_output=True, text=True, cwd=_ROOT, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "branches reached" in done.stdout
