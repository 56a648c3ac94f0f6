"""No regular expression of the package takes long over any text; CI tries all of them, a plain run one in ten."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys

import pytest

from tests.hostile.patterns import GIVEN_UP_AFTER, LENGTH, ROOT, STRINGS, _give_up, seconds

_EACH = "1" if os.environ.get("CI") == "true" else "10"


@pytest.mark.timeout(1200)
def test_no_expression_takes_a_tenth_of_a_second_over_a_hostile_text() -> None:
    program = [sys.executable, "-m", "tests.hostile.patterns", _EACH]
    done = subprocess.run(program, capture_output=True, text=True, cwd=ROOT, check=True)
    *slow, total = map(json.loads, done.stdout.splitlines())
    assert slow == []
    assert total["patterns"] > 900
    assert total["tried"] * int(_EACH) >= total["patterns"]


def test_there_are_twelve_texts_and_more_of_their_length() -> None:
    assert len(STRINGS) >= 12
    assert {len(text) for text in STRINGS.values()} == {LENGTH} == {100_000}


@pytest.mark.parametrize("pattern", [r"\s*x", r"(\w+)[.!?]", r"(a+)+$b"])
def test_the_watch_finds_slow_expressions(pattern: str) -> None:
    before = signal.signal(signal.SIGVTALRM, _give_up)
    try:
        slowest = max(seconds(re.compile(pattern), text) for text in STRINGS.values())
    finally:
        signal.signal(signal.SIGVTALRM, before)
    assert slowest == GIVEN_UP_AFTER
