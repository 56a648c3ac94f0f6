"""The schedulers of this machine: what is put in and taken out, and the programs that are called for it.

`command` is the program of the scheduler with its first arguments; each function returns what to tell the user.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from inbox_watch.errors import CannotWrite, InboxWatchError, UsageError
from inbox_watch.schedule import cron, launchd, systemd
from inbox_watch.schedule.job import Job

Command = tuple[str, ...]
_SECONDS = 60


# cron


def install_cron(job: Job, offset: int, command: Command = ("crontab",)) -> str:
    """Put the lines into the user's crontab, or replace those of before."""
    before = _crontab(command)
    after = cron.put_in(before, cron.lines(job, offset))
    _write_crontab(command, after)
    replaced = _replaced(cron.installed(before), cron.installed(after))
    return f"Your crontab now polls {job.rhythm}; `crontab -l` shows it.{replaced}"


def remove_cron(command: Command = ("crontab",)) -> str:
    """Take our lines out of the user's crontab."""
    before = _crontab(command)
    after = cron.take_out(before)
    if after == before:
        return "There is nothing of inbox_watch in your crontab."
    _write_crontab(command, after)
    return "Our lines are gone from your crontab; the others were left alone."


def _crontab(command: Command) -> str:
    """The crontab as it is; users who never had one get an error message that says so."""
    done = _run((*command, "-l"))
    if done.returncode == 0:
        return _text(done.stdout)
    if b"no crontab for" in done.stderr:
        return ""
    raise _refused((*command, "-l"), done, "Nothing was changed.")


def _write_crontab(command: Command, text: str) -> None:
    done = _run((*command, "-"), text.encode("utf-8", "surrogateescape"))
    if done.returncode != 0:
        raise _refused((*command, "-"), done, "Your crontab is as it was.")


# systemd


def install_systemd(job: Job, folder: Path, command: Command = ("systemctl", "--user")) -> str:
    """Write both units into the folder and start the timer."""
    units = {systemd.SERVICE: systemd.service(job), systemd.TIMER: systemd.timer(job)}
    for name in units:
        _must_be_ours(folder / name, systemd.MARK)
    before = systemd.installed(_read(folder / systemd.SERVICE))
    for name, text in units.items():
        _write(folder / name, text.encode("utf-8"))
    _must_run((*command, "daemon-reload"), f"The units are in {folder}.")
    _must_run((*command, "enable", "--now", systemd.TIMER), f"The units are in {folder}.")
    return (
        f"A timer of systemd now polls {job.rhythm} while you are logged in; `loginctl enable-linger` makes it "
        f"always. `systemctl --user list-timers` shows it, `journalctl --user -u {systemd.SERVICE}` what it said."
        f"{_replaced(before, systemd.installed(units[systemd.SERVICE]))}"
    )


def remove_systemd(folder: Path, command: Command = ("systemctl", "--user")) -> str:
    """Stop the timer and delete both units."""
    units = [folder / name for name in (systemd.TIMER, systemd.SERVICE) if (folder / name).exists()]
    if not units:
        return f"There is nothing of inbox_watch in {folder}."
    for unit in units:
        _must_be_ours(unit, systemd.MARK)
    _must_run((*command, "disable", "--now", systemd.TIMER), f"The units are still in {folder}.")
    for unit in units:
        unit.unlink()
    _must_run((*command, "daemon-reload"), f"The units are gone from {folder}.")
    return f"The timer is stopped, and its units are gone from {folder}."


# launchd


def install_launchd(job: Job, folder: Path, log: Path, command: Command = ("launchctl",)) -> str:
    """Write the agent into the folder and load it in place of the one of before."""
    path = folder / launchd.FILE
    _write(path, launchd.agent(job, str(log)))
    _run((*command, "bootout", f"{_domain()}/{launchd.LABEL}"))
    _must_run((*command, "bootstrap", _domain(), str(path)), f"The agent is in {path}.")
    return f"launchd now polls {job.rhythm} while you are logged in; what it says is in {log}."


def remove_launchd(folder: Path, command: Command = ("launchctl",)) -> str:
    """Unload the agent and delete it."""
    path = folder / launchd.FILE
    if not path.exists():
        return f"There is nothing of inbox_watch in {folder}."
    _run((*command, "bootout", f"{_domain()}/{launchd.LABEL}"))
    path.unlink()
    return f"The agent is stopped and gone from {folder}."


def _domain() -> str:
    return f"gui/{os.getuid()}"


# Files and programs


def _replaced(before: str, now: str) -> str:
    """There is one schedule for a user: whoever has two configurations has to know that the other is not read now."""
    return f" It takes the place of `{before}`, which runs no more." if before and before != now else ""


def _read(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.exists() else ""


def _must_be_ours(path: Path, mark: str) -> None:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            if file.readline().strip() != mark:
                raise UsageError(f"{path} was not written by inbox_watch: move it away, and try again.")
    except FileNotFoundError:
        return


def _write(path: Path, octets: bytes) -> None:
    """Write beside the file and rename, so that no half of it is ever read."""
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(octets)
        beside.replace(path)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written ({error.strerror}): give yourself the right to.") from error


def _must_run(command: Command, so_far: str) -> None:
    done = _run(command)
    if done.returncode != 0:
        raise _refused(command, done, so_far)


def _run(command: Command, octets: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a program of the system; in English, since its messages are read."""
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603  # the words are ours, and no shell reads them
            command, input=octets, capture_output=True, timeout=_SECONDS, check=False, env=environment
        )
    except FileNotFoundError as error:
        raise InboxWatchError(
            f"There is no {command[0]} on this machine: take another of cron, systemd and launchd."
        ) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        name = type(error).__name__
        raise InboxWatchError(f"`{' '.join(command)}` could not be run ({name}): try it yourself.") from error


def _refused(command: Command, done: subprocess.CompletedProcess[bytes], so_far: str) -> InboxWatchError:
    said = " ".join(_text(done.stderr).split()) or f"exit code {done.returncode}"
    return InboxWatchError(f"`{' '.join(command)}` does not work here ({said.rstrip('.')}). {so_far} Try it yourself.")


def _text(octets: bytes) -> str:
    """What is no UTF-8 in somebody's crontab stays what it is."""
    return octets.decode("utf-8", "surrogateescape")
