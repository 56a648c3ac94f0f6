from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest

from inbox_watch.schedule.job import EVERY, Job
from inbox_watch.schedule.systemd import SERVICE, TIMER, service, timer

ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(
    ANALYZE is None and os.environ.get("CI") != "true", reason="no systemd-analyze here: apt-get install systemd"
)


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    assert ANALYZE, "systemd-analyze is missing: apt-get install systemd"
    with tempfile.TemporaryDirectory() as run:  # without a session there is no such folder
        environment = {**os.environ, "XDG_RUNTIME_DIR": run}
        return subprocess.run([ANALYZE, *arguments], capture_output=True, text=True, env=environment)


@needs_systemd
@pytest.mark.parametrize("folder", ["plain", "with space", "100% $HOME", "é;x=y"])
def test_systemd_finds_nothing_to_complain_of(tmp_path: Path, folder: str) -> None:
    """A word that is read otherwise than it was written would name no program, which `verify` does not let pass."""
    program = tmp_path / folder / "inbox-watch"
    program.parent.mkdir()
    program.touch()
    job = Job((str(program), "-c", str(tmp_path / folder / "config.toml"), "poll"), 15)
    (tmp_path / SERVICE).write_text(service(job), "utf-8")
    (tmp_path / TIMER).write_text(timer(job), "utf-8")
    units = [str(tmp_path / SERVICE), str(tmp_path / TIMER)]
    refused = analyze("--user", "verify", *units)
    assert "is not executable" in refused.stderr
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    passed = analyze("--user", "verify", *units)
    assert (passed.returncode, passed.stdout, passed.stderr) == (0, "", "")


@needs_systemd
@pytest.mark.parametrize("folder", ["it's", 'a"b', "back\\slash"])
def test_a_program_that_systemd_would_not_take_is_called_by_the_shell(tmp_path: Path, folder: str) -> None:
    job = Job((f"/{folder}/inbox-watch", "-c", f"/{folder}/c", "poll"), 15)
    (tmp_path / SERVICE).write_text(service(job), "utf-8")
    passed = analyze("--user", "verify", str(tmp_path / SERVICE))
    assert (passed.returncode, passed.stderr) == (0, "")
    assert f'/{folder.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}/c"' in service(job)


def test_the_shell_hands_the_command_on_word_by_word(tmp_path: Path) -> None:
    line = re.findall(r"^ExecStart=:(.*)$", service(Job(("/it's/x", "-c", "/a b"), 15)), re.MULTILINE)
    shell, option, script, *words = shlex.split(line[0])
    program = tmp_path / "it's"
    program.write_text('#!/bin/sh\nprintf "%s|" "$@"\n', "utf-8")
    program.chmod(0o700)
    done = subprocess.run([shell, option, script, str(program), *words[1:]], capture_output=True, text=True)
    assert (words[0], done.stdout) == ("/it's/x", "-c|/a b|")


@needs_systemd
@pytest.mark.parametrize("every", EVERY)
def test_the_calendar_has_the_rhythm(every: int) -> None:
    calendar = re.findall(r"^OnCalendar=(.*)$", timer(Job(("/x",), every)), re.MULTILINE)
    shown = analyze("calendar", "--iterations=100", "--base-time=2026-05-01 00:00:00 UTC", *calendar).stdout
    minutes = [int(hour) * 60 + int(minute) for hour, minute in re.findall(r"(\d\d):(\d\d):00 UTC", shown)]
    steps = {(after - before) % 1440 for before, after in pairwise(minutes)}
    assert steps - {0} == {every}


def test_what_the_units_promise() -> None:
    job = Job(("/opt/a b/inbox-watch", "-c", "/c%", "poll"), 15)
    lines = (service(job) + timer(job)).splitlines()
    assert 'ExecStart=:"/opt/a b/inbox-watch" "-c" "/c%%" "poll"' in lines
    promised = {"SuccessExitStatus=75", "Persistent=true", "RandomizedDelaySec=15min", "NoNewPrivileges=yes", "Nice=10"}
    assert promised <= set(lines)
    assert "ProtectHome=" not in "".join(lines), "pass and gpg need the home folder"
