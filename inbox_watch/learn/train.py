"""Corpus to model: a judge of clauses, a judge of messages, and a regression that hears both.

Every number comes from author groups that were not trained on: mail of one hand repeats itself, and a random split
measures the memory for its templates. What the regression learns from are scores of judges that had never seen the
group (stacking, Wolpert 1992).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline

from inbox_watch.classify.decision import Limits, best_and_risk, by_label, cost
from inbox_watch.classify.features import Features, Piece, Place, piece
from inbox_watch.classify.hearing import HEARD, NOTHING_SAID, circumstances, heard
from inbox_watch.learn.corpus import BACKGROUND, NEUTRAL, Example, Sentence, acts_of
from inbox_watch.learn.mine import GROUP
from inbox_watch.learn.pipeline import messages_pipeline, pieces_pipeline
from inbox_watch.learn.widen import Heard, widened
from inbox_watch.records import Detail, Label

FOLDS = 5
REGULARISATION = 0.3
# lbfgs converges when columns are of one size.
SCALE = 0.25

# What is said of unseen author groups may cost this much in the mean, for each label; an ordinary mistake costs 1.
ALLOWED = 0.2
# A single one of them may cost so much by the judge's own reckoning: saying it has to be better than asking. A receipt
# only says that silence has begun, and may cost as much as an ordinary mistake; the rest rings, ends an application, or
# is overlooked.
AT_MOST, AT_MOST_QUIETLY = 0.8, 1.0
_QUIET = frozenset({Label.ACKNOWLEDGEMENT})

Table = NDArray[np.float64]
Look = Callable[[Example], Features]

# What a clause can say that decides nothing.
UNDECIDING = (BACKGROUND, *NEUTRAL)


@dataclass(frozen=True, slots=True)
class Judges:
    """The two fitted judges, with the names of their columns."""

    pieces: Pipeline
    messages: Pipeline
    details: tuple[Detail, ...]
    shapes: tuple[str, ...]

    def hear(self, found: Sequence[Features]) -> tuple[Table, Table]:
        """What is heard of each detail of each message (messages, details, numbers), and what stands around it."""
        details = [detail.value for detail in self.details]
        of_clauses = _columns(self.pieces, [each for one in found for each in one.pieces], [*details, *UNDECIDING])
        of_messages = _columns(self.messages, found, details)
        ends = np.cumsum([len(one.pieces) for one in found])
        its, around = [], []
        for one, scores, end in zip(found, of_messages, ends, strict=True):
            clauses, neutral = np.split(of_clauses[end - len(one.pieces) : end], [len(details)], axis=1)
            its.append(heard(clauses, scores, [each.place for each in one.pieces]))
            around.append(circumstances(one, self.shapes, neutral))
        return np.array(its), np.array(around)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The two fitted regressions: how much speaks for a detail, and how all that is heard decides together."""

    voice: LogisticRegression
    together: LogisticRegression

    def probabilities(self, its: Table, around: Table) -> Table:
        """The probabilities of the details for each message, columns as in `together.classes_`."""
        return np.asarray(self.together.predict_proba(_rows(self.voice, its, around)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Trained:
    """The fitted model with what the folds showed: `unseen` are the probabilities of details for each example."""

    judges: Judges
    verdicts: Verdicts
    limits: Limits
    unseen: Table
    truth: tuple[Detail, ...]

    def probabilities(self, found: Sequence[Features]) -> Table:
        """The probabilities of the details for each message."""
        return self.verdicts.probabilities(*self.judges.hear(found))


def train(
    examples: Sequence[Example],
    sentences: Sequence[Sentence],
    made: Sequence[Example] = (),
    folds: int = FOLDS,
    look: Look = Example.features,
    *,
    wide: bool = True,
) -> Trained:
    """Fit on all examples; stack, and choose the limits, on folds by author group.

    `made` mail (see `generate.py`) helps the judge of messages and is evidence of nothing. `look` is what is seen of a
    message; another one measures what is lost (`steps.py`), and so does leaving out the `wide` messages (`widen.py`).
    """
    material = _Material(examples, sentences, made, look, wide=wide)
    truth = tuple(example.detail for example in examples)
    splits = list(GroupKFold(n_splits=folds).split(examples, groups=[each.group for each in examples]))
    its = np.zeros((len(examples), len(material.all_details), HEARD))
    around = np.zeros((len(examples), len(material.all_shapes) + 2 + len(UNDECIDING)))
    for seen, unseen in splits:
        its[unseen], around[unseen] = material.judges(seen).hear([material.found[i] for i in unseen])
    unseen_probabilities = np.zeros((len(examples), len(material.all_details)))
    for seen, unseen in splits:
        verdicts = fit_verdicts(its[seen], around[seen], [truth[i] for i in seen], material.all_details)
        columns = [material.all_details.index(Detail(name)) for name in verdicts.together.classes_]
        unseen_probabilities[np.ix_(unseen, columns)] = verdicts.probabilities(its[unseen], around[unseen])
    return Trained(
        material.judges(np.arange(len(examples))),
        fit_verdicts(its, around, truth, material.all_details),
        choose_limits(unseen_probabilities, material.all_details, truth),
        unseen_probabilities,
        truth,
    )


def fit_verdicts(its: Table, around: Table, truth: Sequence[Detail], details: Sequence[Detail]) -> Verdicts:
    """Fit both regressions on what judges heard that had not seen these messages."""
    is_true = np.array([[detail is true for detail in details] for true in truth])
    voice = LogisticRegression(C=10.0, max_iter=1000).fit(its.reshape(-1, its.shape[2]), is_true.ravel())
    together = LogisticRegression(C=REGULARISATION, max_iter=2000)
    return Verdicts(voice, together.fit(_rows(voice, its, around), [detail.value for detail in truth]))


def _rows(voice: LogisticRegression, its: Table, around: Table) -> Table:
    said = voice.decision_function(its.reshape(-1, its.shape[2])).reshape(its.shape[:2])
    return np.hstack((said * SCALE, its.reshape(len(its), -1), around))


class _Material:
    """The features of everything that is trained on, computed once."""

    def __init__(
        self,
        examples: Sequence[Example],
        sentences: Sequence[Sentence],
        made: Sequence[Example],
        look: Look,
        *,
        wide: bool,
    ) -> None:
        self.wide = wide
        self.examples = examples
        self.found = [look(example) for example in examples]
        self.acts = [acts_of(example, found) for example, found in zip(examples, self.found, strict=True)]
        self.made = [(look(example), example.detail.value) for example in made]
        self.sentences = [(piece(each.text, Place.PLAIN, each.lang), each.act) for each in sentences]
        self.all_details = tuple(sorted({example.detail for example in examples}))
        self.all_shapes = tuple(sorted({name for found in self.found for name in found.shape}))

    def judges(self, chosen: NDArray[np.intp]) -> Judges:
        """Both judges, fitted on the chosen examples, the bank and what was made.

        The user's own mail weighs terms and brings none in: the model file holds no word that stands in it alone.
        """
        own = [i for i in chosen if self.examples[i].group == GROUP]
        corpus = [i for i in chosen if self.examples[i].group != GROUP]
        return Judges(
            fitted(pieces_pipeline(), [*self.sentences, *self._clauses(corpus)], self._clauses(own)),
            fitted(messages_pipeline(), self._messages(corpus, self.made), self._messages(own)),
            self.all_details,
            self.all_shapes,
        )

    def _messages(self, chosen: Sequence[int], made: Sequence[tuple[Features, str]] = ()) -> list[tuple[Features, str]]:
        details = [self.examples[i].detail.value for i in chosen]
        messages = [*zip([self.found[i] for i in chosen], details, strict=True), *made]
        if self.wide:
            messages += zip(widened([self._heard(i) for i in chosen]), details, strict=True)
        return messages

    def _heard(self, index: int) -> Heard:
        its = zip(self.found[index].pieces, self.acts[index], strict=True)
        background = [each for each, act in its if act == BACKGROUND and each.words]
        return Heard(self.found[index], self.examples[index].lang, background)

    def _clauses(self, chosen: Iterable[int]) -> list[tuple[Piece, str]]:
        found = (pair for i in chosen for pair in zip(self.found[i].pieces, self.acts[i], strict=True))
        return [(each, act) for each, act in found if act and each.words]


def fitted(
    pipeline: Pipeline, labelled: Sequence[tuple[object, str]], own: Sequence[tuple[object, str]] = ()
) -> Pipeline:
    """Fit a judge, with terms of `labelled` alone, and round its coefficients to what the model file holds."""
    terms, classifier = pipeline[0], pipeline[-1]
    rows = terms.fit_transform([each for each, _ in labelled])
    if own:
        rows = sparse.vstack((rows, terms.transform([each for each, _ in own])), format="csr")
    classifier.fit(rows, [name for _, name in (*labelled, *own)])
    classifier.coef_ = classifier.coef_.astype(np.float16).astype(np.float64)
    return pipeline


def _columns(judge: Pipeline, documents: Sequence[object], names: Sequence[str]) -> Table:
    """The scores of a judge, a column for each name; one it never met scores as silent."""
    scores = np.full((len(documents), len(names)), NOTHING_SAID)
    known = [(column, names.index(name)) for column, name in enumerate(judge[-1].classes_) if name in names]
    said = judge.decision_function(documents)
    scores[:, [place for _, place in known]] = said[:, [column for column, _ in known]]
    return scores


def choose_limits(probabilities: Table, details: Sequence[Detail], truth: Sequence[Detail]) -> Limits:
    """For each label the largest risk at which what is said of unseen groups costs no more than is allowed.

    A limit for all would say the rare labels less often than they are right: risks of labels do not compare.
    """
    answers: dict[Label, list[tuple[float, float]]] = {}
    for row, true in zip(probabilities, truth, strict=True):
        label, risk = best_and_risk(label_table(row, details))
        answers.setdefault(label, []).append((risk, cost(label, true.label)))
    return {label: _largest(answers[label], most_for(label)) for label in sorted(answers)}


def most_for(label: Label) -> float:
    """What a single answer may cost."""
    return AT_MOST_QUIETLY if label in _QUIET else AT_MOST


def label_table(row: NDArray[np.float64], details: Sequence[Detail]) -> dict[Label, float]:
    """The probabilities of labels from those of details, which stand in the order of `details`."""
    return by_label(dict(zip(details, row.tolist(), strict=True)))


def _largest(answers: Sequence[tuple[float, float]], most: float) -> float:
    """The largest risk up to which the mean cost is allowed; answers of one risk are in or out together."""
    ordered = sorted(answer for answer in answers if answer[0] <= most)
    mean = np.cumsum([price for _, price in ordered]) / np.arange(1, len(ordered) + 1)
    risks = np.array([risk for risk, _ in ordered])
    is_last = np.append(risks[1:] > risks[:-1], True) if len(risks) else np.array([], dtype=bool)
    enough = np.flatnonzero((mean <= ALLOWED) & is_last)
    return round(float(risks[enough[-1]]), 4) if len(enough) else 0.0
