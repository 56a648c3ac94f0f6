from __future__ import annotations

import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.calls import SAMPLES, SERVER, Called, call, spawn


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Called:
    return spawn("demo", TMPDIR=str(tmp_path_factory.mktemp("demo")), NO_COLOR="1")


def test_it_shows_the_silent_table_the_page_and_the_alerts(demo: Called) -> None:
    assert (demo.code, demo.err) == (0, "")
    assert "2026-05-22" in demo.out.splitlines()[0]
    assert "read directly" not in demo.out
    assert "Alerts that would have been sent" in demo.out
    assert "\x1b" not in demo.out


def test_the_page_and_the_state_stay_for_the_reader(demo: Called) -> None:
    (page,) = re.findall(r"The same as a page: (\S+)", demo.out)
    assert Path(page).read_text("utf-8").lower().startswith("<!doctype html")
    config = Path(page).with_name("config.toml")
    assert 'host = "127.0.0.1"' in config.read_text("utf-8")
    assert call("-c", config, "status", "--as-of", "2026-05-22").code == 0


def test_another_day_may_be_looked_at_and_must_be_a_date() -> None:
    done = call("demo", "--as-of", "yesterday")
    assert done.code == 2
    assert done.err.count("\n") == 1


def test_without_pymap_the_maildir_is_read_and_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setitem(sys.modules, "pymap", None)
    done = call("demo", "--as-of", "2026-02-27")
    assert (done.code, done.err) == (0, "")
    assert "read directly" in done.out
    assert "as of 2026-02-27" in done.out


def test_the_server_ends_with_its_standard_input() -> None:
    with subprocess.Popen(
        [sys.executable, "-P", str(SERVER), str(SAMPLES)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write("password\n")
        server.stdin.flush()
        assert server.stdout.readline().strip().isdecimal()
        closed_at = time.monotonic()
        server.stdin.close()
        assert server.wait(timeout=20) == 0
        assert time.monotonic() - closed_at < 15


def test_the_commands_it_ends_with_work_as_they_stand_here(demo: Called) -> None:
    (look,) = re.findall(r"Look around: (.+)", demo.out)
    (begin,) = re.findall(r"Your own mailbox: (.+) init", demo.out)
    assert look.startswith(begin)
    done = subprocess.run(shlex.split(look), capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "On 2026-05-22 it is: due" in done.stdout
