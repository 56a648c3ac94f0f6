"""JSON Lines files, read so that whoever wrote one learns which line is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from inbox_watch.errors import UsageError
from inbox_watch.mail.parse import UnreadableMessage

Made = TypeVar("Made")

# What a line raises that holds something else than it should; a hundred thousand brackets are a RecursionError.
BROKEN = (ValueError, KeyError, TypeError, AttributeError, RecursionError, UnreadableMessage)


def files_of(path: Path) -> list[Path]:
    """The file itself, or the .jsonl files of a folder in order of name; raises UsageError when there is none."""
    if path.exists() and not path.is_dir():
        return [path]
    paths = sorted(each for each in path.glob("*.jsonl") if each.is_file())
    if not paths:
        raise UsageError(f"There is no .jsonl file in {path}.")
    return paths


def read_lines(
    path: Path, make: Callable[[Mapping[str, Any], int], Made | None], *, name: str, needs: str
) -> Iterator[Made]:
    """What `make` makes of each object and its line number; None is left out, and so are empty lines.

    Raises UsageError with file and line when a line is no object in UTF-8, or when `make` raises one of BROKEN; there,
    `name` is what a line should have been, and `needs` says what that takes.
    """
    # A JSON text may hold U+2028 and its kin, at which splitlines() would cut.
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            made = make(_object(line), number)
        except BROKEN as error:
            raise UsageError(f"{path}:{number}: not {name} ({type(error).__name__}: {error}); {needs}.") from error
        if made is not None:
            yield made


def _object(line: bytes) -> Mapping[str, Any]:
    found = json.loads(line.decode("utf-8"))
    if not isinstance(found, dict):
        raise ValueError(f"it is {type(found).__name__}, not an object")
    return found
