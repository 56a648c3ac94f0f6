"""The arithmetic of the model: linear scores over terms, letter runs and concepts; numpy alone.

What stands here has its equal in `learn/pipeline.py`, made of strings and scikit-learn; a test holds the two together.
Here a term is a number: pairs of words are made and looked up all at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inbox_watch.classify.features import MOST_CONCEPTS, Place
from inbox_watch.classify.lexicon import PLACES, Array, Floats, Halves, Lexicon, Names, Numbered, Numbers

# The kind of a term is its place. A clause by itself is plain; two of its words with one or two between are NEAR.
NEAR = len(PLACES)
_ONE, _OTHER = np.triu_indices(MOST_CONCEPTS)
_PLAIN, _CONDITIONAL = PLACES.index(Place.PLAIN), PLACES.index(Place.CONDITIONAL)
_JOINED = ((_PLAIN, 1), (NEAR, 2), (NEAR, 3))


@dataclass(frozen=True, slots=True)
class Terms:
    """TF-IDF with sublinear counts and unit length, times the coefficients; keys ascend."""

    keys: NDArray[np.int64]
    idf: Floats
    coefficients: Halves

    def rows(self, keys: Numbers) -> Numbers:
        """The row of each key; -1 for one that is not known."""
        if not len(self.keys):
            return np.full(len(keys), -1)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, places, -1)

    def of_each(self, keys: Numbers, owners: Numbers, count: int) -> Array:
        """A row of scores for each of `count` owners of keys, each different key counted once."""
        rows = self.rows(keys)
        known = rows >= 0
        owners, rows = np.divmod(np.unique(owners[known] * len(self.keys) + rows[known]), max(len(self.keys), 1))
        return means(
            self.coefficients[rows].astype(np.float32), self.idf[rows], np.square(self.idf[rows]), owners, count
        )

    def of_all(self, keys: Numbers) -> Array:
        """The scores of all keys together."""
        rows = self.rows(keys)
        rows, counts = np.unique(rows[rows >= 0], return_counts=True)
        values = sublinear(counts) * self.idf[rows]
        return np.asarray(values @ self.coefficients[rows].astype(np.float32) / _length(values * values))


@dataclass(frozen=True, slots=True)
class Linear:
    """Three blocks of features and what they add up to; `judge` is its place among the weights of the lexicon."""

    judge: int
    terms: Terms
    concepts: Terms
    intercepts: Array


def of_pieces(its: Numbered, linear: Linear, lexicon: Lexicon, concepts: Names) -> Array:
    """A row of scores for each clause by itself."""
    count = len(its.places)
    words = lexicon.words
    keys = [words.keys(_PLAIN, its.numbers, words.nothing)]
    owners = [its.owners]
    for kind, gap in _JOINED:
        one, other, together = _pairs(its, gap)
        keys.append(words.keys(kind, one, other))
        owners.append(together)
    scores = linear.terms.of_each(np.concatenate(keys), np.concatenate(owners), count) + linear.intercepts
    one, other, together = _concepts(its, concepts)
    scores += linear.concepts.of_each(concepts.keys(_PLAIN, one, other), together, count)
    # In the order of the mail: rows are numbered as words were met, and a sum must not depend on other mail.
    first = np.sort(np.unique(its.owners * len(lexicon.numbers) + its.rows, return_index=True)[1])
    rows = its.rows[first]
    squares, its_scores = lexicon.squares[linear.judge], lexicon.scores[linear.judge]
    return np.asarray(scores + means(its_scores[rows], np.ones(len(rows)), squares[rows], its.owners[first], count))


def of_message(its: Numbered, linear: Linear, lexicon: Lexicon, concepts: Names) -> Array:
    """The scores of a message as a whole; terms and concepts are told apart by place, and the words of conditional
    clauses are not among its words."""
    words, places = lexicon.words, its.places
    one, other, owners = _pairs(its, 1)
    keys = (words.keys(places[its.owners], its.numbers, words.nothing), words.keys(places[owners], one, other))
    one, other, owners = _concepts(its, concepts)
    said = its.rows[places[its.owners] != _CONDITIONAL]
    rows, first, counts = np.unique(said, return_index=True, return_counts=True)
    order = np.argsort(first)
    rows, values = rows[order], sublinear(counts[order])
    return np.asarray(
        linear.terms.of_all(np.concatenate(keys))
        + linear.concepts.of_all(concepts.keys(places[owners], one, other))
        + values @ lexicon.scores[linear.judge][rows] / _length(values * values * lexicon.squares[linear.judge][rows])
        + linear.intercepts
    )


def _pairs(its: Numbered, gap: int) -> tuple[Numbers, Numbers, Numbers]:
    """The numbers of two words that stand in one piece, so far apart, and the piece."""
    together = its.owners[gap:] == its.owners[:-gap]
    return its.numbers[:-gap][together], its.numbers[gap:][together], its.owners[gap:][together]


def _concepts(its: Numbered, concepts: Names) -> tuple[Numbers, Numbers, Numbers]:
    """Each concept of each piece with nothing, and each two of them, in order; and the piece."""
    one, other = its.concepts[:, _ONE], its.concepts[:, _OTHER]
    owners, pairs = np.nonzero(other != concepts.nothing)
    one, other = one[owners, pairs], other[owners, pairs]
    return one, np.where(one == other, concepts.nothing, other), owners


def sublinear(counts: NDArray[np.intp]) -> Array:
    """One for what occurs once, and the logarithm of the count more."""
    return np.asarray(1.0 + np.log(counts))


def _length(squares: Array) -> float:
    return max(float(np.sqrt(squares.sum())), 1e-12)


def means(
    rows: NDArray[np.floating], values: NDArray[np.floating], squares: NDArray[np.floating], owners: Numbers, count: int
) -> Array:
    """The sum of the rows of each owner, each times its value, divided by the length of the owner.

    Owners are in order; some may have no row.
    """
    total = np.zeros((count, rows.shape[1]))
    if len(rows):
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        lengths = np.maximum(np.sqrt(np.add.reduceat(squares, starts)), 1e-12)
        total[owners[starts]] = np.add.reduceat(rows * values[:, None], starts, axis=0) / lengths[:, None]
    return total
