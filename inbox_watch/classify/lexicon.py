"""The words of the model by number, and what the letter runs of any word say, met before or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inbox_watch.classify.features import MOST_CONCEPTS, Features, Place, runs

Array = NDArray[np.float64]
Numbers = NDArray[np.intp]
Floats = NDArray[np.float32]
# As the coefficients stand in the file; what is used of them is widened when it is used.
Halves = NDArray[np.float16]

PLACES = (Place.SUBJECT, Place.PLAIN, Place.CONDITIONAL)
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
        self.squares = [np.zeros(FIRST_ROOM) for _ in weights]
        self.scores = [np.zeros((FIRST_ROOM, coefficients.shape[1]), dtype=np.float32) for _, coefficients in weights]

    def rows(self, words: Sequence[str]) -> Numbers:
        """The row of each word in the tables, valid until the next call."""
        if len(self._rows) > MOST_WORDS_KEPT:
            self._rows.clear()
        for word in words:
            if word not in self._rows:
                self._meet(word)
        return np.array([self._rows[word] for word in words], dtype=np.intp)

    def _meet(self, word: str) -> None:
        """Fill the next row, and name it last: a word that was met by half was not met."""
        row = len(self._rows)
        if row == len(self.numbers):
            self._make_room()
        self.numbers[row] = self.words.number.get(word, self.words.unknown)
        known = [index for index in map(self._runs.get, runs(word)) if index is not None]
        for judge, (idf, coefficients) in enumerate(self._weights):
            weights = idf[known].astype(np.float64)
            self.squares[judge][row] = weights @ weights
            self.scores[judge][row] = weights @ coefficients[known].astype(np.float64)
        self._rows[word] = row

    def _make_room(self) -> None:
        numbers = np.concatenate((self.numbers, np.zeros_like(self.numbers)))
        squares = [np.concatenate((each, np.zeros_like(each))) for each in self.squares]
        scores = [np.concatenate((each, np.zeros_like(each))) for each in self.scores]
        self.numbers, self.squares, self.scores = numbers, squares, scores


@dataclass(frozen=True, slots=True)
class Numbered:
    """A message in numbers.

    Of its pieces: `places`, as in PLACES, and `concepts`, a row each, filled up with nothing. Of its words: `owners`,
    the piece each stands in; `rows` in the lexicon; `numbers`.
    """

    places: Numbers
    concepts: Numbers
    owners: Numbers
    rows: Numbers
    numbers: Numbers


def numbered(found: Features, lexicon: Lexicon, concepts: Names) -> Numbered:
    """The numbers of a message; valid until another one is read."""
    pieces = found.pieces
    rows = lexicon.rows([word for piece in pieces for word in piece.words])
    number, padding = concepts.number, [concepts.nothing] * MOST_CONCEPTS
    its = [
        ([number.get(each, concepts.unknown) for each in piece.concepts] + padding)[:MOST_CONCEPTS] for piece in pieces
    ]
    return Numbered(
        places=np.array([PLACES.index(piece.place) for piece in pieces], dtype=np.intp),
        concepts=np.array(its, dtype=np.intp).reshape(len(pieces), MOST_CONCEPTS),
        owners=np.repeat(np.arange(len(pieces)), [len(piece.words) for piece in pieces]),
        rows=rows,
        numbers=lexicon.numbers[rows],
    )
