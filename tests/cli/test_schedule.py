"""`schedule`, with the real crontab of a user nobody works as, and with the real systemctl where it answers."""

from __future__ import annotations

import os
import plistlib
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from inbox_watch.cli import schedulers
from inbox_watch.errors import CannotWrite, InboxWatchError, UsageError
from inbox_watch.schedule import launchd, systemd
from inbox_watch.schedule.job import Job
from tests.cli.calls import call, is_one_plain_line, spawn, write_config

JOB = Job(("/opt/100% here/inbox-watch", "-c", "/home/runa/config.toml", "poll"), 15)
LESS_OFTEN = Job(JOB.command, 60)
OTHERS = b"MAILTO=runa@falkenried.example\n# caf\xe9\n0 3 * * * backup\n"
CRONTAB = ("crontab", "-u", "nobody")
# Programs that take any arguments and say yes or no stand for systemctl and launchctl, which need a session.
YES, NO = ("true",), ("false",)


@pytest.fixture
def crontab() -> Iterator[schedulers.Command]:
    if os.geteuid() != 0 or not shutil.which("crontab"):
        pytest.skip("the crontab of another user can be tried by root alone, and with cron installed")
    if subprocess.run([*CRONTAB, "-l"], capture_output=True).returncode == 0:
        pytest.skip("the user nobody has a crontab here, which is left alone")
    yield CRONTAB
    subprocess.run([*CRONTAB, "-r"], capture_output=True)


def listed() -> bytes:
    return subprocess.run([*CRONTAB, "-l"], capture_output=True, check=True).stdout


def test_a_first_crontab_is_made_and_emptied(crontab: schedulers.Command) -> None:
    assert "every 15 minutes" in schedulers.install_cron(JOB, 7, crontab)
    assert b"\n7,22,37,52 * * * * '/opt/100\\% here/inbox-watch' -c /home/runa/config.toml poll\n" in listed()
    schedulers.remove_cron(crontab)
    assert listed() == b""
    assert "nothing of inbox_watch" in schedulers.remove_cron(crontab)


def test_lines_of_others_are_kept_to_the_octet(crontab: schedulers.Command) -> None:
    subprocess.run([*crontab, "-"], input=OTHERS, check=True)
    schedulers.install_cron(JOB, 7, crontab)
    schedulers.install_cron(LESS_OFTEN, 7, crontab)
    assert listed().startswith(OTHERS)
    assert listed().count(b"inbox-watch' -c") == 1
    schedulers.remove_cron(crontab)
    assert listed() == OTHERS


OF_ANOTHER = Job(("/opt/inbox-watch", "-c", "/home/runa/100% mine.toml", "poll"), 15)


def test_a_schedule_that_takes_the_place_of_another_configuration_says_so(
    crontab: schedulers.Command, tmp_path: Path
) -> None:
    def installed(job: Job) -> tuple[str, str]:
        return schedulers.install_cron(job, 7, crontab), schedulers.install_systemd(job, tmp_path, YES)

    assert "runs no more" not in "".join((*installed(OF_ANOTHER), *installed(Job(OF_ANOTHER.command, 60))))
    for told in installed(JOB):
        assert "100% mine.toml" in told.replace("%%", "%").partition("takes the place of")[2]


def test_a_crontab_that_may_not_be_read_is_not_written() -> None:
    with pytest.raises(InboxWatchError, match="Nothing was changed"):
        schedulers.install_cron(JOB, 7, NO)


def test_a_scheduler_that_is_not_there_is_named() -> None:
    with pytest.raises(InboxWatchError, match="There is no /nowhere/crontab on this machine"):
        schedulers.install_cron(JOB, 7, ("/nowhere/crontab",))


def test_units_are_written_replaced_and_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / "systemd" / "user"
    schedulers.install_systemd(LESS_OFTEN, folder, YES)
    assert "every 15 minutes" in schedulers.install_systemd(JOB, folder, YES)
    assert (folder / systemd.SERVICE).read_text("utf-8") == systemd.service(JOB)
    assert (folder / systemd.TIMER).read_text("utf-8") == systemd.timer(JOB)
    (folder / "other.timer").touch()
    schedulers.remove_systemd(folder, YES)
    assert [path.name for path in folder.iterdir()] == ["other.timer"]
    assert "nothing of inbox_watch" in schedulers.remove_systemd(folder, NO)


def test_a_unit_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / systemd.TIMER).write_text("[Timer]\n", "utf-8")
    with pytest.raises(UsageError, match="was not written by inbox_watch"):
        schedulers.install_systemd(JOB, tmp_path, YES)
    with pytest.raises(UsageError, match="was not written by inbox_watch"):
        schedulers.remove_systemd(tmp_path, YES)
    assert (tmp_path / systemd.TIMER).read_text("utf-8") == "[Timer]\n"


