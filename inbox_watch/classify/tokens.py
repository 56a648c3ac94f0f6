"""Text to folded words: lower case, no accents, straight quotes; what differs in every mail becomes one word each."""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import chain

# What stands for an address, a link, a clock time, a number, and the end of a question.
PLACEHOLDERS = frozenset({"qmail", "qurl", "qtime", "qnum", "?"})

_URL = re.compile(r"(?:https?://|www\.)\S+")
_MAIL = re.compile(r"(?<!\S)[^\s@]{1,80}@[^\s@]{1,80}")
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.h]\d{2})?\s?(?:am|pm|uhr|h)\b|\b\d{1,2}(?:[:h]\d{2}\b|\.\d{2}\b(?!\.))")
# The one thing that stands on both sides of a blank.
_CLOCK_APART = re.compile(r"\d\s(?:am|pm|uhr|h)\b")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\?")
MOST_CHUNKS_KEPT = 2**17
LONGEST_CHUNK_KEPT = 64


class _Letters(dict[str, str]):
    """What each letter met so far is without accents."""

    def __missing__(self, letter: str) -> str:
        """Fold a letter, and remember it."""
        plain = unicodedata.normalize("NFKD", _STRAIGHT.get(letter, letter))
        self[letter] = found = "".join(each for each in plain if not unicodedata.combining(each))
        return found


_STRAIGHT = {"’": "'", "ß": "ss", "ẞ": "ss"}
_letters = _Letters()
_ASCII = frozenset(map(chr, range(128)))


def fold(text: str) -> str:
    """Lower case, accents and typographic quotes folded away."""
    if text.isascii():
        return text.lower()
    # `str.translate` asks its table at each letter. One may go after another: what a letter folds to folds to itself.
    for letter in set(text) - _ASCII:
        text = text.replace(letter, _letters[letter])
    return text.lower()


def words(text: str) -> list[str]:
    """The folded words; an address is `qmail`, a link `qurl`, a clock time `qtime`, a number `qnum`."""
    found = list(chain.from_iterable(map(_chunks.__getitem__, text.split())))
    if ("qnum" in found or "qtime" in found) and _CLOCK_APART.search(folded := fold(text)):
        return _words(folded)
    return found


class _Chunks(dict[str, tuple[str, ...]]):
    """The words in what stands between two blanks, for each such chunk met so far."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        """Take a chunk apart, and remember it."""
        # Interned, so that tables of words find them by identity.
        found = tuple(map(sys.intern, _words(fold(chunk))))
        if len(self) >= MOST_CHUNKS_KEPT:
            self.clear()
        if len(chunk) <= LONGEST_CHUNK_KEPT:
            self[chunk] = found
        return found


_chunks = _Chunks()


def _words(folded: str) -> list[str]:
    masked = folded
    if "/" in masked or "www." in masked:
        masked = _URL.sub(" qurl ", masked)
    if "@" in masked:
        masked = _MAIL.sub(" qmail ", masked)
    if _NUMBER.search(masked):
        masked = _NUMBER.sub(" qnum ", _CLOCK.sub(" qtime ", masked))
    return _WORD.findall(masked)
