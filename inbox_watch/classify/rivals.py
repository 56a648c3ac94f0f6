"""Refusal or receipt: the two labels that cost most when one is taken for the other, told apart by themselves.

Nothing in a receipt refuses. A judge of clauses that learned refusals against everything that stands in receipts, and
one that learned receipts against everything in refusals, say which of the two a mail is where both are thinkable.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from inbox_watch.classify.features import Place
from inbox_watch.classify.hearing import NOTHING_SAID, loudness
from inbox_watch.classify.terms import Array
from inbox_watch.records import Detail, Label

RIVALS = (Label.REJECTION, Label.ACKNOWLEDGEMENT)
# What a clause says of each of the two when only the other is thinkable; they stand behind what else it can say.
NAMES = ("rejection, not acknowledgement", "acknowledgement, not rejection")
# How many numbers `apart` has.
APART = 2 * len(NAMES)


def apart(scores: Array, places: Sequence[Place]) -> Array:
    """How loud the loudest plain clause and the subject say each of NAMES; `scores` has a row for each clause (the
    first is the subject) and a column for each name."""
    plain = scores[[place is Place.PLAIN for place in places]]
    loudest = plain.max(axis=0) if len(plain) else np.full(scores.shape[1], NOTHING_SAID)
    return loudness(np.stack((loudest, scores[0]), axis=1)).ravel()


def rows_of(label: Label, details: Sequence[Detail]) -> list[int]:
    """Where the details of a label stand."""
    return [row for row, detail in enumerate(details) if detail.label is label]


def of_both(its: Array, details: Sequence[Detail]) -> Array:
    """What is heard of the details of both labels, one behind the other; `its` has (…, details, numbers)."""
    both = [row for row, detail in enumerate(details) if detail.label in RIVALS]
    return its[..., both, :].reshape((*its.shape[:-2], -1))


def shared(probabilities: Array, refusals: Array, details: Sequence[Detail]) -> Array:
    """The probabilities of details (…, details), where what both labels have together is shared anew: `refusals` (…) is
    the share of the refusal."""
    found = probabilities.copy()
    ours = [rows_of(label, details) for label in RIVALS]
    sums = [probabilities[..., rows].sum(axis=-1) for rows in ours]
    for rows, its, share in zip(ours, sums, (refusals, 1.0 - refusals), strict=True):
        # A softmax may round to nothing; then there is nothing to share.
        found[..., rows] *= (sum(sums) * share / np.maximum(its, 1e-300))[..., None]
    return found
