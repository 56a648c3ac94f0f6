"""The arithmetic of the model: linear scores over terms, letter runs and concepts; numpy alone.

A document is a mapping from term to how often it occurs. What stands here has its equal in `learn/pipeline.py`, made of
scikit-learn; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from inbox_watch.classify.features import Features, Piece, Place, runs

Array = NDArray[np.float64]
Weights = NDArray[np.float32]
Document = Mapping[str, int]
Said = tuple[tuple[str, ...], tuple[str, ...]]

# The score of what was not said; scores below it differ in nothing that matters.
NOTHING_SAID = -1.2
# How many numbers `heard` has for a detail.
HEARD = 7
MOST_WORDS_KEPT = 50_000
MOST_CLAUSES_KEPT = 20_000
FIRST_ROOM = 1024


@dataclass(frozen=True, slots=True)
class Terms:
    """TF-IDF with sublinear counts and unit length, times the coefficients."""

    vocabulary: dict[str, int]
    idf: NDArray[np.float32]
    coefficients: Weights

    def scores(self, documents: Sequence[Document]) -> Array:
        """One row of scores for each document."""
        rows, counts, owners = self._known(documents)
        values = sublinear(counts) * self.idf[rows]
        return _mean(values, values * values, self.coefficients[rows], owners, len(documents))

    def _known(self, documents: Sequence[Document]) -> tuple[NDArray[np.intp], Array, NDArray[np.intp]]:
        """The rows of the terms that are known, how often each occurs, and in which document."""
        find = self.vocabulary.get
        rows = [[find(term, -1) for term in document] for document in documents]
        flat = np.array([row for its in rows for row in its], dtype=np.intp)
        counts = np.array([count for document in documents for count in document.values()], dtype=np.float64)
        known = flat >= 0
        return flat[known], counts[known], _owners(documents)[known]


class Runs:
    """Letter runs, weighed word by word: each word is the IDF vector of its runs, and a document the sum of its words,
    divided by the length it would have if they shared no run. So a word is looked up once and remembered."""

    def __init__(self, vocabulary: dict[str, int], idf: NDArray[np.float32], coefficients: Weights) -> None:
        self.vocabulary = vocabulary
        self.idf = idf.astype(np.float64)
        self.coefficients = coefficients
        self._rows: dict[str, int] = {}
        self._squares = np.zeros(FIRST_ROOM)
        self._scores = np.zeros((FIRST_ROOM, coefficients.shape[1]))

    def scores(self, documents: Sequence[Document]) -> Array:
        """One row of scores for each document of words."""
        if len(self._rows) > MOST_WORDS_KEPT:
            self._rows.clear()
        rows = np.array([self._row(word) for document in documents for word in document], dtype=np.intp)
        counts = sublinear(np.array([count for document in documents for count in document.values()], dtype=np.float64))
        squares = counts * counts * self._squares[rows]
        return _mean(counts, squares, self._scores[rows], _owners(documents), len(documents))

    def _row(self, word: str) -> int:
        """The row of a word in the table of what was met."""
        row = self._rows.get(word)
        if row is None:
            row = self._rows[word] = len(self._rows)
            self._meet(word, row)
        return row

    def _meet(self, word: str, row: int) -> None:
        if row == len(self._squares):
            self._squares = np.concatenate((self._squares, np.zeros_like(self._squares)))
            self._scores = np.concatenate((self._scores, np.zeros_like(self._scores)))
        known = [index for index in map(self.vocabulary.get, runs(word)) if index is not None]
        idf = self.idf[known]
        self._squares[row] = idf @ idf
        self._scores[row] = idf @ self.coefficients[known]


def sublinear(counts: Array) -> Array:
    """One for what occurs once, and the logarithm of the count more."""
    return np.asarray(1.0 + np.log(counts))


def _owners(documents: Sequence[Sized]) -> NDArray[np.intp]:
    """For each entry of each document the number of the document."""
    return np.repeat(np.arange(len(documents)), [len(document) for document in documents])


def _mean(values: Array, squares: Array, rows: NDArray[np.floating], owners: NDArray[np.intp], count: int) -> Array:
    """The weighted sum of the rows of each owner, divided by its length; owners are in order, some may have no row."""
    total = np.zeros((count, rows.shape[1]))
    if len(rows):
        present, starts = np.unique(owners, return_index=True)
        lengths = np.sqrt(np.add.reduceat(squares, starts))
        sums = np.add.reduceat(values[:, None] * rows, starts, axis=0)
        total[present] = sums / np.maximum(lengths, 1e-12)[:, None]
    return total


@dataclass(frozen=True, slots=True)
class Linear:
    """Three blocks of features and what they add up to."""

    terms: Terms
    runs: Runs
    concepts: Terms
    intercepts: Array
    _known: dict[Said, Array] = field(default_factory=dict)

    def of_pieces(self, pieces: Sequence[Piece]) -> Array:
        """A row of scores for each clause by itself; what stands in many mails is scored once."""
        if len(self._known) > MOST_CLAUSES_KEPT:
            self._known.clear()
        new = list({piece.said: piece for piece in pieces if piece.said not in self._known}.values())
        if new:
            scores = (
                self.terms.scores([dict.fromkeys(piece.terms(), 1) for piece in new])
                + self.runs.scores([dict.fromkeys(piece.words, 1) for piece in new])
                + self.concepts.scores([dict.fromkeys(piece.pairs_of_concepts(), 1) for piece in new])
                + self.intercepts
            )
            self._known.update(zip((piece.said for piece in new), scores, strict=True))
        return np.array([self._known[piece.said] for piece in pieces])

    def of_message(self, found: Features) -> Array:
        """The scores of a message as a whole."""
        return np.asarray(
            (
                self.terms.scores([found.terms()])
                + self.runs.scores([found.words()])
                + self.concepts.scores([found.concept_terms()])
            )[0]
            + self.intercepts
        )


def loudness(scores: Array) -> Array:
    """Scores to how loud they are: how far below the border a score lies says nothing (softplus)."""
    return np.asarray(np.log1p(np.exp(2.0 * (scores + 1.0))) / 2.0)


def heard(clauses: Array, message: Array, places: Sequence[Place]) -> Array:
    """What is heard of each detail, a row a detail: how loud the message says it; the loudest and the second loudest
    plain clause, their mean, the last one; the loudest conditional clause; the subject.

    `clauses` are scores, a row a clause (the first is the subject) and a column a detail; `message` those of the whole.
    """
    loud = loudness(clauses)
    silence = loudness(np.full((1, clauses.shape[1]), NOTHING_SAID))
    plain = loud[[place is Place.PLAIN for place in places]]
    plain = plain if len(plain) else silence
    conditional = loud[[place is Place.CONDITIONAL for place in places]]
    ordered = np.sort(np.vstack((silence, plain)), axis=0)
    columns = (
        loudness(message),
        ordered[-1],
        ordered[-2],
        plain.mean(axis=0),
        plain[-1],
        (conditional if len(conditional) else silence).max(axis=0),
        loud[0],
    )
    return np.stack(columns, axis=1)


def circumstances(found: Features, shapes: Sequence[str], neutral: Array) -> Array:
    """The facts of shape of a message as numbers, how many plain and conditional clauses it has (logarithms), and how
    loud its loudest plain clause says each of what decides nothing (thanks, process, courtesy …).

    `neutral` are the scores of those acts, a row a clause.
    """
    places = [piece.place for piece in found.pieces]
    counts = (places.count(Place.PLAIN), places.count(Place.CONDITIONAL))
    plain = neutral[[place is Place.PLAIN for place in places]]
    loudest = plain.max(axis=0) if len(plain) else np.full(neutral.shape[1], NOTHING_SAID)
    return np.array([*(float(name in found.shape) for name in shapes), *np.log1p(counts), *loudness(loudest)])
