"""What is looked at in a fleet: by its coaches, by its office, and by monitors from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from inbox_watch.cli.context import Shared, clock
from inbox_watch.cli.output import hand_over
from inbox_watch.cli.screen import json_option, show_json, width
from inbox_watch.errors import EXIT_FAILED, EXIT_FINE, InboxWatchError, UsageError

if TYPE_CHECKING:
    from inbox_watch.fleet.cohort import Cohort
    from inbox_watch.fleet.fleet_file import Fleet
    from inbox_watch.fleet.state import State
    from inbox_watch.store.server.clients import Server

Command = TypeVar("Command", bound=Callable[..., Any])

FORMS = ("text", "json", "html", "csv")
# What monitors take for critical.
_CRITICAL = 2


def database_option(command: Command) -> Command:
    """The option that names the database, which the environment and fleet.toml can name as well."""
    option = click.option(
        "--database",
        envvar="INBOX_WATCH_FLEET_DATABASE",
        help="Such as postgresql://login@host/fleet, its password in ~/.pgpass; else what fleet.toml says.",
        metavar="URL",
    )
    return option(command)


@contextmanager
def asked(shared: Shared, database: str | None) -> Iterator[Server]:
    """Give the one connection that a look needs."""
    from inbox_watch.store.server.clients import Server

    server = Server(database or fleet_of(shared).database, connections=1)
    try:
        yield server
    finally:
        server.close()


def fleet_of(shared: Shared) -> Fleet:
    """What fleet.toml says: the file that is named, else the one beside config.toml."""
    from inbox_watch.fleet.fleet_file import load_fleet

    return load_fleet(shared.config_path or shared.config_file.parent / "fleet.toml")


@click.command(help="Show a coach's clients in numbers, and how long answers take: all that the login may see.")
@database_option
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="Default: text.")
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--curve", is_flag=True, help="With --format csv: the curve of all clients, and not the rows.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.", metavar="FILE")
@click.pass_obj
def report(shared: Shared, database: str | None, form: str, curve: bool, output: Path | None) -> int:
    """Write what the login of the database may see as a coach."""
    if curve and form != "csv":
        raise UsageError("--curve is for --format csv: every other form holds the curve already.")
    from inbox_watch.fleet.coach_report import cohort_seen
    from inbox_watch.store.server.coach_seen import seen_by

    with asked(shared, database) as server:
        cohort = cohort_seen(seen_by(server), clock().date())
    hand_over(rendered(cohort, form, curve=curve, width=None if output else width()), output)
    return EXIT_FINE


def rendered(cohort: Cohort, form: str, *, curve: bool, width: int | None) -> str:
    """The report in one of its forms, each imported on use."""
    if form == "html":
        from inbox_watch.fleet.cohort_page import to_html

        return to_html(cohort)
    if form == "text":
        from inbox_watch.fleet.cohort_text import to_text

        return to_text(cohort, width=width)
    from inbox_watch.fleet.cohort_export import curve_csv, rows_csv, to_json

    if form == "json":
        return to_json(cohort)
    return curve_csv(cohort) if curve else rows_csv(cohort)


@click.command(help="Say what is due, what fails and who works; leaves with 1 when something is wrong.")
@database_option
@json_option
@click.pass_obj
def status(shared: Shared, database: str | None, in_json: bool) -> int:
    """Count everything once."""
    from inbox_watch.fleet.state import problems
    from inbox_watch.fleet.state_text import document, to_text

    with asked(shared, database) as server:
        state = looked_at(server)
    if in_json:
        show_json(document(state))
    else:
        click.echo(to_text(state, width=width()), nl=False)
    return EXIT_FAILED if problems(state) else EXIT_FINE


@click.command(
    help="One line for a monitor; leaves with 0, 1 for a warning, 2 for what is critical. With -q only those."
)
@database_option
@json_option
@click.pass_obj
def check(shared: Shared, database: str | None, in_json: bool) -> int:
    """Look from outside, whether or not a worker lives; a database that cannot be asked is critical."""
    from inbox_watch.fleet.state import problems, severity
    from inbox_watch.fleet.state_text import check_line, document

    try:
        with asked(shared, database) as server:
            state = looked_at(server)
    except InboxWatchError as error:
        click.echo(f"FLEET CRITICAL - {error}")
        return _CRITICAL
    grade = severity(problems(state))
    if in_json:
        show_json(document(state))
    elif grade or not shared.quiet:
        click.echo(check_line(state))
    return int(grade)


@click.command(help="Serve /metrics for Prometheus and /health, until SIGTERM or Ctrl-C.")
@database_option
@click.option("--port", type=click.IntRange(0, 65535), default=9187, show_default=True, help="On 127.0.0.1 alone.")
@click.pass_obj
def metrics(shared: Shared, database: str | None, port: int) -> int:
    """Answer until a signal ends it."""
    from threading import Thread

    from inbox_watch.cli.leaving import leaving
    from inbox_watch.fleet.log_lines import log_in_lines
    from inbox_watch.fleet.metrics_server import Looks, metrics_server

    log_in_lines()
    with asked(shared, database) as server:
        try:
            page = metrics_server("127.0.0.1", port, Looks(lambda: looked_at(server)))
        except OSError as error:
            raise UsageError(f"Port {port} cannot be listened on ({error.strerror}): name another --port.") from error
        with page, leaving(lambda: Thread(target=page.shutdown).start()) as wish:
            if not shared.quiet:
                click.echo(f"http://127.0.0.1:{page.server_port}/metrics and /health are served.", err=True)
            page.serve_forever(poll_interval=0.1)
            wish.obey()
    return EXIT_FINE


@click.command(help="Print the systemd units of workers, metrics and checks, or write them into a folder.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="Write there.")
@json_option
@click.pass_obj
def units(shared: Shared, output: Path | None, in_json: bool) -> int:
    """Name this program and the configuration with absolute paths."""
    import os
    import sys

    from inbox_watch.fleet.units import units as made
    from inbox_watch.schedule.job import program_of

    config = os.path.abspath(shared.config_path or "/etc/inbox-watch/fleet.toml")
    files = made(program_of(sys.argv[0], sys.executable), config)
    if output:
        from inbox_watch.cli.output import write_whole

        output.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            write_whole(output / name, text)
    if in_json:
        show_json({"units": dict(files)})
    elif not output:
        click.echo("\n".join(f"# /etc/systemd/system/{name}\n{text}" for name, text in files.items()), nl=False)
    return EXIT_FINE


def looked_at(server: Server) -> State:
    """How the fleet of a database is now."""
    from inbox_watch.fleet import job_tables
    from inbox_watch.fleet.state import state_of
    from inbox_watch.store.server.pulse import pulse

    job_tables.check(server)
    return state_of(pulse(server))


COMMANDS = (status, check, report, metrics, units)