def test_a_systemd_without_a_session_says_what_was_done(tmp_path: Path) -> None:
    with pytest.raises(InboxWatchError, match="The units are in"):
        schedulers.install_systemd(JOB, tmp_path, NO)
    with pytest.raises(InboxWatchError, match="The units are still in"):
        schedulers.remove_systemd(tmp_path, NO)
    assert (tmp_path / systemd.TIMER).exists()


def test_an_agent_is_written_and_taken_away(tmp_path: Path) -> None:
    schedulers.install_launchd(JOB, tmp_path / "LaunchAgents", tmp_path / "log", YES)
    path = tmp_path / "LaunchAgents" / launchd.FILE
    assert plistlib.loads(path.read_bytes())["ProgramArguments"] == list(JOB.command)
    schedulers.remove_launchd(path.parent, YES)
    assert list(path.parent.iterdir()) == []


def test_a_folder_that_is_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite, match="cannot be written"):
        schedulers.install_launchd(JOB, tmp_path / "file", tmp_path / "log", YES)


def test_without_install_it_only_shows(config: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(config.parent)
    shown = {kind: call("-c", config.name, "schedule", kind) for kind in ("cron", "systemd", "launchd")}
    assert {done.code for done in shown.values()} == {0}
    assert all(
        "Nothing was changed" in done.err and f"schedule {kind} --install" in done.err for kind, done in shown.items()
    )
    assert f" -m inbox_watch -c {config} poll\n" in shown["cron"].out
    assert f'"-c" "{config}" "poll"' in shown["systemd"].out
    assert f"# {tmp_path}/config/systemd/user/inbox-watch.timer\n" in shown["systemd"].out
    assert plistlib.loads(shown["launchd"].out.encode())["ProgramArguments"][-2:] == [str(config), "poll"]
    assert not (tmp_path / "config").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("cron", "--install", "--remove"), 2),
        (("cron", "--every", "7"), 2),
        (("at",), 2),
    ],
)
def test_what_does_not_fit_is_told(config: Path, arguments: tuple[str, ...], code: int) -> None:
    assert call("-c", config, "schedule", *arguments).code == code


def test_a_configuration_that_does_not_hold_is_not_installed(tmp_path: Path) -> None:
    done = call("-c", tmp_path / "none.toml", "schedule", "systemd", "--install")
    assert done.code == 78
    assert is_one_plain_line(done.err)


def test_from_the_command_line_into_the_folder_of_the_user(config: Path, tmp_path: Path) -> None:
    """The real systemctl; where there is no session it refuses, and the command says so."""
    if not shutil.which("systemctl"):
        pytest.skip("no systemctl here: apt-get install systemd")
    home = tmp_path / "home"
    nowhere = {"XDG_RUNTIME_DIR": str(home), "DBUS_SESSION_BUS_ADDRESS": f"unix:path={home}/bus"}
    done = spawn("-c", config, "schedule", "systemd", "--install", XDG_CONFIG_HOME=str(home), **nowhere)
    unit = home / "systemd" / "user" / systemd.SERVICE
    assert f'"-c" "{config}" "poll"' in unit.read_text("utf-8")
    assert stat.S_IMODE(unit.stat().st_mode) == 0o600
    assert done.code == 1
    assert is_one_plain_line(done.err)
    assert f"The units are in {unit.parent}" in done.err


@pytest.mark.parametrize(("targets", "is_heard"), [("['stdout']", False), ("['stdout', 'ntfy://topic']", True)])
def test_what_was_done_and_what_comes_next(tmp_path: Path, maildir: Path, targets: str, is_heard: bool) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "systemctl").symlink_to(shutil.which(YES[0]) or "")
    config = write_config(tmp_path, maildir, more=f"[alerts]\ntargets = {targets}\n")
    environment = {"PATH": str(tmp_path / "bin"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    done = spawn("-c", config, "schedule", "systemd", "--install", "--every", "30", **environment)
    assert (done.code, done.out) == (0, "")
    assert "every 30 minutes" in done.err
    assert "`inbox-watch doctor --as-cron`" in done.err
    assert "`inbox-watch schedule systemd --remove`" in done.err
    assert ("Alerts will only stand in the journal" not in done.err) is is_heard
    removed = spawn("-c", config, "-q", "schedule", "systemd", "--remove", **environment)
    assert (removed.code, removed.out, removed.err) == (0, "", "")
