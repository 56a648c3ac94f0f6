"""Calling a command as a user does, and what came of it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from inbox_watch.cli.main import run

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "samples" / "Maildir"
SERVER = ROOT / "inbox_watch" / "cli" / "demo_server.py"
AS_OF = "2026-05-22"


@dataclass(frozen=True, slots=True)
class Called:
    """Exit code and both streams of a call."""

    code: int
    out: str
    err: str


def call(*arguments: str | Path) -> Called:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Called(code, out.getvalue(), err.getvalue())


def spawn(*arguments: str | Path, **environment: str) -> Called:
    """Run a command in a process of its own, its output in pipes."""
    done = subprocess.run(
        [sys.executable, "-m", "inbox_watch", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
        timeout=100,
    )
    return Called(done.returncode, done.stdout, done.stderr)


def is_one_plain_line(error: str) -> bool:
    """One line for a user, without a traceback."""
    return error.startswith("inbox-watch: ") and error.count("\n") == 1 and "Traceback" not in error


def write_config(folder: Path, maildir: Path, *, more: str = "") -> Path:
    """Write a configuration for a Maildir, with its data beside it."""
    path = folder / "config.toml"
    path.touch(0o600)
    path.write_text(
        f"""
[accounts.sample]
maildir = "{maildir}"
authserv_id = "mx.postfach.example"

[paths]
data = "{folder / "data"}"

[me]
addresses = ["runa@falkenried.example", "runa.falkenried@postfach.example"]
country = "DE"
timezone = "Europe/Berlin"
{more}""",
        "utf-8",
    )
    return path


def apply(config: Path, *arguments: str | Path) -> Called:
    """A command about applications."""
    return call("-c", config, "applications", *arguments)


def imported(config: Path, text: str, *arguments: str) -> Called:
    """Import a list with this text."""
    path = config.parent / "table.csv"
    path.write_text(text, "utf-8")
    return apply(config, "import", path, *arguments)
