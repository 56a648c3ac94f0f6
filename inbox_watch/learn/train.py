"""Corpus to model: our own features in three blocks, linear support vectors, temperature, thresholds.

Every number comes from folds in which a whole author group is unseen: mail of one hand repeats itself, and a random
split measures the memory for its templates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from inbox_watch.classify.features import Features
from inbox_watch.learn.corpus import Example
from inbox_watch.records import Detail, Label

FOLDS = 5
MOST_WORDS = 30_000
MOST_GRAMS = 25_000
CUE_WEIGHT = 0.2

# A refusal that is none hides a silent application, a receipt that is none sends the user after a job that said no:
# these two are said only when more sure.
WANTED = {Label.REJECTION: 0.93, Label.ACKNOWLEDGEMENT: 0.91}
WANTED_ELSEWHERE = 0.88
SEED = 20261122
_TEMPERATURES = np.geomspace(0.03, 1.5, 80)

Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trained:
    """A fitted pipeline with what the folds showed: `held_out` are label probabilities of unseen author groups."""

    pipeline: Pipeline
    details: tuple[Detail, ...]
    temperature: float
    sure_at: dict[Label, float]
    held_out: Table
    labels: tuple[Label, ...]
    truth: tuple[Label, ...]


def new_pipeline() -> Pipeline:
    """The untrained model: three blocks of features (see `Features`), linear support vectors for each detail."""
    blocks = FeatureUnion(
        [
            ("words", TfidfVectorizer(analyzer=_words, sublinear_tf=True, min_df=2, max_features=MOST_WORDS)),
            ("grams", TfidfVectorizer(analyzer=_grams, sublinear_tf=True, min_df=3, max_features=MOST_GRAMS)),
            ("cues", CountVectorizer(analyzer=_cues, binary=True)),
        ],
        transformer_weights={"cues": CUE_WEIGHT},
    )
    return make_pipeline(blocks, LinearSVC(C=1.0, class_weight="balanced", random_state=SEED))


def _words(found: Features) -> tuple[str, ...]:
    return found.words


def _grams(found: Features) -> tuple[str, ...]:
    return found.grams


def _cues(found: Features) -> tuple[str, ...]:
    return found.cues


def train(written: Sequence[Example], made: Sequence[Example] = ()) -> Trained:
    """Fit on all examples; choose temperature and thresholds on folds by author group.

    `made` mail helps in training and is evidence of nothing: only `written` mail is scored and counted.
    """
    examples = [*written, *made]
    found = [example.features() for example in examples]
    details = [example.detail.value for example in examples]
    scores = _held_out_scores(found, details, [example.group for example in examples])[: len(written)]
    pipeline = new_pipeline().fit(found, details)
    classes = tuple(Detail(name) for name in pipeline[-1].classes_)
    labels = tuple(dict.fromkeys(detail.label for detail in classes))
    truth = tuple(example.detail.label for example in written)
    temperature = _best_temperature(scores, classes, labels, truth)
    by_label = label_probabilities(scores / temperature, classes, labels)
    return Trained(pipeline, classes, temperature, _thresholds(by_label, labels, truth), by_label, labels, truth)


def _held_out_scores(found: Sequence[Features], details: Sequence[str], groups: Sequence[str]) -> Table:
    """The scores of each example from a model that never saw its author group."""
    classes = sorted(set(details))
    scores = np.full((len(found), len(classes)), -5.0)
    for seen, unseen in GroupKFold(n_splits=FOLDS).split(found, groups=groups):
        fold = new_pipeline().fit([found[i] for i in seen], [details[i] for i in seen])
        columns = [classes.index(name) for name in fold[-1].classes_]
        scores[np.ix_(unseen, columns)] = fold.decision_function([found[i] for i in unseen])
    return scores


def label_probabilities(scores: Table, details: Sequence[Detail], labels: Sequence[Label]) -> Table:
    """Softmax over details, summed over the details of each label."""
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities = odds / odds.sum(axis=1, keepdims=True)
    member = np.array([[detail.label is label for label in labels] for detail in details], dtype=np.float64)
    return np.asarray(probabilities @ member, dtype=np.float64)


def _best_temperature(
    scores: Table, details: Sequence[Detail], labels: Sequence[Label], truth: Sequence[Label]
) -> float:
    """The temperature with the least log loss on unseen groups (Guo et al. 2017)."""
    right = np.array([labels.index(label) for label in truth])

    def loss(temperature: float) -> float:
        chosen = label_probabilities(scores / temperature, details, labels)[np.arange(len(right)), right]
        return float(-np.log(np.maximum(chosen, 1e-12)).mean())

    return float(min(_TEMPERATURES, key=loss))


def _thresholds(by_label: Table, labels: Sequence[Label], truth: Sequence[Label]) -> dict[Label, float]:
    """For each label the lowest probability at which the wanted share of its answers to unseen groups is right."""
    best, certain = by_label.argmax(axis=1), by_label.max(axis=1)
    right = np.array([labels[index] is label for index, label in zip(best, truth, strict=True)])
    return {
        label: _lowest(certain[best == column], right[best == column], WANTED.get(label, WANTED_ELSEWHERE))
        for column, label in enumerate(labels)
    }


def _lowest(certain: Table, right: NDArray[np.bool_], wanted: float) -> float:
    for threshold in np.arange(0.30, 0.96, 0.01):
        answered = certain >= threshold
        if answered.any() and right[answered].mean() >= wanted:
            return round(float(threshold), 2)
    return 0.95
