"""What a worker does with a message in the tests: a body of its own, in a module a worker can import."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from inbox_watch.consider import Judge
from inbox_watch.facts.gather import Place
from inbox_watch.records import Finding, RawMessage, Unreadable
from inbox_watch.workdays import Workdays
from tests.support.findings import received


def rules_only() -> tuple[Judge, tuple[str, ...]]:
    """The recipe of a judge that knows no model."""
    place = Place(ZoneInfo("Europe/Berlin"), Workdays("DE"))
    return Judge(None, place), ("The model cannot be used.",)


def no_judge() -> tuple[Judge, tuple[str, ...]]:
    """A recipe that fails."""
    os._exit(3)


def ended_at_first(met: Path) -> tuple[Judge, tuple[str, ...]]:
    """A recipe over which the process is ended, but for the second time where a file can be made."""
    if not met.exists():
        with suppress(OSError):
            met.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return rules_only()


def do_as_told(raw: RawMessage, _judge: Judge, _authserv_id: str) -> Finding | Unreadable:
    """Do what the message says, then judge it; where it names a file, only until that is there."""
    order, _, once = raw.octets.partition(b" ")
    if once:
        met = Path(os.fsdecode(once))
        order = b"fine" if met.exists() else order
        met.touch()
    if order == b"hang":
        while True:
            pass
    if order == b"sleep":
        time.sleep(60)
    if order == b"wait":
        time.sleep(0.8)
    if order == b"starve":
        time.sleep(11)
    if order == b"killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == b"bomb":
        bytearray(2 * 1024**3)
    if order == b"crash":
        ctypes.string_at(0)
    if order == b"leave":
        os._exit(7)
    if order == b"bug":
        raise ZeroDivisionError
    return replace(received("m", "2026-03-02"), uids=(raw.uid,), sha256=raw.octets.hex())
