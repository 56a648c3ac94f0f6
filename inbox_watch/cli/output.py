"""What a command made: into a file, whole, or to standard output."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import NamedTemporaryFile

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
    """Write beside the file and rename: a reader sees the old report or the new one, never half.

    Where the path is a link, what it leads to is written; a pipe or a device takes the octets and stays what it is.
    """
    octets = content if isinstance(content, bytes) else content.encode()
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(octets)
        else:
            _replace(Path(os.path.realpath(path)), octets)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written ({error.strerror}): name another file with -o.") from error


def _replace(path: Path, octets: bytes) -> None:
    with ExitStack() as on_failure, NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as beside:
        on_failure.callback(lambda: Path(beside.name).unlink(missing_ok=True))
        beside.write(octets)
        beside.flush()
        Path(beside.name).replace(path)
        on_failure.pop_all()
