"""`applications`: the ledger: list, show, add and close; what else there is has files of its own."""

from __future__ import annotations

from datetime import date, datetime, time

import click

from inbox_watch.cli.application_edit import edit
from inbox_watch.cli.application_names import application_named, no_such
from inbox_watch.cli.application_parts import merge, split
from inbox_watch.cli.applications_import import import_command
from inbox_watch.cli.completing import application_ids
from inbox_watch.cli.context import Shared, clock, day, day_of, open_state, past
from inbox_watch.cli.said import application_of, name_of, named, told
from inbox_watch.cli.screen import json_option, show_json, told_in_json, width
from inbox_watch.cli.state import reported, surveyed
from inbox_watch.config import Settings
from inbox_watch.errors import UsageError
from inbox_watch.records import CounterpartKind, StatementKind, Via


@click.group(help="List, show, add, import, edit, merge, split or close applications.")
def command() -> None:
    """Hold the commands of the ledger."""


for each in (import_command, edit, merge, split):
    command.add_command(each)


@command.command(name="list", help="Every application: id, employer, role, applied on, state.")
@click.option("--as-of", help="As of the end of this day.", metavar="DATE")
@json_option
@click.pass_obj
def list_command(shared: Shared, as_of: str | None, in_json: bool) -> None:
    """Print an aligned line for each application, the newest last."""
    from inbox_watch.cli.applications_list import as_lines

    settings, now = shared.settings(), clock()
    today = day_of(as_of, settings, now)
    standings = reported(settings, today, now).standings
    in_order = sorted(standings, key=lambda each: (each.application.applied_on, each.application.id))
    if in_json:
        from inbox_watch.report.as_json import application_json

        show_json({"as_of": today.isoformat(), "applications": [application_json(each) for each in in_order]})
        return
    click.echo(as_lines(in_order, width()), nl=False)
    if not standings and not shared.quiet:
        click.echo("There are none yet: run `inbox-watch poll`, or `inbox-watch applications add`.", err=True)


@command.command(help="One application: its evidence, events and clock (as `explain`).")
@click.argument("name", metavar="ID", shell_complete=application_ids)
@click.option("--as-of", help="As of the end of this day.", metavar="DATE")
@json_option
@click.pass_obj
def show(shared: Shared, name: str, as_of: str | None, in_json: bool) -> None:
    """Print what `explain` prints about an application."""
    from inbox_watch.cli.explain import show_application
    from inbox_watch.survey import policy_of

    settings, now = shared.settings(), clock()
    today = day_of(as_of, settings, now)
    standings = reported(settings, today, now).standings
    standing = next((each for each in standings if each.application.id == name), None)
    if standing is None:
        raise no_such(name)
    show_application(standing, policy_of(settings), today, in_json=in_json)


@command.command(help="Add an application that no mail shows.")
@click.option("--employer", required=True, help="Name of the employer.")
@click.option("--role", required=True, help="Title of the job.")
@click.option("--applied-on", required=True, help="Day of the application.", metavar="DATE")
@click.option("--via", type=click.Choice([via.value for via in Via]), default="manual", help="How it went out.")
@click.option("--kind", type=click.Choice([kind.value for kind in CounterpartKind]), help="Who is on the other side.")
@click.option("--contact", default="", help="Whom to write to.", metavar="ADDRESS")
@told_in_json
@click.pass_obj
def add(shared: Shared, employer: str, role: str, applied_on: str, via: str, kind: str | None, contact: str) -> None:
    """Write down what the user says and print the id."""
    from inbox_watch.sources.ledger import Row, is_address

    settings, now = shared.settings(), clock()
    if contact and not is_address(contact):
        raise UsageError(f"--contact wants an address such as jobs@example.org, not {contact}.")
    if not employer.strip():
        raise UsageError("--employer wants a name.")
    on = past(day(applied_on, "--applied-on"), settings, now, "--applied-on")
    row = Row(employer.strip(), role.strip(), on, contact.lower(), kind or "", via)
    with open_state(settings) as store:
        named(store, settings, now)
        said = store.say(StatementKind.ADD_APPLICATION, "", row.values(), now)
        survey = named(store, settings, now)
    click.echo(told(application_of(said, survey)))


@command.command(help="Close an application: filled elsewhere, withdrawn, or no longer wanted.")
@click.argument("name", metavar="ID", shell_complete=application_ids)
@click.option("--on", "on", help="Day on which it was closed; default: today.", metavar="DATE")
@told_in_json
@click.pass_obj
def close(shared: Shared, name: str, on: str | None) -> None:
    """Write down that it is closed."""
    settings, now = shared.settings(), clock()
    seen = surveyed(settings, now.astimezone(settings.timezone).date(), now)
    application = application_named(name, seen)
    if application.closed_on:
        click.echo(f"{name} is closed since {application.closed_on}.")
        return
    said_at = _noon(past(day(on, "--on"), settings, now, "--on"), settings) if on else now
    with open_state(settings) as store:
        store.name_applications(seen.ledger.given)
        store.say(StatementKind.CLOSE, application.keys[0], {}, min(said_at, now))
    click.echo(f"{name} is closed: {name_of(application)}.")


def _noon(on: date, settings: Settings) -> datetime:
    """A moment of that day: the day of a closing is the day on which it was said."""
    return datetime.combine(on, time(12), tzinfo=settings.timezone)
