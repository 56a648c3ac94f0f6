"""Text to folded words: lower case, no accents, straight quotes; what differs in every mail becomes one word each."""

from __future__ import annotations

import re
import unicodedata

# What stands for an address, a link, a clock time, a number, and the end of a question.
PLACEHOLDERS = frozenset({"qmail", "qurl", "qtime", "qnum", "?"})

_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MAIL = re.compile(r"(?<!\S)[^\s@]{1,80}@[^\s@]{1,80}")
_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.h]\d{2})?\s?(?:am|pm|uhr|h)\b|\b\d{1,2}(?:[:h]\d{2}\b|\.\d{2}\b(?!\.))", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\?")


def fold(text: str) -> str:
    """Lower case, accents and typographic quotes folded away."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ß", "ss").replace("ẞ", "ss"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()


def words(text: str) -> list[str]:
    """The folded words; an address is `qmail`, a link `qurl`, a clock time `qtime`, a number `qnum`."""
    masked = text
    if "/" in text or "www." in text.lower():
        masked = _URL.sub(" qurl ", masked)
    if "@" in text:
        masked = _MAIL.sub(" qmail ", masked)
    if any(digit in masked for digit in "0123456789"):
        masked = _NUMBER.sub(" qnum ", _CLOCK.sub(" qtime ", masked))
    return _WORD.findall(fold(masked))
