"""What the house knows about the world, as data: one table a file, one loader, no code.

Tables are tab-separated UTF-8 with one header line and no quoting; a line that starts with `#` is a remark. The user
may lay rows of their own over some tables: the edge reads them (`user_tables.py`) and puts them to use before any mail
is read; the rooms only ever ask for a table. The words of letters are no tables but pages of their own (`wording.py`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from functools import _lru_cache_wrapper, cache, lru_cache
from importlib import resources
from typing import TypeVar

from inbox_watch.knowledge.sought import Sought

Row = Mapping[str, str]
Tables = Mapping[str, tuple[Row, ...]]

# Names and addresses come from strangers, and without end.
_MOST_REMEMBERED = 2**16

_T = TypeVar("_T")

_in_use: dict[str, tuple[Row, ...]] = {}
_forget: list[Callable[[], None]] = []


def remembered(function: Callable[..., _T]) -> _lru_cache_wrapper[_T]:
    """A cache for what is made of tables: forgotten when other tables are put to use."""
    cached = lru_cache(maxsize=_MOST_REMEMBERED)(function)
    _forget.append(cached.cache_clear)
    return cached


def use(tables: Tables) -> None:
    """Let these tables stand for the shipped ones of the same names; all others are the shipped ones again."""
    if tables == _in_use:
        return
    _in_use.clear()
    _in_use.update(tables)
    for forget in _forget:
        forget()


def in_use() -> Tables:
    """The tables that stand for shipped ones; for a process that is to know what this one knows."""
    return dict(_in_use)


def table(name: str) -> tuple[Row, ...]:
    """Return the rows of a table, each a mapping from column to text."""
    return _in_use[name] if name in _in_use else shipped(name)


@cache
def shipped(name: str) -> tuple[Row, ...]:
    """Return the rows of `<name>.tsv` as they come with the package."""
    return tuple(csv.DictReader(_lines(name), delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def columns(name: str) -> tuple[str, ...]:
    """Return the names of the columns of a table."""
    return tuple(_lines(name)[0].split("\t"))


def _lines(name: str) -> list[str]:
    text = (resources.files(__name__) / f"{name}.tsv").read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@remembered
def patterns(name: str, column: str, value: str) -> Sought:
    """Return what finds the `pattern` of any row whose `column` is `value`, in any case."""
    return Sought([row["pattern"] for row in table(name) if row[column] == value], re.IGNORECASE)
