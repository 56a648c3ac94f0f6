"""`export`: the report for other programs: tables, a calendar, a flow, and the log for an office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inbox_watch.cli.context import Shared, clock, day, day_of
from inbox_watch.cli.output import hand_over
from inbox_watch.errors import UsageError

if TYPE_CHECKING:
    from inbox_watch.records import Report
    from inbox_watch.report.period import Period

_FOR_EXCEL = click.option("--excel", is_flag=True, help="Begin with the mark by which Excel knows UTF-8.")


@click.group(help="Write the applications for other programs: table, calendar, flow, log.")
def command() -> None:
    """The group of the formats."""


def _common(format_: Callable[..., None]) -> Callable[..., None]:
    """The options that every format has."""
    options = (
        click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.", metavar="FILE"),
        click.option("--as-of", help="As of the end of this day.", metavar="DATE"),
        click.option("--share", is_flag=True, help="Hide who is in it: Employer 1, no addresses."),
        click.option("--since", help="Only from this day on.", metavar="DATE"),
        click.option("--until", help="Only up to this day.", metavar="DATE"),
        click.pass_obj,
    )
    for option in reversed(options):
        format_ = option(format_)
    return format_


@command.command("csv", help="One line an application (RFC 4180).")
@_FOR_EXCEL
@_common
def _csv(shared: Shared, output: Path | None, excel: bool, **asked: Any) -> None:
    from inbox_watch.report.export.as_csv import to_csv

    hand_over(to_csv(_of_period(shared, **asked), for_excel=excel), output)


@command.command("xlsx", help="The same table as a workbook, without a formula in it.")
@_common
def _xlsx(shared: Shared, output: Path | None, **asked: Any) -> None:
    from inbox_watch.report.export.as_xlsx import to_xlsx

    hand_over(to_xlsx(_of_period(shared, **asked)), output)


@command.command("json", help="The same as `report --format json`.")
@_common
def _json(shared: Shared, output: Path | None, **asked: Any) -> None:
    from inbox_watch.report.as_json import to_json

    hand_over(to_json(_of_period(shared, **asked)), output)


@command.command(
    "ics",
    help="A calendar: follow-ups as to-dos, interviews as events (RFC 5545).",
    short_help="A calendar: follow-ups as to-dos, interviews as events.",
)
@_common
def _ics(shared: Shared, output: Path | None, **asked: Any) -> None:
    from inbox_watch.report.export.as_ics import to_ics

    hand_over(to_ics(_of_period(shared, **asked), clock()).decode(), output)


@command.command("sankey", help="The flow from sent to how each stands, as SankeyMATIC reads it.")
@_common
def _sankey(shared: Shared, output: Path | None, **asked: Any) -> None:
    from inbox_watch.report.export.as_sankey import to_sankey

    hand_over(to_sankey(_of_period(shared, **asked)), output)


@command.command(
    "work-log",
    help="The weekly log of the work search: each application, follow-up and interview.",
    short_help="The weekly log of the work search, for a benefit office.",
)
@click.option("--format", "form", type=click.Choice(["csv", "md"]), default="csv", help="Default: csv.")
@click.option(
    "--week", type=click.Choice(["monday", "sunday"]), default="monday", help="A week begins then. Default: monday."
)
@_FOR_EXCEL
@_common
def _work_log(shared: Shared, output: Path | None, form: str, week: str, excel: bool, **asked: Any) -> None:
    from inbox_watch.report.export.as_work_log import log_to_csv, log_to_markdown
    from inbox_watch.report.export.work_log import MONDAY, SUNDAY, work_log

    report, period = _asked(shared, **asked)
    lines = work_log(report, period, SUNDAY if week == "sunday" else MONDAY)
    hand_over(log_to_markdown(lines) if form == "md" else log_to_csv(lines, for_excel=excel), output)


def _of_period(shared: Shared, **asked: Any) -> Report:
    """The report with the applications that went out in the period."""
    from inbox_watch.report.period import applied_in

    report, period = _asked(shared, **asked)
    return applied_in(period, report)


def _asked(
    shared: Shared, *, as_of: str | None, share: bool, since: str | None, until: str | None
) -> tuple[Report, Period]:
    """The report of the day, with or without names, and the period."""
    from inbox_watch.cli.state import reported
    from inbox_watch.report.share import shared as nameless

    settings, now = shared.settings(), clock()
    period = _period(since, until)
    report = reported(settings, day_of(as_of, settings, now), now)
    return (nameless(report) if share else report), period


def _period(since: str | None, until: str | None) -> Period:
    from inbox_watch.report.period import Period

    period = Period(
        **({"since": day(since, "--since")} if since else {}), **({"until": day(until, "--until")} if until else {})
    )
    if period.since > period.until:
        raise UsageError(f"--since {since} is after --until {until}: swap them.")
    return period
