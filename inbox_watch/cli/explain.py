"""`explain`: why a message is what it is, and why an application stands where it stands."""

from __future__ import annotations

import click

from inbox_watch.cli.context import Shared, clock, day_of, state_exists
from inbox_watch.cli.explain_application import application_lines
from inbox_watch.cli.explain_message import message_lines
from inbox_watch.cli.message_names import message_named
from inbox_watch.cli.state import surveyed
from inbox_watch.errors import UsageError
from inbox_watch.survey import policy_of


@click.command(help="Say why: clues, headers, link evidence, clock arithmetic.")
@click.argument("name", metavar="MESSAGE|APPLICATION")
@click.option("--as-of", help="As of the end of this day.", metavar="DATE")
@click.pass_obj
def command(shared: Shared, name: str, as_of: str | None) -> None:
    """Explain an application (a17), or a message by Message-ID, account/folder/uid or the start of its sha256."""
    settings = shared.settings()
    if not state_exists(settings):
        raise UsageError("Nothing is known yet: run `inbox-watch poll` first.")
    now = clock()
    today = day_of(as_of, settings, now)
    seen = surveyed(settings, today, now)
    standing = next((each for each in seen.report.standings if each.application.id == name), None)
    if standing:
        lines = application_lines(standing, policy_of(settings), today)
    else:
        lines = message_lines(message_named(name, seen), seen, settings.timezone)
    for line in lines:
        click.echo(line)
