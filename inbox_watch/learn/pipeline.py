"""The model as scikit-learn knows it: the vectorizers and the linear classifiers that are trained.

`classify/scoring.py` computes the same without scikit-learn; a test holds the two together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from inbox_watch.classify.features import Features, Piece, runs

SEED = 20261122
# How much concepts weigh beside words and letter runs, and how freely each judge fits (C of the support vectors). Which
# clause decides is learned from words; whole mails of other people share concepts with ours more than they share words.
CONCEPT_WEIGHTS = {"pieces": 0.5, "messages": 1.0}
FREEDOM = {"pieces": 1.0, "messages": 0.5}
# What stands in so many texts is manner, not matter: polite and wordy mail is no refusal.
MOST_FREQUENT = 0.2

Document = Mapping[str, int]


def pieces_pipeline() -> Pipeline:
    """The untrained judge of single clauses (`Piece` in, act out)."""
    return _pipeline(
        "pieces",
        TfidfVectorizer(analyzer=Piece.terms, sublinear_tf=True, min_df=2, max_features=60_000),
        RunsVectorizer(words_of_piece, least=3, most=30_000),
        TfidfVectorizer(analyzer=Piece.pairs_of_concepts, sublinear_tf=True, min_df=3, max_features=6_000),
    )


def messages_pipeline() -> Pipeline:
    """The untrained judge of whole messages (`Features` in, detail out)."""
    return _pipeline(
        "messages",
        TfidfVectorizer(
            analyzer=terms_of_message, sublinear_tf=True, min_df=2, max_df=MOST_FREQUENT, max_features=50_000
        ),
        RunsVectorizer(Features.words, least=3, most=30_000),
        TfidfVectorizer(analyzer=concepts_of_message, sublinear_tf=True, min_df=3, max_features=8_000),
    )


def _pipeline(judge: str, terms: Any, its_runs: Any, concepts: Any) -> Pipeline:
    union = FeatureUnion(
        [("terms", terms), ("runs", its_runs), ("concepts", concepts)],
        transformer_weights={"concepts": CONCEPT_WEIGHTS[judge]},
    )
    return make_pipeline(union, support_vectors(judge))


def support_vectors(judge: str) -> LinearSVC:
    """The untrained classifier of a judge; what is rare counts as much as what is frequent."""
    return LinearSVC(C=FREEDOM[judge], class_weight="balanced", random_state=SEED, tol=1e-3)


def words_of_piece(piece: Piece) -> Counter[str]:
    """The different words of a clause."""
    return Counter(dict.fromkeys(piece.words, 1))


def terms_of_message(found: Features) -> list[str]:
    """The terms of a message, each as often as it occurs."""
    return list(found.terms().elements())


def concepts_of_message(found: Features) -> list[str]:
    """The concepts of a message, each as often as it occurs."""
    return list(found.concept_terms().elements())


class RunsVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """Letter runs weighed word by word: each word is the IDF vector of its runs, words are summed with sublinear
    counts and divided by the length the sum would have if they shared no run."""

    def __init__(self, words_of: Any, least: int, most: int) -> None:
        self.words_of = words_of
        self.least = least
        self.most = most

    def fit(self, documents: Sequence[Any], _y: object = None) -> Self:
        """Learn which runs there are and how rare they are."""
        frequency: Counter[str] = Counter()
        for document in documents:
            frequency.update({run for word in self.words_of(document) for run in runs(word)})
        highest = MOST_FREQUENT * len(documents)
        common = [(run, count) for run, count in frequency.items() if self.least <= count <= highest]
        common = sorted(common, key=lambda pair: (-pair[1], pair[0]))[: self.most]
        self.vocabulary_ = {run: column for column, (run, _) in enumerate(sorted(common))}
        self.idf_ = np.array(
            [np.log((1 + len(documents)) / (1 + frequency[run])) + 1 for run in self.vocabulary_], dtype=np.float64
        )
        return self

    def transform(self, documents: Iterable[Any]) -> sparse.csr_matrix:
        """One sparse row for each document."""
        rows = [self._row(self.words_of(document)) for document in documents]
        columns = np.concatenate([np.array(list(row), dtype=np.int32) for row in rows] or [np.array([], np.int32)])
        values = np.concatenate([np.array(list(row.values()), dtype=np.float64) for row in rows] or [np.array([])])
        starts = np.cumsum([0, *(len(row) for row in rows)])
        return sparse.csr_matrix((values, columns, starts), shape=(len(rows), len(self.vocabulary_)))

    def _row(self, words: Document) -> dict[int, float]:
        row: dict[int, float] = {}
        square = 0.0
        for word, count in words.items():
            weight = 1.0 + np.log(count)
            for run in runs(word):
                column = self.vocabulary_.get(run)
                if column is not None:
                    row[column] = row.get(column, 0.0) + weight * self.idf_[column]
                    square += (weight * self.idf_[column]) ** 2
        length = max(np.sqrt(square), 1e-12)
        return {column: value / length for column, value in row.items()}
