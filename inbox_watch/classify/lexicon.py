"""The words of the model by number, and what the letter runs of any word say, met before or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from inbox_watch.classify.features import MOST_CONCEPTS, Features, Place, runs
from inbox_watch.classify.terms import Floats, Halves, Numbers, starts_of
from inbox_watch.classify.tokens import PLACEHOLDERS

PLACES = (Place.SUBJECT, Place.PLAIN, Place.CONDITIONAL)
_NUMBER_OF_PLACE = {place: number for number, place in enumerate(PLACES)}
MOST_WORDS_KEPT = 50_000
FIRST_ROOM = 4_096


@dataclass(frozen=True, slots=True)
class Names:
    """Names (words, concepts) by number. Two numbers more stand for a name that is not there and for no name at all."""

    number: dict[str, int]

    @property
    def nothing(self) -> int:
        """The number of no name."""
        return len(self.number)

    @property
    def unknown(self) -> int:
        """The number of every name that is not there."""
        return len(self.number) + 1

    def keys(self, kind: NDArray[np.int64] | int, one: NDArray[np.int64], other: NDArray[np.int64] | int) -> Numbers:
        """One number for a kind of pair and its two names; a single name is a pair with `nothing`."""
        size = len(self.number) + 2
        return np.asarray((kind * size + one) * size + other)


class Lexicon:
    """Each word is looked up once and remembered: its number, and for each judge what its letter runs weigh.

    A word is the IDF vector of its runs; a text is the sum of its words, divided by the length it would have if they
    shared no run. So the words of a text are looked up, not their runs.
    """

    def __init__(self, words: Names, runs: dict[str, int], weights: Sequence[tuple[Floats, Halves]]) -> None:
        """Take the runs by row, and for each judge IDF and coefficients in the order of the rows."""
        self.words = words
        self._runs = runs
        self._weights = weights
        self._rows: dict[str, int] = {}
        self.numbers: Numbers = np.zeros(FIRST_ROOM, dtype=np.intp)
        self.is_said = np.zeros(FIRST_ROOM, dtype=bool)
        self.squares = [np.zeros(FIRST_ROOM) for _ in weights]
        self.scores = [np.zeros((FIRST_ROOM, coefficients.shape[1]), dtype=np.float32) for _, coefficients in weights]

    def rows(self, words: Sequence[str]) -> Numbers:
        """The row of each word in the tables, valid until the next call."""
        if len(self._rows) > MOST_WORDS_KEPT:
            self._rows.clear()
        try:
            return self._rows_of(words)
        except KeyError:
            self._meet([word for word in dict.fromkeys(words) if word not in self._rows])
            return self._rows_of(words)

    def _rows_of(self, words: Sequence[str]) -> Numbers:
        return np.fromiter(map(self._rows.__getitem__, words), dtype=np.intp, count=len(words))

    def share_known(self, rows: Numbers) -> float:
        """Which share of the different words is in the vocabulary: 0 for no word, and for a foreign script."""
        its = np.sort(rows)
        its = its[starts_of(its)]
        its = its[self.is_said[its]]
        return float(np.mean(self.numbers[its] != self.words.unknown)) if len(its) else 0.0

    def _meet(self, words: Sequence[str]) -> None:
        """Fill the next rows, and name them last: a word that was met by half was not met."""
        start, end = len(self._rows), len(self._rows) + len(words)
        while end > len(self.numbers):
            self._make_room()
        self.numbers[start:end] = [self.words.number.get(word, self.words.unknown) for word in words]
        self.is_said[start:end] = [word not in PLACEHOLDERS for word in words]
        known = [[index for index in map(self._runs.get, runs(word)) if index is not None] for word in words]
        owners = np.repeat(np.arange(start, end), [len(its) for its in known])
        its_runs = np.array(list(chain.from_iterable(known)), dtype=np.intp)
        starts = starts_of(owners)
        for judge, (idf, coefficients) in enumerate(self._weights):
            self.squares[judge][start:end], self.scores[judge][start:end] = 0.0, 0.0
            if len(starts):
                weights = idf[its_runs].astype(np.float64)
                scores = weights[:, None] * coefficients[its_runs]
                self.squares[judge][owners[starts]] = np.add.reduceat(weights * weights, starts)
                self.scores[judge][owners[starts]] = np.add.reduceat(scores, starts, axis=0)
        self._rows.update(zip(words, range(start, end), strict=True))

    def _make_room(self) -> None:
        numbers = np.concatenate((self.numbers, np.zeros_like(self.numbers)))
        is_said = np.concatenate((self.is_said, np.zeros_like(self.is_said)))
        squares = [np.concatenate((each, np.zeros_like(each))) for each in self.squares]
        scores = [np.concatenate((each, np.zeros_like(each))) for each in self.scores]
        self.numbers, self.is_said, self.squares, self.scores = numbers, is_said, squares, scores


@dataclass(frozen=True, slots=True)
class Numbered:
    """A message in numbers.

    `places` of its pieces, as in PLACES. Of its words: `owners`, the piece each stands in; `rows` in the lexicon;
    `numbers`. Of its concepts, each alone and with each behind it in the piece: `one`, `other` (nothing for one alone)
    and `its_owners`.
    """

    places: Numbers
    owners: Numbers
    rows: Numbers
    numbers: Numbers
    one: Numbers
    other: Numbers
    its_owners: Numbers


def numbered(found: Features, lexicon: Lexicon, concepts: Names) -> Numbered:
    """The numbers of a message; valid until another one is read."""
    pieces = found.pieces
    rows = lexicon.rows(found.said())
    one, other, its_owners = _pairs([piece.concepts[:MOST_CONCEPTS] for piece in pieces], concepts)
    return Numbered(
        places=np.array([_NUMBER_OF_PLACE[piece.place] for piece in pieces], dtype=np.intp),
        owners=np.repeat(np.arange(len(pieces)), [len(piece.words) for piece in pieces]),
        rows=rows,
        numbers=lexicon.numbers[rows],
        one=one,
        other=other,
        its_owners=its_owners,
    )


def _pairs(its: Sequence[Sequence[str]], concepts: Names) -> tuple[Numbers, Numbers, Numbers]:
    """Each concept of each piece with nothing, and each two of them, in order; and the piece."""
    sizes = np.array([len(each) for each in its], dtype=np.intp)
    names = chain.from_iterable(its)
    owners = np.repeat(np.arange(len(its)), sizes)
    table = np.full((len(its), MOST_CONCEPTS), concepts.nothing)
    # A row of the table is a piece, filled up with nothing.
    table[owners, np.arange(len(owners)) - (np.cumsum(sizes) - sizes)[owners]] = np.fromiter(
        map(concepts.number.get, names, repeat(concepts.unknown)), dtype=np.intp, count=len(owners)
    )
    ones, others = _pairs_of(int(sizes.max()))
    one, other = table[:, ones], table[:, others]
    owners, places = np.nonzero(other != concepts.nothing)
    one, other = one[owners, places], other[owners, places]
    return one, np.where(one == other, concepts.nothing, other), owners


@cache
def _pairs_of(count: int) -> tuple[Numbers, Numbers]:
    one, other = np.triu_indices(count)
    return one, other
