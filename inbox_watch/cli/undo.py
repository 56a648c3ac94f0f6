"""`undo`: take back the last thing you said."""

from __future__ import annotations

import click

from inbox_watch.clean import clean_line
from inbox_watch.cli.application_names import changes
from inbox_watch.cli.context import Shared, clock, open_state
from inbox_watch.cli.state import say, surveyed_now
from inbox_watch.errors import UsageError
from inbox_watch.records import Statement, StatementKind, in_force
from inbox_watch.survey import Survey


@click.command(help="Take back the last thing you said; again, and the one before.")
@click.pass_obj
def command(shared: Shared) -> None:
    """Write down that the last statement no longer holds; no statement is ever deleted."""
    settings, now = shared.settings(), clock()
    before = surveyed_now(settings, now)
    with open_state(settings, read_only=True) as store:
        holding = in_force(store.statements())
    if not holding:
        raise UsageError("There is nothing to take back: you have said nothing yet.")
    last = holding[-1]
    after = say(settings, before, StatementKind.UNDO, str(last.number), {}, now)
    if not shared.quiet:
        click.echo(f"Taken back: {_what(last, before)}.")
        for line in changes(before, after):
            click.echo(line)


def _what(statement: Statement, seen: Survey) -> str:
    values, about = statement.values, statement.about
    match statement.kind:
        case StatementKind.RELABEL:
            return f"the label {values['detail']} of {_subject(about, seen)}"
        case StatementKind.LINK:
            return f"the link of {_subject(about, seen)}"
        case StatementKind.EDIT:
            return f"the edit of {_id(about, seen)} ({', '.join(values).replace('_', ' ')})"
        case StatementKind.MARK:
            return f"the mark of {_id(about, seen)} ({values['mark']} on {values['on']})"
        case StatementKind.MERGE:
            return f"the merge into {_id(about, seen)}"
        case StatementKind.SPLIT:
            return f"the split of {_id(about, seen)}"
        case StatementKind.CLOSE:
            is_id = about in seen.ledger.ids.values()  # old closings name the id
            return f"the closing of {about if is_id else _id(about, seen)}"
        case _:
            return f"the application {clean_line(values['employer'])}, applied on {values['applied_on']}"


def _id(key: str, seen: Survey) -> str:
    return seen.ledger.ids.get(key, "an application that is gone")


def _subject(sha256: str, seen: Survey) -> str:
    message = seen.findings.get(sha256)
    return f'"{clean_line(message.subject, 60)}"' if message else "a message"
