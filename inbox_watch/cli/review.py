"""`review`: the unsure messages one after another, then those that fit several applications; one key each."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import click

from inbox_watch.cli.context import Shared, clock, open_state, state_exists
from inbox_watch.cli.explain_message import message_lines
from inbox_watch.cli.keys import QUIT, SKIP, pressed
from inbox_watch.cli.label import told
from inbox_watch.cli.review_homes import review_homes, undecided
from inbox_watch.cli.state import surveyed
from inbox_watch.config import Settings
from inbox_watch.errors import UsageError
from inbox_watch.records import Detail, Finding, State, StatementKind
from inbox_watch.report.lives import last_doubtful
from inbox_watch.survey import Survey

KEYS: dict[str, Detail] = {
    "a": Detail.ACKNOWLEDGEMENT,
    "r": Detail.REJECTION,
    "p": Detail.POSITION_CLOSED,
    "i": Detail.INTERVIEW_INVITE,
    "t": Detail.INTERVIEW_SCHEDULED,
    "m": Detail.INTERVIEW_RESCHEDULE,
    "c": Detail.INTERVIEW_CANCELLED,
    "e": Detail.ASSESSMENT,
    "d": Detail.INFO_REQUEST,
    "o": Detail.OFFER,
    "u": Detail.STATUS_UPDATE,
    "h": Detail.HUMAN_REPLY,
    "f": Detail.OUT_OF_OFFICE,
    "v": Detail.RECRUITER_OUTREACH,
    "j": Detail.JOB_ALERT,
    "n": Detail.NOT_JOB,
}
_YES = "y"


@click.command(help="Go through the messages whose label or application is not sure, one key each.")
@click.pass_obj
def command(shared: Shared) -> None:
    """Show each such message with its clues, the newest first, and write down what the user says."""
    settings, now = shared.settings(), clock()
    if not state_exists(settings):
        raise UsageError("Nothing is known yet: run `inbox-watch poll` first.")
    seen = surveyed(settings, now.astimezone(settings.timezone).date(), now)
    waiting = sorted(_doubtful(seen), key=lambda each: each.internaldate, reverse=True)
    if not waiting and not undecided(seen):
        click.echo("There is nothing to review.")
        return
    if not waiting or _review_labels(waiting, seen, settings):
        review_homes(settings)


def _doubtful(seen: Survey) -> list[Finding]:
    """What the judge is unsure about, and the mail that nobody vouches for and an application waits for a word on."""
    open_ = [each for each in seen.report.standings if each.state is State.UNCONFIRMED]
    asked = [event.finding for event in map(last_doubtful, open_) if event and event.link.application_id]
    return list({each.sha256: each for each in (*seen.report.unsure, *asked)}.values())


def _review_labels(waiting: Sequence[Finding], seen: Survey, settings: Settings) -> bool:
    """Ask what each message is; False when the user quits."""
    click.echo(_legend())
    with open_state(settings) as store:
        for number, message in enumerate(waiting, 1):
            click.echo(f"\n{number} of {len(waiting)}")
            _show(message, seen, settings.timezone)
            answer = _ask(message)
            if answer == QUIT:
                return False
            if isinstance(answer, Detail):
                store.say(StatementKind.RELABEL, message.sha256, {"detail": answer.value}, clock())
                click.echo(told(message, answer))
    return True


def _show(message: Finding, seen: Survey, zone: ZoneInfo) -> None:
    for line in message_lines(message, seen, zone):
        click.echo(f"  {line}")


def _ask(message: Finding) -> Detail | str:
    """One key: a label, yes to the best guess, skip or quit; the end of the input is quit."""
    while True:
        click.echo(f"What is it? [{_YES} = {message.verdict.detail}, a key, {SKIP} = skip, {QUIT} = quit] ", nl=False)
        key = pressed()
        if key == _YES:
            return message.verdict.detail
        if key in KEYS:
            return KEYS[key]
        if key in (SKIP, QUIT):
            return key
        click.echo(_legend())


def _legend(keys: Sequence[tuple[str, Detail]] = tuple(KEYS.items())) -> str:
    names = [f"{key} {detail.value.replace('_', ' ')}" for key, detail in keys]
    return "\n".join(
        "   ".join(f"{name:<24}" for name in names[at : at + 3]).rstrip() for at in range(0, len(names), 3)
    )
