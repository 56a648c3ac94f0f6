"""Work beside the rest hands over what it returns and what it raises, and holds nobody up."""

from __future__ import annotations

import subprocess
import sys

import pytest

from inbox_watch.aside import aside


def test_what_it_returns_is_handed_over() -> None:
    assert aside(lambda: 7).result(5) == 7


def test_a_bug_of_ours_is_raised_where_somebody_waits() -> None:
    def work() -> None:
        raise ZeroDivisionError("of ours")

    with pytest.raises(ZeroDivisionError, match="of ours"):
        aside(work).result(5)


def test_the_program_ends_without_it() -> None:
    program = "import time; from inbox_watch.aside import aside; aside(lambda: time.sleep(60))"
    subprocess.run([sys.executable, "-c", program], timeout=20, check=True)
