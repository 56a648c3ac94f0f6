"""`fleet`: the same poll for the mailboxes of many clients, by workers around one database."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inbox_watch.cli import fleet_office
from inbox_watch.cli.context import Shared, clock, judge_of
from inbox_watch.cli.fleet_office import fleet_of
from inbox_watch.cli.screen import json_option, show, show_json
from inbox_watch.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from inbox_watch.fleet.fleet_file import Fleet
    from inbox_watch.store.server.clients import Server

_EXTRA = ("psycopg", "procrastinate")
_WITHOUT = "A fleet needs PostgreSQL's driver and a queue: run `pip install 'inbox-watch[fleet]'`."


@click.group(help="Watch the mailboxes of many clients, by workers around one database.")
def command() -> None:
    """Hold the commands of a fleet, which nobody else needs the libraries of."""
    if not all(map(find_spec, _EXTRA)):
        raise ConfigError(_WITHOUT)


for _each in fleet_office.COMMANDS:
    command.add_command(_each)


def server_of(fleet: Fleet, connections: int = 2) -> Server:
    """The database of a fleet."""
    from inbox_watch.store.server.clients import Server

    return Server(fleet.database, connections=connections)


@command.command(help="Make a database of PostgreSQL ready, or bring it up to date; as its owner.")
@click.option("--finish", is_flag=True, help="No worker of an older version is left: take away what only they need.")
@json_option
@click.pass_obj
def init(shared: Shared, finish: bool, in_json: bool) -> None:
    """Make roles, tables and the tables of jobs."""
    from inbox_watch.fleet.job_tables import prepare as prepare_jobs
    from inbox_watch.store.server.engine import name_of
    from inbox_watch.store.server.prepare import ROLES, prepare
    from inbox_watch.store.server.pulse import let_monitors_count_jobs

    fleet = fleet_of(shared)
    prepare(fleet.database)
    jobs = prepare_jobs(fleet.database, ["inbox_watch_engine"], is_finish=finish)
    let_monitors_count_jobs(fleet.database)
    if in_json:
        told = {"were_made": jobs.was_made, "ran": list(jobs.ran), "left": list(jobs.left)}
        show_json({"database": name_of(fleet.database), "roles": list(ROLES), "job_tables": told})
        return
    show([f"{name_of(fleet.database)} is ready. Logins get their rights by GRANT of {', '.join(ROLES)}."])
    if jobs.ran:
        show(["The tables of jobs went through these scripts of procrastinate:", *(f"  {each}" for each in jobs.ran)])
    if jobs.left:
        waiting = "These wait until no worker of an older version lives; run `inbox-watch fleet init --finish` then:"
        show([waiting, *(f"  {each}" for each in jobs.left)])


@command.command(help="Enrol the clients of a CSV list: all of them, or nobody.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE")
@click.option("--default", "defaults", multiple=True, help="What an empty field means.", metavar="FIELD=TEXT")
@click.option("--within", type=click.IntRange(min=0), default=60, help="Minutes over which first polls are spread.")
@click.option("-n", "--dry-run", is_flag=True, help="Check the list; enrol nobody.")
@json_option
@click.pass_obj
def enrol(shared: Shared, file: Path, defaults: tuple[str, ...], within: int, dry_run: bool, in_json: bool) -> None:
    """Check the list against who is enrolled, and keep what is new in it."""
    from inbox_watch.fleet.enrolling import keep_enrolment, known_clients
    from inbox_watch.fleet.enrolment import Terms, enrol_file
    from inbox_watch.sources.ledger.files import File
    from inbox_watch.store.server.mailboxes import withdrawn

    server, now = server_of(fleet_of(shared)), clock()
    terms = Terms(now.date(), dict(map(_default, defaults)), known_clients(server), withdrawn(server))
    enrolment = enrol_file(File(file.name, file.read_bytes()), terms)
    if not dry_run:
        keep_enrolment(server, enrolment, now, timedelta(minutes=within))
    counts = {"new": len(enrolment.new), "changed": len(enrolment.changed), "same": len(enrolment.same)}
    if in_json:
        gone = [each.id for each in enrolment.withdrawn]
        show_json({**counts, "withdrawn": gone, "left_alone": list(enrolment.left_alone), "kept": not dry_run})
        return
    told = ", ".join(f"{name} {count}" for name, count in counts.items())
    show([f"{told}; nobody was enrolled." if dry_run else f"{told}."])
    if enrolment.left_alone:
        show([f"These columns mean nothing here: {', '.join(enrolment.left_alone)}."])
    if enrolment.withdrawn:
        names = ", ".join(each.id for each in enrolment.withdrawn)
        show([f"Left as they are, since they withdrew and this is no later consent: {names}."])


def _default(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise UsageError("--default wants FIELD=TEXT.")
    return name, value


@command.command(help="Make jobs of the mailboxes that are due, once; workers do so by themselves.")
@json_option
@click.pass_obj
def dispatch(shared: Shared, in_json: bool) -> None:
    """Claim what is due and queue it."""
    from inbox_watch.fleet.crew import dispatch_once

    fleet = fleet_of(shared)
    with closing(server_of(fleet)) as server:
        done = dispatch_once(fleet, server, clock())
    if in_json:
        show_json({"jobs": done.jobs, "mailboxes": done.mailboxes})
    else:
        show([f"{done.mailboxes} mailboxes are due: {done.jobs} jobs were made."])


@command.command(help="Work: make jobs of what is due, poll, send alerts; until it is told to end.")
@click.option("--queue", "queues", multiple=True, help="Only the mailboxes of this provider or server.", metavar="NAME")
@click.option("--jobs", type=click.IntRange(1, 100), default=5, help="Ten times so many mailboxes at once.")
@click.option("--judges", type=click.IntRange(1, 64), help="So many processes that judge; as many as cores.")
@click.pass_obj
def worker(shared: Shared, queues: tuple[str, ...], jobs: int, judges: int | None) -> None:
    """Run until SIGTERM: then no further mailbox is begun, and what is under way ends."""
    from inbox_watch.config import Settings
    from inbox_watch.fleet.crew import Crew, work
    from inbox_watch.fleet.log_lines import log_in_lines

    log_in_lines()
    # The shipped models; whose mail it is they are told with each.
    recipe = partial(judge_of, Settings((), Path()), with_own_model=False)
    work(fleet_of(shared), Crew(queues, jobs, judges), recipe)


@command.command(help="Write down that a client withdrew its consent: its mailbox is read no more, from now on.")
@click.argument("client", metavar="CLIENT")
@click.option("--coach", help="Only what this coach may see. What no coach may see is read no more.", metavar="LOGIN")
@json_option
@click.pass_obj
def withdraw(shared: Shared, client: str, coach: str | None, in_json: bool) -> None:
    """End the consent as of today; what was read stays until the client is removed."""
    from inbox_watch.store.server import office

    is_read = office.withdraw(server_of(fleet_of(shared)), client, clock().date(), coach)
    if in_json:
        show_json({"client": client, "coach": coach, "is_read": is_read})
        return
    if coach:
        show([f"{coach} sees nothing more of {client}."])
    if not is_read:
        told = f"The mailbox of {client} is read no more, and no coach sees anything of it. What was read stays until"
        show([f"{told} `fleet remove {client}`; another consent is enrolled as the first was."])


@command.command(help="Remove a client, and erase every row of it.")
@click.argument("client", metavar="CLIENT")
@json_option
@click.pass_obj
def remove(shared: Shared, client: str, in_json: bool) -> None:
    """Erase, look again, and say how many rows went."""
    from inbox_watch.errors import CannotWrite
    from inbox_watch.store.server import office

    server = server_of(fleet_of(shared))
    gone = office.remove(server, client)
    if left := office.rows_of(server, client):
        raise CannotWrite(f"Of the client {client} there are rows left in {', '.join(left)}: run this again.")
    if in_json:
        show_json({"client": client, "rows": gone})
    else:
        show([f"{client} is removed: {sum(gone.values())} rows went, and none is left. Dumps hold them still."])
