"""`status`: one line."""

from __future__ import annotations

from datetime import datetime

import click

from inbox_watch.cli.context import Shared, clock, day_of
from inbox_watch.cli.state import last_good_run, surveyed
from inbox_watch.config import Settings
from inbox_watch.errors import EXIT_FINE, EXIT_FOLLOW_UPS_DUE
from inbox_watch.records import State
from inbox_watch.report.words import Calendar


@click.command(help="Say in one line how many follow-ups are due.")
@click.option("--exit-code", is_flag=True, help=f"Leave with {EXIT_FOLLOW_UPS_DUE} when follow-ups are due.")
@click.option("--as-of", help="As of the end of this day.", metavar="DATE")
@click.pass_obj
def command(shared: Shared, exit_code: bool, as_of: str | None) -> int:
    """Count by state."""
    settings = shared.settings()
    now = clock()
    report = surveyed(settings, day_of(as_of, settings, now), now).report
    states = [standing.state for standing in report.standings]
    due, first = states.count(State.DUE), states.count(State.UNCONFIRMED) + states.count(State.UNDELIVERED)
    silent = sum(standing.silent for standing in report.standings)
    unknown = states.count(State.UNKNOWN)
    click.echo(
        f"{due} due, {first} to look at first, {silent} silent, {len(states)} applications"
        + (f", {unknown} unknown: a folder was not read for more than a day" if unknown else "")
        + f". {_last_run(settings, now)}"
    )
    for notice in report.notices:
        click.echo(notice, err=True)
    return EXIT_FOLLOW_UPS_DUE if exit_code and due else EXIT_FINE


def _last_run(settings: Settings, now: datetime) -> str:
    ended = last_good_run(settings)
    if ended is None:
        return "No good run yet." if len(settings.accounts) == 1 else "Not every account had a good run yet."
    moment = Calendar(now.astimezone(settings.timezone).date(), settings.timezone).moment(ended)
    return f"Last good run {moment}."
