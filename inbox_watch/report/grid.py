"""Lines and tables for a terminal of any width: what is too long is wrapped, and nothing is cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

NARROWEST = 20
_COMMAND = re.compile(r"`[^`]+`")
_TIE = "\ue000"  # a private character: no text that is shown has one
_GAP = 2
_HANG = 2
_WIDEST_UNWRAPPED = 40  # what a column of unwrapped lines is padded to; a longer cell pushes the rest along


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: as wide as its widest cell, or, with a share of what is left of the line, wrapped."""

    share: int = 0
    style: str = ""


def console(width: int, *, colour: bool) -> Console:
    """A console that writes nowhere; what it prints is captured."""
    return Console(
        file=StringIO(),
        width=width,
        force_terminal=colour,
        force_interactive=False,
        color_system="standard" if colour else None,
        no_color=not colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )


def wrapped(line: str, width: int, *, hang: int | None = None) -> list[str]:
    """Return a line as lines of at most `width` columns; those that follow stand `hang` columns in, else two more.

    A command in backticks is not broken where it fits on a line of its own: it has to be copied.
    """
    if cell_len(line) <= width:
        return [line]
    indent = len(line) - len(line.lstrip())
    hang = min(indent + _HANG if hang is None else hang, max(width - NARROWEST, 0))
    joined = _COMMAND.sub(lambda found: found[0].replace(" ", _TIE), line.lstrip())
    parts = Text(joined).wrap(console(width, colour=False), width - hang)
    first, *rest = [part.plain.rstrip().replace(_TIE, " ") for part in parts]
    return [" " * indent + first, *(" " * hang + each for each in rest)]


def table(rows: Iterable[Sequence[str]], columns: Sequence[Column], width: int | None, *, colour: bool = False) -> str:
    """Return rows as aligned lines of at most `width` columns, each with its end; without a width none is wrapped."""
    cells = [list(row) for row in rows]
    if not cells:
        return ""
    widths = [max(cell_len(row[at]) for row in cells) for at in range(len(columns))]
    if width is None:
        return "".join(_line(row, widths) for row in cells)
    natural = sum(widths) + _GAP * (len(columns) - 1)
    is_wrapped = natural > width
    grid = Table.grid(padding=(0, _GAP, 0, 0), expand=is_wrapped)
    for column, widest in zip(columns, widths, strict=True):
        share = column.share if is_wrapped and column.share else None
        grid.add_column(ratio=share, width=None if share else widest, style=column.style, overflow="fold")
    for row in cells:
        grid.add_row(*map(Text, row))
    shown = console(width if is_wrapped else natural + _GAP, colour=colour)
    with shown.capture() as capture:
        shown.print(grid)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().rstrip("\n").split("\n"))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (min(widest, _WIDEST_UNWRAPPED) - cell_len(cell)) for cell, widest in zip(row, widths, strict=True)
    )
    return f"{(' ' * _GAP).join(padded).rstrip()}\n"
