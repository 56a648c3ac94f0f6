"""`schedule`: let the machine poll by itself."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

import click

from inbox_watch.cli import schedulers
from inbox_watch.cli.context import Shared
from inbox_watch.cli.screen import told_in_json
from inbox_watch.errors import UsageError
from inbox_watch.schedule import cron, launchd, systemd
from inbox_watch.schedule.job import Job, offset_of, polling, program_of

_UNHEARD = {
    "systemd": "Alerts will only stand in the journal",
    "launchd": "Alerts will only stand in the log",
}


@click.command(help="Print what lets the machine poll by itself, or install it for you alone.")
@click.argument("kind", type=click.Choice(["cron", "systemd", "launchd"]))
@click.option("--install", is_flag=True, help="Install it, in place of what was installed before.")
@click.option("--remove", is_flag=True, help="Take away what was installed.")
@click.option("--every", type=int, default=15, show_default=True, help="How often.", metavar="MINUTES")
@told_in_json
@click.pass_obj
def command(shared: Shared, kind: str, install: bool, remove: bool, every: int) -> None:
    """Result on standard output, what was done on standard error."""
    if install and remove:
        raise UsageError("--install and --remove exclude each other: give one of them.")
    if remove:
        _tell(shared, _remove(kind))
        return
    job = polling(program_of(sys.argv[0], sys.executable), os.path.abspath(shared.config_file), every)
    if not install:
        click.echo(_shown(kind, job), nl=False)
        _tell(shared, f"Nothing was changed. `inbox-watch schedule {kind} --install` puts it in place.")
        return
    settings = shared.settings()
    _tell(shared, _install(kind, job))
    if kind != "cron" and set(settings.alert_targets) <= {"stdout"}:
        _tell(shared, f"{_UNHEARD[kind]}: add a service address or a command to `targets` under [alerts].")
    _tell(shared, "Whether it works without your session: `inbox-watch doctor --as-cron`.")
    _tell(shared, f"To take it away again: `inbox-watch schedule {kind} --remove`.")


def _tell(shared: Shared, text: str) -> None:
    if not shared.quiet:
        click.echo(f"inbox-watch: {text}", err=True)


def _shown(kind: str, job: Job) -> str:
    """What `--install` would write, with the places and commands as remarks."""
    if kind == "cron":
        return cron.lines(job, _offset(job))
    if kind == "launchd":
        return launchd.agent(job, str(_log())).decode("utf-8")
    folder = _units()
    return (
        f"# {folder / systemd.SERVICE}\n{systemd.service(job)}\n# {folder / systemd.TIMER}\n{systemd.timer(job)}\n"
        f"# systemctl --user daemon-reload\n# systemctl --user enable --now {systemd.TIMER}\n"
    )


def _install(kind: str, job: Job) -> str:
    if kind == "cron":
        return schedulers.install_cron(job, _offset(job))
    if kind == "launchd":
        return schedulers.install_launchd(job, _agents(), _log())
    return schedulers.install_systemd(job, _units())


def _remove(kind: str) -> str:
    if kind == "cron":
        return schedulers.remove_cron()
    return schedulers.remove_launchd(_agents()) if kind == "launchd" else schedulers.remove_systemd(_units())


def _offset(job: Job) -> int:
    return offset_of(f"{os.getuid()}@{platform.node()}", job.every)


def _units() -> Path:
    """Where the user's systemd looks (systemd.unit(5))."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"


def _agents() -> Path:
    return Path.home() / "Library" / "LaunchAgents"


def _log() -> Path:
    return Path.home() / "Library" / "Logs" / "inbox-watch.log"
