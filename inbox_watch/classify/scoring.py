"""The arithmetic of the model: linear scores over terms, letter runs and concepts; numpy alone.

What stands here has its equal in `learn/pipeline.py`, made of strings and scikit-learn; a test holds the two together.
Here a term is a number: pairs of words are made and looked up all at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inbox_watch.classify.features import Place
from inbox_watch.classify.lexicon import PLACES, Lexicon, Names, Numbered
from inbox_watch.classify.terms import Array, Numbers, Terms, length, lengths_of, means, starts_of, sublinear

# The kind of a term is its place. A clause by itself is plain; two of its words with one or two between are NEAR.
NEAR = len(PLACES)
_PLAIN, _CONDITIONAL = PLACES.index(Place.PLAIN), PLACES.index(Place.CONDITIONAL)
_JOINED = ((_PLAIN, 1), (NEAR, 2), (NEAR, 3))


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
    scores += linear.concepts.of_each(concepts.keys(_PLAIN, its.one, its.other), its.its_owners, count)
    first = _first_in_its_piece(its, len(lexicon.numbers))
    rows = its.rows[first]
    squares, its_scores = lexicon.squares[linear.judge], lexicon.scores[linear.judge]
    return np.asarray(scores + means(its_scores[rows], squares[rows], its.owners[first], count))


def _first_in_its_piece(its: Numbered, size: int) -> Numbers:
    """Where the different words of each piece stand first.

    In the order of the mail: rows are numbered as words were met, and a sum must not depend on other mail.
    """
    both = its.owners * size + its.rows
    order = np.argsort(both, kind="stable")
    return np.sort(order[starts_of(both[order])])


def of_message(its: Numbered, linear: Linear, lexicon: Lexicon, concepts: Names) -> Array:
    """The scores of a message as a whole; terms and concepts are told apart by place, and the words of conditional
    clauses are not among its words."""
    words, places = lexicon.words, its.places
    of_words = places[its.owners]
    one, other, owners = _pairs(its, 1)
    keys = (words.keys(of_words, its.numbers, words.nothing), words.keys(places[owners], one, other))
    rows, counts = _counted_in_order(its.rows[of_words != _CONDITIONAL])
    values = sublinear(counts)
    return np.asarray(
        linear.terms.of_all(np.concatenate(keys))
        + linear.concepts.of_all(concepts.keys(places[its.its_owners], its.one, its.other))
        + values @ lexicon.scores[linear.judge][rows] / length(values * values * lexicon.squares[linear.judge][rows])
        + linear.intercepts
    )


def _counted_in_order(rows: Numbers) -> tuple[Numbers, Numbers]:
    """The different rows in the order in which they occur first, and how often each occurs."""
    order = np.argsort(rows, kind="stable")
    starts = starts_of(rows[order])
    first = order[starts]
    in_order = np.argsort(first)
    return rows[first[in_order]], lengths_of(starts, len(rows))[in_order]


def _pairs(its: Numbered, gap: int) -> tuple[Numbers, Numbers, Numbers]:
    """The numbers of two words that stand in one piece, so far apart, and the piece."""
    together = (its.owners[gap:] == its.owners[:-gap]).nonzero()[0]
    return its.numbers[together], its.numbers[together + gap], its.owners[together]
