"""Names in a text to other words: a name is found in any case, as a whole word where its script has words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from unicodedata import normalize

HIDDEN = "(hidden)"
_FEWEST_LETTERS = 2
_ADDRESS = re.compile(r"(?<![^\s<>()\[\]\",;:])[^\s<>()\[\]\",;:@]++@[^\s<>()\[\]\",;:]+")


def masked(text: str, names: Mapping[str, str]) -> str:
    """Return the text with each of the names replaced by its word, the longest first, and no address left in it."""
    text = _ADDRESS.sub(HIDDEN, normalize("NFC", text))
    folded = text.casefold()
    composed = ((normalize("NFC", name), word) for name, word in names.items())
    found = {name.casefold(): (name, word) for name, word in composed if _is_in(name, folded)}
    if not found:
        return text
    spellings = {spelling for key, (name, _) in found.items() for spelling in (key, name)}
    alike = "|".join(_pattern(spelling) for spelling in sorted(spellings, key=len, reverse=True))
    return re.sub(alike, lambda match: _word(match[0], found), text, flags=re.IGNORECASE)


def secrets(texts: Iterable[str]) -> dict[str, str]:
    """Return names that are hidden; what is too short to be a name is none."""
    return {text.strip(): HIDDEN for text in texts if len(text.strip()) >= _FEWEST_LETTERS}


def _word(spelling: str, found: Mapping[str, tuple[str, str]]) -> str:
    return found[spelling.casefold()][1] if spelling.casefold() in found else HIDDEN


def _is_in(name: str, folded: str) -> bool:
    return bool(name) and name.casefold() in folded


def _pattern(name: str) -> str:
    """Chinese puts no space between words, and Arabic writes some words together: there a part of a word counts."""
    before = r"(?<!\w)" if _has_cases(name[0]) else ""
    after = r"(?!\w)" if _has_cases(name[-1]) else ""
    return f"{before}{re.escape(name)}{after}"


def _has_cases(letter: str) -> bool:
    return letter.lower() != letter.upper() or letter.isdigit()
