"""A Ctrl-C that Python drops in a callback of the garbage collector ends the program all the same."""

from __future__ import annotations

import subprocess
import sys

_DROPPED = """
import time, weakref
from inbox_watch.cli.leaving import insist

class Thing: ...

def goes(_):
    raise {raised}

insist()
thing = Thing()
there = weakref.ref(thing, goes)
del thing
try:
    time.sleep({seconds})
except KeyboardInterrupt:
    print("interrupted")
"""


def _run(raised: str, seconds: float) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _DROPPED.format(raised=raised, seconds=seconds)], capture_output=True, text=True
    )


def test_a_ctrl_c_that_was_dropped_is_pressed_again() -> None:
    done = _run("KeyboardInterrupt", 20)
    assert (done.stdout, done.stderr) == ("interrupted\n", "")


def test_every_other_error_there_is_told_as_before() -> None:
    done = _run("ValueError('a fault of ours')", 0).stderr
    assert "a fault of ours" in done
