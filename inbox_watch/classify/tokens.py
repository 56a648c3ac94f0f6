"""Text to folded words: lower case, no accents, straight quotes; what differs in every mail becomes one word each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# What stands for an address, a link, a clock time, a number, and the end of a question.
PLACEHOLDERS = frozenset({"qmail", "qurl", "qtime", "qnum", "?"})

_URL = re.compile(r"(?:https?://|www\.)\S+")
_MAIL = re.compile(r"(?<!\S)[^\s@]{1,80}@[^\s@]{1,80}")
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.h]\d{2})?\s?(?:am|pm|uhr|h)\b|\b\d{1,2}(?:[:h]\d{2}\b|\.\d{2}\b(?!\.))")
_NUMBER = re.compile(r"\d+")
# What ends a text among many: the Information Separator Two, which counts as white space.
_END = "\x1e"
_WORD = re.compile(rf"[^\W\d_]+(?:'[^\W\d_]+)?|\?|{_END}")


def fold(text: str) -> str:
    """Lower case, accents and typographic quotes folded away."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ß", "ss").replace("ẞ", "ss"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()


def words(text: str) -> list[str]:
    """The folded words; an address is `qmail`, a link `qurl`, a clock time `qtime`, a number `qnum`."""
    return words_of_each([fold(text)])[0]


def words_of_each(folded: Sequence[str]) -> list[list[str]]:
    """The words of texts that are folded; many short ones are quicker taken together. There is at least one text."""
    found: list[list[str]] = [[]]
    for word in _words(f" {_END} ".join(text.replace(_END, " ") for text in folded)):
        if word == _END:
            found.append([])
        else:
            found[-1].append(word)
    return found


def _words(folded: str) -> list[str]:
    masked = folded
    if "/" in masked or "www." in masked:
        masked = _URL.sub(" qurl ", masked)
    if "@" in masked:
        masked = _MAIL.sub(" qmail ", masked)
    if _NUMBER.search(masked):
        masked = _NUMBER.sub(" qnum ", _CLOCK.sub(" qtime ", masked))
    return _WORD.findall(masked)
