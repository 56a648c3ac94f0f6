"""What a command made: into a file, whole, or to standard output."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from inbox_watch.errors import CannotWrite, UsageError


def hand_over(content: str | bytes, output: Path | None) -> None:
    """Write to the file, or to standard output; octets go to no terminal. Raises CannotWrite and UsageError."""
    if output:
        write_whole(output, content)
        return
    if isinstance(content, bytes) and sys.stdout.isatty():
        raise UsageError("This is no text for a terminal: name a file with -o.")
    is_open_line = isinstance(content, str) and not content.endswith("\n")
    click.echo(content, nl=is_open_line, color=True)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write beside the file and rename: a reader sees the old report or the new one, never half."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content if isinstance(content, bytes) else content.encode())
        beside.replace(path)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written ({error.strerror}): name another file with -o.") from error
