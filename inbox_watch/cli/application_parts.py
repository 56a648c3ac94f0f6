"""`applications merge` and `split`: two rows are one application, or one row is two."""

from __future__ import annotations

from collections.abc import Sequence

import click

from inbox_watch.clean import clean_line
from inbox_watch.cli.application_names import application_named, changes
from inbox_watch.cli.completing import application_ids
from inbox_watch.cli.context import Shared, clock
from inbox_watch.cli.message_names import message_named
from inbox_watch.cli.said import name_of, told
from inbox_watch.cli.screen import told_in_json
from inbox_watch.cli.state import foreseen, say, surveyed_now
from inbox_watch.errors import UsageError
from inbox_watch.records import Application, Finding, StatementKind, Unreadable
from inbox_watch.survey import Survey


@click.command(help="Say that these are one application; the first id stays.")
@click.argument("names", metavar="ID ID...", shell_complete=application_ids, nargs=-1, required=True)
@told_in_json
@click.pass_obj
def merge(shared: Shared, names: tuple[str, ...]) -> None:
    """Write it down and print the application that is left."""
    settings, now = shared.settings(), clock()
    seen = surveyed_now(settings, now)
    first, *others = (application_named(name, seen) for name in dict.fromkeys(names))
    if not others or len(set(names)) < len(names):
        raise UsageError("Give two or more different ids: an application cannot be merged with itself.")
    values = {"others": " ".join(other.keys[0] for other in others)}
    after = say(settings, seen, StatementKind.MERGE, first.keys[0], values, now)
    if not shared.quiet:
        click.echo(f"{', '.join(names[:-1])} and {names[-1]} are one application now.")
        click.echo(told(application_named(first.id, after)))


@click.command(help="Say that these messages of it are another application; the oldest founds it.")
@click.argument("name", metavar="ID", shell_complete=application_ids)
@click.argument("messages", metavar="MESSAGE...", nargs=-1, required=True)
@told_in_json
@click.pass_obj
def split(shared: Shared, name: str, messages: tuple[str, ...]) -> None:
    """Write it down and print both; what answers those messages follows them."""
    settings, now = shared.settings(), clock()
    seen = surveyed_now(settings, now)
    application = application_named(name, seen)
    mail = _mail_of(application, messages, seen)
    values = {"messages": " ".join(finding.sha256 for finding in mail)}
    foresight = foreseen(settings, seen, StatementKind.SPLIT, application.keys[0], values, now)
    if application.keys[0] in values["messages"] or all(each.id != name for each in foresight.ledger.applications):
        raise UsageError(
            f"{name} would be left without the message it is known from: split off its other messages instead."
        )
    after = say(settings, seen, StatementKind.SPLIT, application.keys[0], values, now)
    if not shared.quiet:
        click.echo(f"{len(mail)} of its messages no longer {'belong' if len(mail) > 1 else 'belongs'} to {name}.")
        for line in changes(seen, after):
            click.echo(line)


def _mail_of(application: Application, names: Sequence[str], seen: Survey) -> list[Finding]:
    """The messages of those names, the oldest first; raises UsageError when one is not the application's."""
    found: dict[str, Finding] = {}
    for name in names:
        message = message_named(name, seen)
        if isinstance(message, Unreadable) or message.sha256 not in application.keys:
            subject = clean_line(message.subject, 60)
            raise UsageError(
                f'"{subject}" is no message of {application.id}, {name_of(application)}: '
                f"`inbox-watch explain {application.id}` names its messages."
            )
        found[message.sha256] = message
    return sorted(found.values(), key=lambda finding: (finding.internaldate, finding.sha256))
