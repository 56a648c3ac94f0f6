"""`applications edit`: correct what the mail made of an application."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inbox_watch.clean import clean_line
from inbox_watch.cli.application_names import application_named, known_lines
from inbox_watch.cli.completing import application_ids
from inbox_watch.cli.context import Shared, clock, day, past
from inbox_watch.cli.said import told
from inbox_watch.cli.screen import told_in_json
from inbox_watch.cli.state import say, surveyed_now
from inbox_watch.errors import UsageError
from inbox_watch.link.edits import NO, YES
from inbox_watch.records import CounterpartKind, StatementKind

if TYPE_CHECKING:
    from inbox_watch.config import Settings


@click.command(help="Correct an application; later mail is linked by the corrected name and role.")
@click.argument("name", metavar="ID", shell_complete=application_ids)
@click.option("--employer", help="Name of the employer.")
@click.option("--role", help="Title of the job.")
@click.option("--applied-on", help="Day of the application; the clock starts there.", metavar="DATE")
@click.option("--kind", type=click.Choice([kind.value for kind in CounterpartKind]), help="Who is on the other side.")
@click.option("--contact", help="Whom to write to.", metavar="ADDRESS")
@click.option("--hiring-manager", help="Who decides; empty for nobody.", metavar="NAME")
@click.option("--inside-contact", help="Whom you know there.", metavar="ADDRESS")
@click.option("--referred-by", help="Who recommended you; empty for nobody.", metavar="NAME")
@click.option("--speculative/--no-speculative", default=None, help="It answers no advert.")
@click.option("--targeted/--no-targeted", default=None, help="The letter was written for this employer.")
@click.option("--instructions-followed/--no-instructions-followed", default=None, help="You did what the advert asks.")
@click.option("--posting", type=click.Path(path_type=Path), help="The advert, as text, HTML or .eml.", metavar="FILE")
@told_in_json
@click.pass_obj
def edit(shared: Shared, /, name: str, posting: Path | None, **given: str | bool | None) -> None:
    """Write down the fields that were given and print the application as it is now."""
    settings, now = shared.settings(), clock()
    seen = surveyed_now(settings, now)
    application = application_named(name, seen)
    values = _checked(_as_text(given), settings, now)
    if posting:
        values |= _of_advert(posting, values.get("applied_on") or application.applied_on.isoformat(), settings)
    if not values:
        raise UsageError(
            "Say what to change, such as --role; `inbox-watch applications edit --help` tells what there is."
        )
    after = say(settings, seen, StatementKind.EDIT, application.keys[0], values, now)
    if not shared.quiet:
        click.echo(told(application_named(name, after)))
        for line in known_lines(application_named(name, after)):
            click.echo(line)


def _as_text(given: Mapping[str, str | bool | None]) -> dict[str, str]:
    """What was given, as a statement keeps it."""
    words = {True: YES, False: NO}
    return {
        field: words[value] if isinstance(value, bool) else value.strip()
        for field, value in given.items()
        if value is not None
    }


def _of_advert(path: Path, read_on: str, settings: Settings) -> dict[str, str]:
    from inbox_watch.cli.posting import posting_values  # reading mail is slow to load

    return posting_values(path, date.fromisoformat(read_on), settings)


def _checked(values: dict[str, str], settings: Settings, now: datetime) -> dict[str, str]:
    """The values as they are kept; raises UsageError at the first that cannot be."""
    from inbox_watch.sources.ledger import is_address

    for field in ("employer", "role"):
        if values.get(field) == "":
            raise UsageError(f"--{field} wants a name.")
    for field in ("contact", "inside_contact"):
        if field in values and not is_address(values[field]):
            option = field.replace("_", "-")
            raise UsageError(f"--{option} wants an address such as jobs@example.org, not {clean_line(values[field])}.")
    if "applied_on" in values:
        on = past(day(values["applied_on"], "--applied-on"), settings, now, "--applied-on")
        values = values | {"applied_on": on.isoformat()}
    return values
