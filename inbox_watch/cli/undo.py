"""`undo`: take back the last thing you said."""

from __future__ import annotations

from collections.abc import Mapping

import click

from inbox_watch.clean import clean_line
from inbox_watch.cli.application_names import changes, moves
from inbox_watch.cli.context import Shared, clock, open_state
from inbox_watch.cli.state import say, surveyed_now
from inbox_watch.errors import UsageError
from inbox_watch.records import MarkKind, Statement, StatementKind, in_force
from inbox_watch.survey import Survey


@click.command(help="Take back the last thing you said; call it again for the one before.")
@click.pass_obj
def command(shared: Shared) -> None:
    """Write down that the last statement no longer holds; no statement is ever deleted."""
    settings, now = shared.settings(), clock()
    before = surveyed_now(settings, now)
    with open_state(settings, read_only=True) as store:
        holding = in_force(store.statements())
    if not holding:
        raise UsageError("There is nothing to take back: nothing that you said is left.")
    last = holding[-1]
    after = say(settings, before, StatementKind.UNDO, str(last.number), {}, now)
    if not shared.quiet:
        click.echo(f"Taken back: {_what(last, before)}.")
        for line in (*changes(before, after), *moves(before, after)):
            click.echo(line)


def _what(statement: Statement, seen: Survey) -> str:
    values, about = statement.values, statement.about
    match statement.kind:
        case StatementKind.RELABEL:
            return f"your word that {_subject(about, seen)} is {values['detail']}"
        case StatementKind.LINK:
            return f"your word on where {_subject(about, seen)} belongs"
        case StatementKind.EDIT:
            return f"your change of {_id(about, seen)} ({', '.join(values).replace('_', ' ')})"
        case StatementKind.MARK:
            return _MARKED[MarkKind(values["mark"])].format(id=_id(about, seen), **_days(values))
        case StatementKind.MERGE:
            return f"your word that others are one with {_id(about, seen)}"
        case StatementKind.SPLIT:
            return f"the split of {_id(about, seen)}"
        case StatementKind.CLOSE:
            is_id = about in seen.ledger.ids.values()  # old closings name the id
            return f"the closing of {about if is_id else _id(about, seen)}"
        case _:
            return f"your row {clean_line(values['employer'])}, applied on {values['applied_on']}"


_MARKED = {
    MarkKind.FOLLOWED_UP: "your word that you followed {id} up on {on}",
    MarkKind.CONTACT_ASKED: "your word that you asked a contact about {id} on {on}",
    MarkKind.HANDED_IN: "your word that you handed in on {on} what {id} asked for",
    MarkKind.INTERVIEWED: "your word that the talk of {id} is on {until}",
    MarkKind.ON_HOLD: "your word that {id} is on hold since {on}",
    MarkKind.SNOOZED: "your word that {id} is not due before {until}",
    MarkKind.WITHDRAWN: "your word that you withdrew {id} on {on}",
}


def _days(values: Mapping[str, str]) -> dict[str, str]:
    """A talk of the past has its day where another mark has the day on which it was made."""
    return {"on": values["on"], "until": values.get("until", values["on"])}


def _id(key: str, seen: Survey) -> str:
    return seen.ledger.ids.get(key, "an application that is gone")


def _subject(sha256: str, seen: Survey) -> str:
    message = seen.findings.get(sha256)
    return f'"{clean_line(message.subject, 60)}"' if message else "a message"
