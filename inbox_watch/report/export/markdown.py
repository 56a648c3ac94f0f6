"""Paragraphs and tables of Markdown (GitHub's flavour), in which words of strangers are words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SPEAKS = re.compile(r"([\\`*_\[\]<>|~]|&(?=[#\w]))")
# GitHub makes links of bare addresses of the web.
_LINKS = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)


def escaped(text: str) -> str:
    """Return one line of text as Markdown that shows exactly it."""
    return _LINKS.sub(r"\\\g<0>", _SPEAKS.sub(r"\\\1", text))


def command(text: str) -> str:
    """Return a command as code."""
    return f"`{text}`"


def table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of plain texts."""
    return "\n".join(
        (_row(names), _row(["---"] * len(names)), *(_row([escaped(cell) for cell in row]) for row in rows))
    )


def document(paragraphs: Iterable[str]) -> str:
    """Return paragraphs as a page that ends with a line."""
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
