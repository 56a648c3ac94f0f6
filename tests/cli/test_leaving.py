"""A Ctrl-C that Python drops in a callback of the garbage collector ends the program all the same."""

from __future__ import annotations

import subprocess
import sys

import pytest

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


_CLOSING = """
from sqlalchemy import create_engine
from inbox_watch.cli.leaving import insist

class Connection:
    def close(self):
        raise {raised}
    def __getattr__(self, name):
        return lambda *_, **__: None

insist()
engine = create_engine("sqlite+pysqlite:///of-no-one", creator=Connection, _initialize=False)
engine.raw_connection().close()
try:
    engine.dispose()
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize(
    ("raised", "out", "told"), [("KeyboardInterrupt", "interrupted\n", False), ("ValueError('ours')", "", True)]
)
def test_a_ctrl_c_while_a_connection_closes_is_no_failure_to_tell_of(raised: str, out: str, told: bool) -> None:
    done = subprocess.run([sys.executable, "-c", _CLOSING.format(raised=raised)], capture_output=True, text=True)
    assert done.stdout == out
    assert ("Exception closing connection" in done.stderr) == told
    assert told or done.stderr == ""
