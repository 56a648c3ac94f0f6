"""Patterns that are tried only where a text holds words without which they cannot match; the answer is that of `re`.

An expression of many wordings is tried at each letter of a text, and most texts hold none of them. What every match has
to hold is read from the expression itself (`needs.py`). The words of a text are looked up once for all expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain

from inbox_watch.knowledge.needs import needs_of, plain

# A text is asked about by many patterns in turn, its clauses too.
_TEXTS_KEPT = 512
_WORDS_KEPT, _LONGEST_WORD_KEPT = 2**15, 40
_RUN = 3


class Sought:
    """One expression of some alternatives, the first of which counts where several match at one place."""

    def __init__(self, patterns: Sequence[str], flags: re.RegexFlag = re.NOFLAG) -> None:
        """Keep the alternatives; each is compiled when a text first needs it."""
        self._patterns, self.alternatives, self._flags = tuple(patterns), frozenset(patterns), flags
        self._each: dict[str, re.Pattern[str]] = {}
        _register(patterns)

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
        return not self.alternatives.isdisjoint(_possible(text))

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text, or None."""
        possible = _possible(text)
        if self.alternatives.isdisjoint(possible):
            return None
        found = [self._compiled(each).search(text) for each in self._patterns if each in possible]
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
    possible = _possible(text)
    return [each for each in every if not each.alternatives.isdisjoint(possible)]


# What patterns need


# The pieces of needs between blanks, by their first letters.
_pieces: dict[str, set[str]] = {}
# By its longest piece each need, with all its pieces and a pattern that has it.
_needs: dict[str, list[tuple[frozenset[str], str, str]]] = {}
_known: set[str] = set()
_without_needs: set[str] = set()


def _register(patterns: Iterable[str]) -> None:
    new = [pattern for pattern in patterns if pattern not in _known]
    for pattern in new:
        needs = needs_of(pattern)
        for need in needs:
            _note(need, pattern)
        if not needs:
            _without_needs.add(pattern)
    if new:
        _known.update(new)
        _found_in.clear()
        _possible.cache_clear()


def _note(need: str, pattern: str) -> None:
    pieces = need.split()
    for piece in pieces:
        _pieces.setdefault(piece[:_RUN], set()).add(piece)
        _needs.setdefault(piece, [])
    _needs[max(pieces, key=len)].append((frozenset(pieces), need, pattern))


class _Found(dict[str, tuple[str, ...]]):
    """The pieces of needs that stand in a word, for each word met so far."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        """Take a word apart, and remember it."""
        beginnings = (word[start : start + length] for start in range(len(word)) for length in range(1, _RUN + 1))
        possible = chain.from_iterable(_pieces.get(each, ()) for each in dict.fromkeys(beginnings))
        found = tuple(piece for piece in possible if piece in word)
        if len(self) >= _WORDS_KEPT:
            self.clear()
        if len(word) <= _LONGEST_WORD_KEPT:
            self[word] = found
        return found


_found_in = _Found()


@lru_cache(maxsize=_TEXTS_KEPT)
def _possible(text: str) -> set[str]:
    """The patterns that may match in a text."""
    said = plain(text)
    pieces = set().union(*map(_found_in.__getitem__, set(said.split())))
    found = [
        pattern
        for piece in pieces
        for its, need, pattern in _needs[piece]
        if its <= pieces and (need == piece or need in said)
    ]
    return _without_needs.union(found)
