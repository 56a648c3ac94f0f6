"""The second half of `review`: messages that fit several applications, and which of them the user means."""

from __future__ import annotations

import click

from inbox_watch.cli.context import clock
from inbox_watch.cli.explain_message import message_lines
from inbox_watch.cli.keys import QUIT, SKIP, pressed
from inbox_watch.cli.link import key_of, linked
from inbox_watch.cli.said import name_of
from inbox_watch.cli.state import say, surveyed_now
from inbox_watch.config import Settings
from inbox_watch.link.statements import NONE
from inbox_watch.records import StatementKind, Unlinked
from inbox_watch.survey import Survey

_NONE = "n"
_MOST = 9


def undecided(seen: Survey) -> list[Unlinked]:
    """The messages that may belong to some application, the newest first."""
    return [each for each in seen.report.unlinked if each.candidates]


def review_homes(settings: Settings) -> None:
    """Ask where each belongs; an answer may settle others of its thread."""
    seen = surveyed_now(settings, clock())
    waiting = undecided(seen)
    for number, mail in enumerate(waiting, 1):
        now_open = {each.finding.sha256: each for each in undecided(seen)}
        if mail.finding.sha256 not in now_open:
            continue
        click.echo(f"\n{number} of {len(waiting)}")
        for line in message_lines(mail.finding, seen, settings.timezone):
            click.echo(f"  {line}")
        answer = _ask(now_open[mail.finding.sha256], seen)
        if answer == QUIT:
            return
        if answer != SKIP:
            seen = _link(mail, answer, seen, settings)


def _link(mail: Unlinked, application: str, seen: Survey, settings: Settings) -> Survey:
    to = {"to": key_of(application, seen)}
    after = say(settings, seen, StatementKind.LINK, mail.finding.sha256, to, clock())
    for line in linked(mail.finding, application, seen, after):
        click.echo(line)
    return after


def _ask(mail: Unlinked, seen: Survey) -> str:
    """One key: an application, none, skip or quit."""
    keys = {str(number): id_ for number, id_ in enumerate(mail.candidates[:_MOST], 1)} | {_NONE: NONE}
    known = {application.id: application for application in seen.ledger.applications}
    legend = [f"{key} {id_}, {name_of(known[id_])}" for key, id_ in keys.items() if id_ in known]
    while True:
        click.echo("\n".join(legend))
        click.echo(f"Where does it belong? [a number, {_NONE} = none, {SKIP} = skip, {QUIT} = quit] ", nl=False)
        key = pressed()
        if key in keys:
            return keys[key]
        if key in (SKIP, QUIT):
            return key
