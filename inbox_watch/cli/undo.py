"""`undo`: take back the last thing you said."""

from __future__ import annotations

from collections.abc import Mapping

import click

from inbox_watch.clean import clean_line
from inbox_watch.cli.application_names import changes, moves
from inbox_watch.cli.context import Shared, clock, open_state
from inbox_watch.cli.screen import told_in_json
from inbox_watch.cli.state import say, surveyed_now
from inbox_watch.errors import UsageError
from inbox_watch.link.statements import NEW, NONE
from inbox_watch.records import MarkKind, Statement, StatementKind, in_force
from inbox_watch.survey import Survey


@click.command(help="Take back the last thing you said; call it again for the one before.")
@told_in_json
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
        for line in (*_as_before(last, after), *changes(before, after), *moves(before, after)):
            click.echo(line)


def _as_before(statement: Statement, after: Survey) -> list[str]:
    """What a message is without the label."""
    message = after.findings.get(statement.about)
    if statement.kind is not StatementKind.RELABEL or message is None:
        return []
    verdict = message.verdict
    return [f"It is {'unsure: ' if verdict.unsure else ''}{verdict.detail} again."]


def _what(statement: Statement, seen: Survey) -> str:
    values, about = statement.values, statement.about
    match statement.kind:
        case StatementKind.RELABEL:
            return f"your word that {_subject(about, seen)} is {values['detail']}"
        case StatementKind.LINK:
            return f"your word that {_subject(about, seen)} {_home(values['to'], seen)}"
        case StatementKind.EDIT:
            return f"your change of {_id(about, seen)} ({_fields(values)})"
        case StatementKind.MARK:
            return _mark(values, _id(about, seen))
        case StatementKind.MERGE:
            return f"your word that others are one with {_id(about, seen)}"
        case StatementKind.SPLIT:
            return f"the split of {_id(about, seen)}"
        case StatementKind.CLOSE:
            is_id = about in seen.ledger.ids.values()  # old closings name the id
            return f"the closing of {about if is_id else _id(about, seen)}"
        case _:
            role = f", {clean_line(values['role'])}" if values.get("role") else ""
            return f"your row {clean_line(values['employer'])}{role}, applied on {values['applied_on']}"


_MARKED = {
    MarkKind.FOLLOWED_UP: "your word that you followed {id} up on {on}",
    MarkKind.CONTACT_ASKED: "your word that you asked a contact about {id} on {on}",
    MarkKind.HANDED_IN: "your word that you handed in on {on} what {id} asked for",
    MarkKind.INTERVIEWED: "your word that the talk of {id} is on {until}",
    MarkKind.ON_HOLD: "your word that {id} is on hold since {on}",
    MarkKind.SNOOZED: "your word that {id} is not due before {until}",
    MarkKind.WITHDRAWN: "your word that you withdrew {id} on {on}",
}


def _mark(values: Mapping[str, str], id_: str) -> str:
    told = _MARKED[MarkKind(values["mark"])]
    beside = ("by", "outcome", "whom") if "{until}" in told else ("by", "outcome", "whom", "until")
    more = _fields({name: values[name] for name in beside if values.get(name)})
    said = told.format(id=id_, **_days(values))
    return f"{said} ({more})" if more else said


def _days(values: Mapping[str, str]) -> dict[str, str]:
    """A talk of the past has its day where another mark has the day on which it was made."""
    return {"on": values["on"], "until": values.get("until", values["on"])}


def _fields(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {clean_line(value, 60)}".rstrip() for name, value in values.items())


def _home(to: str, seen: Survey) -> str:
    if to == NONE:
        return "belongs to no application"
    return "is an application of its own" if to == NEW else f"belongs to {_id(to, seen)}"


def _id(key: str, seen: Survey) -> str:
    return seen.ledger.ids.get(key, "an application that is gone")


def _subject(sha256: str, seen: Survey) -> str:
    message = seen.findings.get(sha256)
    return f'"{clean_line(message.subject, 60)}"' if message else "a message"
