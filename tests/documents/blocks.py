"""The fenced blocks of a page, and what is said of a block that cannot be run."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BLOCK = re.compile(
    r"^(?:<!-- not run: (?P<why>.+?) -->\n)?```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Block:
    """One block; `why_not_run` is the reason in the HTML comment on the line before it, or empty."""

    language: str
    text: str
    why_not_run: str


def blocks(page: str) -> list[Block]:
    """All blocks of a page, in order."""
    return [Block(found["language"], found["text"], found["why"] or "") for found in _BLOCK.finditer(page)]
