"""`report`: the summary of silent applications and of all others."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from inbox_watch.cli.context import Shared, clock, day_of
from inbox_watch.cli.state import surveyed
from inbox_watch.errors import CannotWrite
from inbox_watch.records import Report


@click.command(help="Show the summary of silent applications and of all others.")
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", help="Default: text.")
@click.option("--as-of", help="As of the end of this day.", metavar="DATE")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.", metavar="FILE")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the JSON format.")
@click.pass_obj
def command(shared: Shared, form: str, as_of: str | None, output: Path | None, schema: bool) -> None:
    """Write the report to standard output or to a file."""
    if schema:
        from inbox_watch.report.as_json import schema_text

        click.echo(schema_text())
        return
    settings = shared.settings()
    now = clock()
    report = surveyed(settings, day_of(as_of, settings, now), now).report
    width = shutil.get_terminal_size((80, 24)).columns
    text = rendered(report, form, colour=output is None and wants_colour(), width=width)
    if output:
        write_whole(output, text)
    else:
        click.echo(text, nl=not text.endswith("\n"), color=True)


def rendered(report: Report, form: str, *, colour: bool, width: int) -> str:
    """The report in one of its forms; each is imported on use."""
    if form == "json":
        from inbox_watch.report.as_json import to_json

        return to_json(report)
    if form == "html":
        from inbox_watch.report.as_html import to_html

        return to_html(report)
    from inbox_watch.report.as_text import to_text

    return to_text(report, width=width, colour=colour)


def wants_colour() -> bool:
    """A terminal that is not dumb, unless NO_COLOR or FORCE_COLOR say otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def write_whole(path: Path, text: str) -> None:
    """Write beside the file and rename: a reader sees the old report or the new one, never half."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written ({error.strerror}): name another file with -o.") from error
