"""Where output goes: how wide the terminal is, and the one JSON document of `--json`."""

from __future__ import annotations

import contextlib
import functools
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

import click

SCHEMA = 1  # of every document of `--json` but the report, which has its own
_WIDEST = 110  # longer lines are hard to read

Command = TypeVar("Command", bound=Callable[..., Any])


def width() -> int | None:
    """The columns of the terminal, None where there is none: in a pipe nothing is wrapped."""
    return columns() if sys.stdout.isatty() else None


def columns() -> int:
    """The columns of the terminal, 80 where there is none."""
    return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)


def wants_colour() -> bool:
    """A terminal that is not dumb, unless NO_COLOR or FORCE_COLOR say otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def show(lines: Iterable[str], *, hang: int | None = None) -> None:
    """Print lines, wrapped where they are wider than the terminal; what is wrapped stands `hang` columns in."""
    limit = width()
    if limit is None:
        for line in lines:
            click.echo(line)
        return
    from inbox_watch.report.grid import wrapped  # rich, which a pipe need not pay

    for line in lines:
        for part in wrapped(line, limit, hang=hang):
            click.echo(part)


def json_option(command: Command) -> Command:
    """The option `--json`."""
    return click.option("--json", "in_json", is_flag=True, help="Print one JSON document.")(command)


def told_in_json(command: Command) -> Command:
    """The option `--json` of a command that says what was done: its lines are `told` in the one document."""

    @functools.wraps(command)
    def told(*arguments: Any, in_json: bool, **options: Any) -> Any:
        if not in_json:
            return command(*arguments, **options)
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            code = command(*arguments, **options)
        show_json({"told": said.getvalue().splitlines()})
        return code

    return json_option(cast("Command", told))


@contextlib.contextmanager
def output_is_ours(in_json: bool) -> Iterator[None]:
    """With --json, what alerts and commands print goes to standard error: standard output is for the document alone."""
    with contextlib.redirect_stdout(sys.stderr) if in_json else contextlib.nullcontext():
        yield


def show_json(document: Mapping[str, Any]) -> None:
    """Print the document; its first key is the number of its schema."""
    click.echo(json.dumps({"schema": SCHEMA, **document}, ensure_ascii=False, indent=2, allow_nan=False))
