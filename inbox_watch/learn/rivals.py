"""What tells a refusal from a receipt (`classify/rivals.py`): clauses of the one against all that the other has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.pipeline import Pipeline

from inbox_watch.classify.features import Features, Piece
from inbox_watch.classify.rivals import NAMES, RIVALS
from inbox_watch.learn.corpus import NEUTRAL
from inbox_watch.learn.pipeline import support_vectors
from inbox_watch.records import Detail, Label

_DETAILS = {label: frozenset(detail.value for detail in Detail if detail.label is label) for label in RIVALS}


@dataclass(frozen=True, slots=True)
class Clauses:
    """A message's clauses, what each of them says where somebody marked it, and what the message is."""

    found: Features
    acts: Sequence[str | None]
    label: Label


def add_rivals(judge: Pipeline, sentences: Sequence[tuple[Piece, str]], messages: Sequence[Clauses]) -> None:
    """Teach a fitted judge of clauses NAMES beside what it knows; one of which there is no example it never hears.

    A clause of a refusal that refuses is told from everything that stands in receipts, subjects too, and from sentences
    that decide nothing; and the other way round. The terms are those that the judge has.
    """
    terms, classifier = judge[0], judge[-1]
    for name, label, rival in zip(NAMES, RIVALS, reversed(RIVALS), strict=True):
        its = [*_saying(label, sentences), *_marked(label, messages)]
        others = [*_saying(rival, sentences), *_undecided(sentences), *_standing(rival, messages)]
        if its and others:
            fitted = support_vectors("pieces").fit(
                terms.transform([*its, *others]), [True] * len(its) + [False] * len(others)
            )
            classifier.coef_ = np.vstack((classifier.coef_, fitted.coef_))
            classifier.intercept_ = np.append(classifier.intercept_, fitted.intercept_)
            classifier.classes_ = np.append(classifier.classes_, name)


def _saying(label: Label, sentences: Sequence[tuple[Piece, str]]) -> Iterator[Piece]:
    return (piece for piece, act in sentences if act in _DETAILS[label])


def _undecided(sentences: Sequence[tuple[Piece, str]]) -> Iterator[Piece]:
    return (piece for piece, act in sentences if act in NEUTRAL)


def _marked(label: Label, messages: Sequence[Clauses]) -> Iterator[Piece]:
    its = (zip(each.found.pieces, each.acts, strict=True) for each in messages if each.label is label)
    return (piece for pairs in its for piece, act in pairs if act in _DETAILS[label] and piece.words)


def _standing(label: Label, messages: Sequence[Clauses]) -> Iterator[Piece]:
    return (piece for each in messages if each.label is label for piece in each.found.pieces if piece.words)
