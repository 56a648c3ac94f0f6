"""Text of strangers to one harmless line: no control or format characters, one space between words, not too long."""

from __future__ import annotations

import unicodedata

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_ELLIPSIS = "…"
_LONGEST_NAME = 60


def clean_line(text: str, limit: int = 200) -> str:
    """Return the text as one line of at most `limit` characters that no terminal, browser or reader can be fooled by.

    Control, format (bidirectional overrides, zero-width), surrogate, private and unassigned characters are dropped,
    line and paragraph separators become spaces.
    """
    kept = text if text.isprintable() else "".join(character for character in text if _may_stay(character))
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + _ELLIPSIS


def clean_name(text: str) -> str:
    """Return the name of an employer or a person as a sentence shows it: one harmless line of at most 60 characters."""
    return clean_line(text, _LONGEST_NAME)


def _may_stay(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in _DROPPED
