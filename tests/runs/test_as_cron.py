"""Without the user's session: an empty environment, and a doctor that tells what breaks in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.runs.world import ROOT, World

# Cron's `env -i` and its four variables are tried by the doctor itself; here is nothing at all.
NOTHING: dict[str, str] = {}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """What an installation puts into bin: it finds its interpreter and its code by absolute paths."""
    path = tmp_path / "bin" / "inbox-watch"
    path.parent.mkdir()
    path.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
        'from inbox_watch.cli.main import main\nif __name__ == "__main__":\n    main()\n',
        "utf-8",
    )
    path.chmod(0o700)
    return path


def start(program: Path, world: World, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), "-c", str(world.config), *arguments],
        capture_output=True,
        text=True,
        env=environment,
        cwd="/",
        stdin=subprocess.DEVNULL,
        timeout=100,
    )


def doctor(program: Path, world: World, **environment: str) -> tuple[int, list[str]]:
    """The exit code, and what is said of cron."""
    world.config.chmod(0o600)
    done = start(program, world, "doctor", "--as-cron", **{"PATH": os.environ["PATH"], "HOME": "/", **environment})
    assert done.stderr == ""
    return done.returncode, [line for line in done.stdout.splitlines() if " as cron " in line]


def helper(world: World, script: str) -> Path:
    """A password command in a folder of the user's."""
    path = world.folder / "tools" / "show-password"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o700)
    return path


def test_poll_and_report_need_no_environment(world: World, program: Path) -> None:
    world.poll()
    world.deliver(1)
    polled = start(program, world, "poll", **NOTHING)
    assert (polled.returncode, polled.stderr) == (0, "")
    assert "Firm1" in polled.stdout
    for arguments in (["report"], ["report", "--format", "html"], ["status"]):
        done = start(program, world, *arguments, **NOTHING)
        assert (done.returncode, done.stderr) == (0, "")
    assert "Firm1" in start(program, world, "report", **NOTHING).stdout


def test_all_is_well_under_cron_as_well(world: World, program: Path) -> None:
    code, lines = doctor(program, world)
    assert (code, len(lines)) == (0, 1)
    assert "What works here works under cron as well" in lines[0]


def test_a_password_command_that_only_the_shell_finds_is_named_with_its_whole_path(world: World, program: Path) -> None:
    tool = helper(world, "echo secret")
    world.config.write_text(world.config.read_text("utf-8").replace('["echo", "secret"]', '["show-password"]'), "utf-8")
    code, lines = doctor(program, world, PATH=f"{tool.parent}:{os.environ['PATH']}")
    assert (code, len(lines)) == (78, 1)
    assert f"write {tool} instead of show-password" in lines[0]


def test_a_password_command_that_needs_the_session_is_told_from_the_rest(world: World, program: Path) -> None:
    tool = helper(world, 'test -n "$DBUS_SESSION_BUS_ADDRESS" && echo secret || exit 3')
    world.config.write_text(world.config.read_text("utf-8").replace('["echo", "secret"]', f'["{tool}"]'), "utf-8")
    code, lines = doctor(program, world, DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere")
    assert (code, len(lines)) == (4, 1)
    assert "failed with code 3" in lines[0]
    assert "schedule systemd --install" in lines[0]


def test_what_is_wrong_here_as_well_is_said_once(world: World, program: Path) -> None:
    world.configure(password="wrong")
    code, lines = doctor(program, world)
    assert (code, len(lines)) == (4, 1)
    assert "What works here works under cron as well" in lines[0]


def test_folders_and_zones_of_the_shell_alone_are_found(world: World, program: Path) -> None:
    text = world.config.read_text("utf-8").replace(f'data = "{world.data}"', "")
    world.config.write_text(text.replace('timezone = "Europe/Berlin"', ""), "utf-8")
    code, lines = doctor(program, world, XDG_DATA_HOME=str(world.folder), TZ="Pacific/Chatham")
    assert (code, len(lines)) == (78, 2)
    assert "`data` under [paths]" in lines[0]
    assert "`timezone` under [me]" in lines[1]


def test_a_program_that_does_not_start_there_is_told(world: World, program: Path) -> None:
    """Its code is found by a variable of the shell alone."""
    program.write_text(
        program.read_text("utf-8").replace(f"sys.path.insert(0, {str(ROOT)!r})", "import only_in_the_shell"), "utf-8"
    )
    (world.folder / "only_in_the_shell.py").write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n", "utf-8")
    code, lines = doctor(program, world, PYTHONPATH=str(world.folder))
    assert (code, len(lines)) == (1, 1)
    assert "does not start there: ModuleNotFoundError" in lines[0]


def test_the_checks_as_json(world: World, program: Path) -> None:
    done = start(program, world, "doctor", "--json", **NOTHING)
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert checks["clock"]["code"] == 0
    assert checks["database"]["is_note"] is True
    assert max(check["code"] for check in checks.values()) == done.returncode
