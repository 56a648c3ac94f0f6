"""`demo`: a sample job search, polled over real IMAP from a server on this machine, without any account."""

from __future__ import annotations

import contextlib
import importlib.util
import secrets
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inbox_watch.cli.context import Shared, clock, day, judge_of, open_state
from inbox_watch.cli.output import write_whole
from inbox_watch.cli.report import rendered
from inbox_watch.cli.screen import columns, wants_colour
from inbox_watch.records import State
from inbox_watch.schedule.job import program_of

if TYPE_CHECKING:
    from inbox_watch.alerts.severity import Occasion
    from inbox_watch.config import Settings
    from inbox_watch.records import Alert, Finding
    from inbox_watch.survey import Survey

START_SECONDS = 20.0
RUN_SECONDS = 120.0
ALERT_DAYS = 7
MOST_ALERTS = 10
_USER = "runa"
_WITHOUT_SERVER = "The IMAP server of the demo (pymap) is not installed, so the sample Maildir is read directly."
_NO_START = "The IMAP server of the demo did not start, so the sample Maildir is read directly."

_CONFIG = """\
[accounts.sample]
{source}
authserv_id = "{authserv_id}"

[paths]
data = "{data}"

[me]
addresses = ["{address}", "{older_address}"]
country = "{country}"
timezone = "{timezone}"

[alerts]
targets = ["stdout"]
"""
_IMAP = """\
host = "127.0.0.1"
port = {port}
security = "none"
user = "{user}"
password_file = "{password_file}\""""


@click.command(help="Watch a sample job search, without any account.")
@click.option("--as-of", help="The day to look at; default: the last day of the sample.", metavar="DATE")
@click.pass_obj
def command(shared: Shared, as_of: str | None) -> None:
    """Poll the sample mailbox into a temporary folder and show what a user would see."""
    from inbox_watch.shipped import samples_path

    samples = samples_path()
    truth = tomllib.loads((samples / "truth.toml").read_text("utf-8"))
    today = day(as_of, "--as-of") if as_of else max(truth["dates"])
    folder = Path(tempfile.mkdtemp(prefix="inbox-watch-demo-"))
    _say(shared, f"A sample job search: the mailbox of Runa Falkenried, who does not exist, as of {today}.")
    with _source(samples / "Maildir", folder, shared) as source:
        settings = _settings(folder, source, truth)
        seen = _poll(settings, today)
    _show(seen, settings, folder, today)


@contextlib.contextmanager
def _source(maildir: Path, folder: Path, shared: Shared) -> Iterator[str]:
    """Give the lines of the configuration that say where the mail is; a server runs as long as the block."""
    password_file = folder / "password"
    password_file.touch(0o600)
    password_file.write_text(secrets.token_urlsafe(16), "utf-8")
    with _server(maildir, password_file.read_text("utf-8"), shared) as port:
        if port:
            yield _IMAP.format(port=port, user=_USER, password_file=password_file)
        else:
            yield f'maildir = "{maildir}"'


