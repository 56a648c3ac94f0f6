"""Patterns that are tried only where a text holds words without which they cannot match; the answer is that of `re`.

An expression of many wordings is tried at each letter of a text, and most texts hold none of them. What every match has
to hold is read from the expression itself (`needs.py`), and looked up once for all expressions (`possible.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from operator import or_

from inbox_watch.knowledge.possible import bit_of, possible_in


class Sought:
    """One expression of some alternatives, the first of which counts where several match at one place."""

    def __init__(self, patterns: Sequence[str], flags: re.RegexFlag = re.NOFLAG) -> None:
        """Keep the alternatives; each is compiled when a text first needs it."""
        self._patterns, self._flags = tuple(patterns), flags
        self._bits = {pattern: bit_of(pattern) for pattern in patterns}
        self.bits = reduce(or_, self._bits.values(), 0)
        self._each: dict[str, re.Pattern[str]] = {}

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """All of it, for texts that are sooner tried than looked through."""
        return re.compile("|".join(f"(?:{pattern})" for pattern in self._patterns), self._flags)

    def _compiled(self, pattern: str) -> re.Pattern[str]:
        if pattern not in self._each:
            self._each[pattern] = re.compile(pattern, self._flags)
        return self._each[pattern]

    def may_match(self, text: str) -> bool:
        """Does a text hold what a match needs? Where it does not, neither does any part of it."""
        return bool(self.bits & possible_in(text))

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text, or None."""
        possible = self.bits & possible_in(text)
        if not possible:
            return None
        found = [self._compiled(each).search(text) for each, bit in self._bits.items() if bit & possible]
        return min((match for match in found if match), key=re.Match.start, default=None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches that do not overlap, in the order of the text."""
        return self.whole.finditer(text) if self.may_match(text) else iter(())

    def sub(self, instead: str, text: str) -> str:
        """Return the text with something instead of each match."""
        return self.whole.sub(instead, text) if self.may_match(text) else text

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match that is the whole text, or None."""
        return self.whole.fullmatch(text)


def that_may_match(every: Iterable[Sought], text: str) -> list[Sought]:
    """Those of some expressions that a text does not rule out, in their order."""
    possible = possible_in(text)
    return [each for each in every if each.bits & possible]
