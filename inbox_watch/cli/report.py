"""`report`: the summary of silent applications and of all others."""

from __future__ import annotations

from pathlib import Path

import click

from inbox_watch.cli.context import Shared, clock, day_of
from inbox_watch.cli.output import hand_over
from inbox_watch.cli.screen import columns, wants_colour
from inbox_watch.cli.state import nothing_thrown_away, reported
from inbox_watch.errors import EXIT_FINE, UsageError
from inbox_watch.records import Report

FORMS = ("text", "json", "html", "csv", "md")


@click.command(help="Show the summary of silent applications and of all others.")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="Default: text.")
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--as-of", help="As of the end of this day.", metavar="DATE")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.", metavar="FILE")
@click.option("--share", is_flag=True, help="Hide who is in it: Employer 1, no addresses and no subjects.")
@click.option("--send", is_flag=True, help="Mail it to send_to of [report]: the page, with its text.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the JSON format.")
@click.pass_obj
def command(
    shared: Shared, form: str, as_of: str | None, output: Path | None, share: bool, send: bool, schema: bool
) -> int:
    """Write the report to standard output or to a file, or send it."""
    if schema:
        from inbox_watch.report.as_json import schema_text

        click.echo(schema_text())
        return EXIT_FINE
    if send and (output or form != "text"):
        raise UsageError("--send mails the page with its text: leave out --format and -o.")
    settings = shared.settings()
    now = clock()
    report = reported(settings, day_of(as_of, settings, now), now)
    if share:
        from inbox_watch.report.share import shared as nameless

        report = nameless(report)
    if send:
        from inbox_watch.cli.send_report import send_report

        return send_report(report, settings, now)
    colour = output is None and wants_colour()
    with nothing_thrown_away():
        written = rendered(report, form, colour=colour, width=columns(), language=settings.language)
    hand_over(written, output)
    return EXIT_FINE


def rendered(report: Report, form: str, *, colour: bool, width: int, language: str = "en") -> str:
    """The report in one of its forms, each imported on use; `language` is that of letters which answer no mail."""
    if form == "json":
        from inbox_watch.report.as_json import to_json

        return to_json(report)
    if form == "html":
        from inbox_watch.report.as_html import to_html

        return to_html(report, language)
    if form == "csv":
        from inbox_watch.report.export.as_csv import to_csv

        return to_csv(report)
    if form == "md":
        from inbox_watch.report.export.as_markdown import to_markdown

        return to_markdown(report)
    from inbox_watch.report.as_text import to_text

    return to_text(report, width=width, colour=colour)
