"""`explain`: why a message is what it is, and why an application stands where it stands."""

from __future__ import annotations

from datetime import date

import click

from inbox_watch.cli.completing import application_ids
from inbox_watch.cli.context import Shared, clock, day_of, state_exists
from inbox_watch.cli.explain_application import application_lines
from inbox_watch.cli.explain_json import application_document, message_document
from inbox_watch.cli.explain_message import message_lines
from inbox_watch.cli.message_names import message_named
from inbox_watch.cli.screen import json_option, show, show_json
from inbox_watch.cli.state import surveyed
from inbox_watch.errors import UsageError
from inbox_watch.followup.policy import Policy
from inbox_watch.records import Standing
from inbox_watch.survey import policy_of


@click.command(help="Say why: clues, headers, link evidence, clock arithmetic.")
@click.argument("name", metavar="MESSAGE|APPLICATION", shell_complete=application_ids)
@click.option("--as-of", help="As of the end of this day.", metavar="DATE")
@json_option
@click.pass_obj
def command(shared: Shared, name: str, as_of: str | None, in_json: bool) -> None:
    """Explain an application (a17), or a message by Message-ID, account/folder/uid or the start of its sha256."""
    settings = shared.settings()
    if not state_exists(settings):
        raise UsageError("Nothing is known yet: run `inbox-watch poll` first.")
    now = clock()
    today = day_of(as_of, settings, now)
    seen = surveyed(settings, today, now)
    standing = next((each for each in seen.report.standings if each.application.id == name), None)
    if standing:
        show_application(standing, policy_of(settings), today, in_json=in_json)
        return
    message = message_named(name, seen)
    lines = message_lines(message, seen, settings.timezone)
    if in_json:
        show_json(message_document(message, seen, lines))
    else:
        show(lines)


def show_application(standing: Standing, policy: Policy, today: date, *, in_json: bool) -> None:
    """Print an application, in sentences or as JSON."""
    lines = application_lines(standing, policy, today)
    if in_json:
        show_json(application_document(standing, today, lines))
    else:
        show(lines)
