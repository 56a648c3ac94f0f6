"""Which of all regular expressions may match in a text, by the words that it holds.

An expression is a bit of a number. What it needs (`needs.py`) stands in a table that is made from the expressions
(`python -m inbox_watch.learn.needs`), by their digests, since to read it from them takes a process longer than to judge
ten mails; what is not in the table, as the phrases of a user, is read when it is met.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, reduce
from hashlib import blake2b
from importlib import resources
from itertools import chain
from operator import or_

from inbox_watch.knowledge.needs import needs_of, plain

TABLE = "needs.json"
# A text is asked about by many patterns in turn, its clauses too.
_TEXTS_KEPT = 512
_WORDS_KEPT, _LONGEST_WORD_KEPT = 2**15, 40
_RUN = 3
# The parts of a mail are asked about behind the whole of it.
_LONG, _WHOLES_KEPT = 200, 2
_DIGEST_OCTETS = 8


# Plain texts that were asked about last, and the needs they hold.
_wholes: deque[tuple[str, Sequence[str]]] = deque(maxlen=_WHOLES_KEPT)


def bit_of(pattern: str) -> int:
    """The bit of an expression in what `possible_in` returns."""
    name = _digest(pattern)
    _met[name] = pattern
    bit = _needs().bits.get(name)
    if bit is None:
        bit = _needs().take_in(name, needs_of(pattern))
        _pieces_in.clear()
        _wholes.clear()
        possible_in.cache_clear()
    return bit


def _digest(pattern: str) -> str:
    return blake2b(pattern.encode(), digest_size=_DIGEST_OCTETS).hexdigest()


_met: dict[str, str] = {}


def needs_met() -> Mapping[str, Sequence[str]]:
    """What the expressions need that this process has met, read from them: the table as it should be."""
    return {name: list(needs_of(pattern)) for name, pattern in sorted(_met.items())}


@lru_cache(maxsize=_TEXTS_KEPT)
def possible_in(text: str) -> int:
    """The bits of the expressions that may match in a text."""
    by_need = _needs().by_need
    return reduce(or_, map(by_need.__getitem__, _needs_in(plain(text))), _needs().without)


def _needs_in(said: str) -> Sequence[str]:
    """The needs that a plain text holds: of a part of a text some of those that the whole does."""
    whole = next((needs for text, needs in _wholes if said in text), None)
    if whole is not None:
        return [need for need in whole if need in said]
    pieces = set[str]().union(*map(_pieces_in.__getitem__, set(said.split())))
    by_piece = _needs().by_piece
    found = [
        need
        for piece in pieces
        for its, need in by_piece.get(piece, ())
        if its <= pieces and (need == piece or need in said)
    ]
    if len(said) >= _LONG:
        _wholes.append((said, found))
    return found


@dataclass(slots=True)
class _Needs:
    """The needs of all expressions met so far, by their pieces: the words between their blanks.

    `by_need` has the bits of those that are content with a need; `by_piece` the needs by their longest piece, each with
    all its pieces; `beginnings` all pieces by their first letters; `without` is of those of which nothing is known.
    """

    bits: dict[str, int] = field(default_factory=dict)
    without: int = 0
    by_need: dict[str, int] = field(default_factory=dict)
    by_piece: dict[str, list[tuple[frozenset[str], str]]] = field(default_factory=dict)
    beginnings: dict[str, set[str]] = field(default_factory=dict)

    def take_in(self, name: str, needs: Sequence[str]) -> int:
        """Give an expression its bit."""
        self.bits[name] = bit = 1 << len(self.bits)
        for need in needs:
            self._note(need, bit)
        if not needs:
            self.without |= bit
        return bit

    def _note(self, need: str, bit: int) -> None:
        self.by_need[need] = self.by_need.get(need, 0) | bit
        pieces = need.split()
        for piece in pieces:
            self.beginnings.setdefault(piece[:_RUN], set()).add(piece)
        self.by_piece.setdefault(max(pieces, key=len), []).append((frozenset(pieces), need))


@cache
def _needs() -> _Needs:
    found = _Needs()
    for name, needs in shipped_needs().items():
        found.take_in(name, needs)
    return found


def shipped_needs() -> Mapping[str, Sequence[str]]:
    """What the expressions of the program need, by their digests."""
    table: dict[str, list[str]] = json.loads((resources.files(__package__) / TABLE).read_text("utf-8"))
    return table


class _PiecesIn(dict[str, Sequence[str]]):
    """The pieces of needs that stand in a word, for each word met so far."""

    def __missing__(self, word: str) -> Sequence[str]:
        """Take a word apart, and remember it."""
        found = _pieces_of(word)
        if len(self) >= _WORDS_KEPT:
            self.clear()
        if len(word) <= _LONGEST_WORD_KEPT:
            self[word] = found
        return found


_pieces_in = _PiecesIn()


def _pieces_of(word: str) -> Sequence[str]:
    beginnings = _needs().beginnings
    runs = {word[start : start + length] for start in range(len(word)) for length in range(1, _RUN + 1)}
    begun = chain.from_iterable(map(beginnings.__getitem__, runs & beginnings.keys()))
    return tuple(piece for piece in begun if piece in word)
