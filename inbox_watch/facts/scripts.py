"""Names and titles in a text: the letters with which they begin, in any script, and the words around them.

Letters stand as an expression holds them between square brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from inbox_watch.knowledge.sought import Sought

# Capitals of Latin, Greek and Cyrillic script; those of Latin-1, which most mail keeps to, and the rest.
_LATIN_1 = "A-ZÀ-ÖØ-Þ"
_FURTHER = "ĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĪĬĮİĶĹĻĽŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŪŬŮŰŲŴŶŸŹŻŽȘȚΑ-ΡΣ-ΫЀ-Я"
CAPITALS = _LATIN_1 + _FURTHER
# Scripts without capitals: Hebrew, Arabic, those of India, Thai, Georgian, kana, Han and Hangul.
CASELESS = "א-תء-يٮ-ۓऄ-हঅ-হก-ฮเ-ไა-ჰぁ-ゖァ-ヺー㐀-䶿一-鿿가-힣"
_BEYOND = _FURTHER + CASELESS


class Framed(Sought):
    """Words in any case, and in the midst of them a name or a title whose capitals count.

    Python takes some milliseconds to compile a set of letters beyond Latin-1. Where a text has none of them, an
    expression without them finds the same.
    """

    def __init__(self, words: str, place: str, name: str) -> None:
        """Keep the expression of `words` with that of the `name` in its `place`; its letters are of this module."""
        super().__init__([name.join(f"(?i:{piece})" if piece else "" for piece in words.split(place))])

    @cached_property
    def _in_latin_1(self) -> re.Pattern[str]:
        return re.compile(in_latin_1(self._patterns[0]))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches that do not overlap, in the order of the text."""
        if not self.may_match(text):
            return iter(())
        return (self.whole if goes_beyond_latin_1(text) else self._in_latin_1).finditer(text)


def in_latin_1(expression: str) -> str:
    """An expression for texts that do not go beyond Latin-1 in what a name may begin with."""
    return expression.replace(_BEYOND, "")


@lru_cache(maxsize=8)
def goes_beyond_latin_1(text: str) -> bool:
    """Does it hold a letter with which a name may begin and that is not of Latin-1?"""
    return not text.isascii() and bool(re.search(f"[{_BEYOND}]", text))
