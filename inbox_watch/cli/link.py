"""`link`: say which application a message belongs to; your word wins over every evidence."""

from __future__ import annotations

import click

from inbox_watch.clean import clean_line
from inbox_watch.cli.application_names import application_named, changes, moves
from inbox_watch.cli.completing import homes
from inbox_watch.cli.context import Shared, clock
from inbox_watch.cli.message_names import message_named
from inbox_watch.cli.said import name_of
from inbox_watch.cli.screen import told_in_json
from inbox_watch.cli.state import say, surveyed_now
from inbox_watch.errors import UsageError
from inbox_watch.link.statements import NEW, NONE
from inbox_watch.records import Finding, StatementKind, Unreadable
from inbox_watch.survey import Survey


@click.command(help="Say which application a message belongs to: its id, `none`, or `new` (one of its own).")
@click.argument("name", metavar="MESSAGE")
@click.argument("application", metavar="APPLICATION", shell_complete=homes)
@told_in_json
@click.pass_obj
def command(shared: Shared, name: str, application: str) -> None:
    """Write the link down; MESSAGE is a Message-ID, account/folder/uid or the start of its sha256."""
    settings, now = shared.settings(), clock()
    seen = surveyed_now(settings, now)
    message = message_named(name, seen)
    if isinstance(message, Unreadable):
        raise UsageError(f"That message could not be read ({clean_line(message.reason)}), so it cannot be linked.")
    known_from = next((each for each in seen.ledger.applications if each.keys[0] == message.sha256), None)
    if known_from and application in (NEW, known_from.id):
        click.echo(f"{known_from.id} is known from this message: {name_of(known_from)}.")
        return
    after = say(settings, seen, StatementKind.LINK, message.sha256, {"to": key_of(application, seen)}, now)
    if not shared.quiet:
        for line in (*linked(message, application, seen, after), *moves(seen, after)):
            click.echo(line)


def key_of(application: str, seen: Survey) -> str:
    """What a statement calls the application that the user names."""
    return application if application in (NONE, NEW) else application_named(application, seen).keys[0]


def linked(message: Finding, application: str, before: Survey, after: Survey) -> list[str]:
    """What was changed, a line each."""
    subject = f'"{clean_line(message.subject, 60)}"'
    its = next((each for each in after.ledger.applications if message.sha256 in each.keys), None)
    if its is None:
        return [f"{subject} belongs to no application now.", *changes(before, after)]
    if application != NEW:
        return [f"{subject} belongs to {its.id} now: {name_of(its)}.", *changes(before, after)]
    unnamed = [] if its.employer else [f"It names no employer: `inbox-watch applications edit {its.id}` takes one."]
    others = [line for line in changes(before, after) if not line.startswith(f"{its.id}:")]
    return [f"{subject} founds {its.id} now: {name_of(its)}.", *unnamed, *others]
