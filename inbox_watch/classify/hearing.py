"""What is heard of a message: the scores of its clauses and of the whole, as the few numbers that decide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from inbox_watch.classify.features import Features, Place
from inbox_watch.classify.terms import Array

# The score of what was not said; scores below it differ in nothing that matters.
NOTHING_SAID = -1.2
# How many numbers `heard` has for a detail.
HEARD = 7


def loudness(scores: Array) -> Array:
    """Scores to how loud they are: how far below the border a score lies says nothing (softplus)."""
    return np.asarray(np.log1p(np.exp(2.0 * (scores + 1.0))) / 2.0)


def heard(clauses: Array, message: Array, places: Sequence[Place]) -> Array:
    """What is heard of each detail, a row a detail: how loud the message says it; the loudest and the second loudest
    plain clause, their mean, the last one; the loudest conditional clause; the subject.

    `clauses` are scores, a row a clause (the first is the subject) and a column a detail; `message` those of the whole.
    """
    # Silence stands behind the clauses.
    rows = np.concatenate((clauses, np.full((1, clauses.shape[1]), NOTHING_SAID), message[None]))
    loud = loudness(rows)
    silence = loud[-2:-1]
    plain = loud[_standing(places, Place.PLAIN)]
    conditional = loud[_standing(places, Place.CONDITIONAL)]
    plain = plain if len(plain) else silence
    ordered = np.sort(np.concatenate((silence, plain)), axis=0)
    columns = (
        loud[-1],
        ordered[-1],
        ordered[-2],
        plain.mean(axis=0),
        plain[-1],
        (conditional if len(conditional) else silence).max(axis=0),
        loud[0],
    )
    return np.stack(columns, axis=1)


def _standing(places: Sequence[Place], at: Place) -> list[int]:
    return [number for number, place in enumerate(places) if place is at]


def circumstances(found: Features, shapes: Sequence[str], neutral: Array) -> Array:
    """The facts of shape of a message as numbers, how many plain and conditional clauses it has (logarithms), and how
    loud its loudest plain clause says each of what decides nothing (thanks, process, courtesy …).

    `neutral` are the scores of those acts, a row a clause.
    """
    places = [piece.place for piece in found.pieces]
    counts = (places.count(Place.PLAIN), places.count(Place.CONDITIONAL))
    plain = neutral[_standing(places, Place.PLAIN)]
    loudest = plain.max(axis=0) if len(plain) else np.full(neutral.shape[1], NOTHING_SAID)
    return np.array([*(float(name in found.shape) for name in shapes), *np.log1p(counts), *loudness(loudest)])