@contextlib.contextmanager
def _server(maildir: Path, password: str, shared: Shared) -> Iterator[int | None]:
    """Start the server and give its port, or None where there can be none; it ends with the block."""
    if importlib.util.find_spec("pymap") is None:
        _say(shared, _WITHOUT_SERVER)
        yield None
        return
    process = subprocess.Popen(  # noqa: S603  # this interpreter, and a file of ours
        [sys.executable, "-P", str(Path(__file__).with_name("demo_server.py")), str(maildir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        port = _port(process, password)
        if port is None:
            _say(shared, _NO_START)
        yield port
    finally:
        _end(process)


def _port(process: subprocess.Popen[str], password: str) -> int | None:
    """Tell the server its password and wait until it says on which port it listens."""
    assert process.stdin is not None  # noqa: S101  # both are pipes
    assert process.stdout is not None  # noqa: S101
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(f"{password}\n")
        process.stdin.flush()
    ready, _, _ = select.select([process.stdout], [], [], START_SECONDS)
    line = process.stdout.readline().strip() if ready else ""
    return int(line) if line.isdecimal() else None


def _end(process: subprocess.Popen[str]) -> None:
    """Close its standard input, which it takes for the end; and see to it that it is one."""
    with contextlib.suppress(BrokenPipeError):
        if process.stdin:
            process.stdin.close()
    try:
        process.wait(timeout=3)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()


def _settings(folder: Path, source: str, truth: dict[str, str]) -> Settings:
    """Write a configuration such as a user would, and read it as every command does."""
    from inbox_watch.config import load_settings

    path = folder / "config.toml"
    path.touch(0o600)
    about = {key: truth[key] for key in ("authserv_id", "address", "older_address", "country", "timezone")}
    path.write_text(_CONFIG.format(source=source, data=folder / "data", **about), "utf-8")
    return load_settings(path, data_home=folder / "data")


def _poll(settings: Settings, today: date) -> Survey:
    """Poll as `inbox-watch poll --as-of` does, and survey what was learned."""
    from inbox_watch.heard import Moment
    from inbox_watch.memory import gather
    from inbox_watch.poll import look_back, poll
    from inbox_watch.sources.deadline import Deadline
    from inbox_watch.survey import survey
    from inbox_watch.tell import tell_what_is_due
    from inbox_watch.workers import workers

    moment = Moment(clock(), today)
    with open_state(settings) as store, workers(partial(judge_of, settings)) as pool:
        for account in settings.accounts:
            poll(
                account,
                store,
                pool,
                settings,
                moment,
                since=look_back(settings, today),
                deadline=Deadline(RUN_SECONDS),
                progress=lambda _: None,
            )
        for notice in pool.notices():
            click.echo(f"inbox-watch: {notice}", err=True)
        tell_what_is_due(store, settings, moment)
        return survey(gather(store, moment.now), settings, today=today, now=moment.now)


def _show(seen: Survey, settings: Settings, folder: Path, today: date) -> None:
    width = columns()
    text = rendered(seen.report, "text", colour=wants_colour(), width=width)
    click.echo(f"\n{text.rstrip()}\n", color=True)
    _show_alerts(_alerts(seen, settings, today))
    page = folder / "report.html"
    write_whole(page, rendered(seen.report, "html", colour=False, width=width, language=settings.language))
    click.echo(f"The same as a page: {page}")
    due = (standing.application.id for standing in seen.report.standings if standing.state is State.DUE)
    program = _program()
    click.echo(f"Look around: {program} -c {folder / 'config.toml'} explain {next(due, 'a1')} --as-of {today}")
    click.echo(f"Your own mailbox: {program} init")


def _program() -> str:
    """How a shell finds this program: by its name, or from where it lies."""
    return "inbox-watch" if shutil.which("inbox-watch") else shlex.join(program_of(sys.argv[0], sys.executable))


def _show_alerts(alerts: list[tuple[date, Alert]]) -> None:
    shown = alerts[-MOST_ALERTS:]
    some = f", the last {len(shown)} of {len(alerts)}" if len(shown) < len(alerts) else ""
    click.echo(f"Alerts that would have been sent in the last {ALERT_DAYS} days{some}:")
    for on, alert in shown:
        click.echo(f"  {on}  {alert.subject}")
    click.echo("" if shown else "  None.\n")


def _alerts(seen: Survey, settings: Settings, today: date) -> list[tuple[date, Alert]]:
    """The alerts of the last days, with the day of each, in the order they would have come."""
    from inbox_watch.alerts.choose import alerts_for_due, alerts_for_mail
    from inbox_watch.alerts.wishes import AlertWishes

    wishes = AlertWishes(settings.alert_on, today - timedelta(days=ALERT_DAYS - 1))
    standings = seen.report.standings
    of_mail = [
        (finding.internaldate, alert)
        for finding in seen.findings.values()
        for alert in alerts_for_mail([finding], standings, wishes, _when_it_came(finding, settings))
    ]
    dated = [(_local(when, settings), alert) for when, alert in sorted(of_mail, key=lambda pair: pair[0])]
    for standing in standings:
        if standing.follow_up.due_on:
            dated += [(standing.follow_up.due_on, alert) for alert in alerts_for_due([standing], wishes)]
    return sorted(dated, key=lambda pair: pair[0])


def _when_it_came(finding: Finding, settings: Settings) -> Occasion:
    from inbox_watch.alerts.severity import Occasion

    return Occasion(finding.internaldate, _local(finding.internaldate, settings), settings.timezone)


def _local(when: datetime, settings: Settings) -> date:
    return when.astimezone(settings.timezone).date()


def _say(shared: Shared, text: str) -> None:
    if not shared.quiet:
        click.echo(text)
