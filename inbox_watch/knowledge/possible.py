"""Which of all regular expressions may match in a text, by the words that it holds.

An expression is a bit of a number. What it needs (`needs.py`) stands in a table that is made from the expressions
(`python -m inbox_watch.learn.needs`), by their digests, since to read it from them takes a process longer than to judge
ten mails; what is not in the table, as the phrases of a user, is read when it is met.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, reduce
from hashlib import blake2b
from importlib import resources
from operator import or_

import ahocorasick

from inbox_watch.knowledge.needs import needs_of, plain

TABLE = "needs.json"
# A text is asked about by many patterns in turn, its clauses too.
_TEXTS_KEPT = 512
_DIGEST_OCTETS = 8


def bit_of(pattern: str) -> int:
    """The bit of an expression in what `possible_in` returns."""
    name = _digest(pattern)
    _met[name] = pattern
    bit = _needs().bits.get(name)
    if bit is None:
        bit = _needs().take_in(name, needs_of(pattern))
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
    return _needs().met_by(plain(text))


@dataclass(slots=True)
class _Needs:
    """The needs of all expressions met so far, which one pass over a text finds (Aho and Corasick, 1975).

    `by_need` has the bits of those that are content with a need; `without` is of those of which nothing is known.
    """

    bits: dict[str, int] = field(default_factory=dict)
    without: int = 0
    by_need: dict[str, int] = field(default_factory=dict)
    finder: ahocorasick.Automaton = field(default_factory=ahocorasick.Automaton)

    def take_in(self, name: str, needs: Sequence[str]) -> int:
        """Give an expression its bit."""
        self.bits[name] = bit = 1 << len(self.bits)
        for need in needs:
            self.by_need[need] = self.by_need.get(need, 0) | bit
            self.finder.add_word(need, need)
        if not needs:
            self.without |= bit
        return bit

    def met_by(self, said: str) -> int:
        """The bits of the expressions that are content with a plain text."""
        if self.finder.kind == ahocorasick.TRIE:
            self.finder.make_automaton()
        found = {need for _, need in self.finder.iter(said)}
        return reduce(or_, map(self.by_need.__getitem__, found), self.without)


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
