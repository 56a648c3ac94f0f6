"""`status`: one line, one word for a prompt, or one JSON document."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from inbox_watch.cli.context import STORE_NAME, Shared, clock, day_of
from inbox_watch.cli.screen import json_option, show, show_json
from inbox_watch.cli.status_word import LASTS, Word, keep, kept, marks
from inbox_watch.errors import EXIT_FINE, EXIT_FOLLOW_UPS_DUE

if TYPE_CHECKING:
    from inbox_watch.config import Settings
    from inbox_watch.records import Report


@click.command(help="Say in one line how many follow-ups are due.")
@click.option("--exit-code", is_flag=True, help=f"Leave with {EXIT_FOLLOW_UPS_DUE} when follow-ups are due.")
@click.option(
    "--short", is_flag=True, help="Only what a prompt has room for, such as `7 due`; nothing when all is quiet."
)
@click.option("--as-of", help="As of the end of this day.", metavar="DATE")
@json_option
@click.pass_obj
def command(shared: Shared, exit_code: bool, short: bool, as_of: str | None, in_json: bool) -> int:
    """Count by state."""
    now = clock()
    word = kept(shared.config_file, now) if not in_json and as_of is None else None
    if word:
        return _told(word, short, exit_code)
    from inbox_watch.cli.state import last_good_run, reported  # what was kept need not pay for what it does not look at

    settings = shared.settings()
    report = reported(settings, day_of(as_of, settings, now), now)
    numbers = _numbers(report)
    ended = last_good_run(settings)
    if in_json:
        last = ended.strftime("%Y-%m-%dT%H:%M:%SZ") if ended else None
        show_json({"as_of": report.as_of.isoformat(), **numbers, "last_good_run": last})
        return _leave("", numbers["due"], exit_code)
    line = f"{_sentence(numbers)} {_last_run(ended, settings, now)}"
    word = _found(_word(numbers), line, report, numbers["due"], shared, settings, now)
    if as_of is None:
        keep(shared.config_file, word)
    return _told(word, short, exit_code)


def _told(word: Word, short: bool, exit_code: bool) -> int:
    if short:
        return _leave(word.text, word.due, exit_code)
    for notice in word.notices:
        click.echo(notice, err=True)
    return _leave(word.line, word.due, exit_code)


def _leave(text: str, due: int, exit_code: bool) -> int:
    if text:
        show((text,))
    return EXIT_FOLLOW_UPS_DUE if exit_code and due else EXIT_FINE


def _numbers(report: Report) -> dict[str, int]:
    states = Counter(standing.state.value for standing in report.standings)
    return {
        "due": states["due"],
        "look_first": states["unconfirmed"] + states["undelivered"],
        "silent": sum(standing.silent for standing in report.standings),
        "unknown": states["unknown"],
        "applications": len(report.standings),
    }


def _sentence(numbers: dict[str, int]) -> str:
    from inbox_watch.report.words import counted

    unknown = f", {numbers['unknown']} unknown: a folder was not read for more than a day" if numbers["unknown"] else ""
    return (
        f"{numbers['due']} due, {numbers['look_first']} to look at first, {numbers['silent']} silent, "
        f"{counted(numbers['applications'], 'application')}{unknown}."
    )


def _last_run(ended: datetime | None, settings: Settings, now: datetime) -> str:
    from inbox_watch.report.words import Calendar

    if ended is None:
        return "No good run yet." if len(settings.accounts) == 1 else "Not every account had a good run yet."
    moment = Calendar(now.astimezone(settings.timezone).date(), settings.timezone).moment(ended)
    return f"Last good run {moment}."


def _word(numbers: dict[str, int]) -> str:
    """What matters most; where mail may be missing, that."""
    told = (("due", "due"), ("look_first", "to look at"))
    found = next((f"{numbers[key]} {word}" for key, word in told if numbers[key]), "")
    return found or ("not read" if numbers["unknown"] else "")


def _found(text: str, line: str, report: Report, due: int, shared: Shared, settings: Settings, now: datetime) -> Word:
    """What was found, until something changes, the day ends, or a folder may have become one that was not read."""
    local = now.astimezone(settings.timezone)
    midnight = datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=settings.timezone)
    store = settings.data / STORE_NAME
    tables = sorted(shared.tables_folder.glob("*.tsv"))
    seen = marks((shared.config_file, shared.tables_folder, *tables, store, store.with_name(f"{STORE_NAME}-wal")))
    until = min(midnight, now + LASTS).timestamp()
    return Word(text, line, list(report.notices), due, local.date().isoformat(), until, seen)
