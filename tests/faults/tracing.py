"""Faults of system calls: strace(1) attaches to a run that waits, and spoils the n-th call of a kind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from functools import cache

import pytest

from tests.faults.runs import User

PROGRAM = shutil.which("strace")


@dataclass(frozen=True, slots=True)
class Spoiled:
    """How a run ended, and whether it came as far as the call that was to be spoiled."""

    code: int
    was_reached: bool


def run_spoiled(user: User, call: str, number: int, spoil: str, *arguments: str, **how: object) -> Spoiled:
    """Run with the call of that number spoiled: `signal=KILL`, or `error=EIO`."""
    assert PROGRAM
    trace = user.folder / "trace"
    process = user.begin(*arguments, held=True, **how)
    watch = [PROGRAM, "-f", "-p", str(process), "-e", f"trace={call}", "-e", f"inject={call}:{spoil}:when={number}"]
    with subprocess.Popen([*watch, "-o", str(trace)], stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr
        said = tracer.stderr.readline()
        assert "attached" in said, said
        os.kill(process, signal.SIGCONT)
        code = user.host.end(process)
        tracer.stderr.read()
    text = trace.read_text("utf-8", "replace")
    is_killed = "killed by SIGKILL" in text
    return Spoiled(code, "(INJECTED)" in text or is_killed)


@cache
def may_trace() -> bool:
    """May a process be watched here?"""
    if PROGRAM is None:
        return False
    tried = subprocess.run([PROGRAM, "-e", "trace=openat", "-o", os.devnull, "true"], capture_output=True, check=False)
    return tried.returncode == 0


@pytest.fixture
def tracing() -> None:
    """Where nothing may be traced these tests are skipped, and in CI too: a container may forbid ptrace(2)."""
    if not may_trace():
        pytest.skip("strace is not installed, or ptrace is refused here: apt-get install strace")
