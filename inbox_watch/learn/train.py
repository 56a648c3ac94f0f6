"""Corpus to model: a judge of clauses, a judge of messages, and regressions that hear both.

Every number comes from author groups that were not trained on: mail of one hand repeats itself, and a random split
measures the memory for its templates. What the regressions learn from are scores of judges that had never seen the
group (stacking, Wolpert 1992).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from inbox_watch.classify.decision import Limits
from inbox_watch.classify.features import Features
from inbox_watch.classify.rivals import RIVALS, of_both, shared
from inbox_watch.learn.corpus import Example, Sentence
from inbox_watch.learn.judges import Hearing, Judges, Look, Material, Table, in_order
from inbox_watch.learn.limits import choose_limits
from inbox_watch.records import Detail

FOLDS = 5
REGULARISATION = 0.3
# lbfgs converges when columns are of one size.
SCALE = 0.25


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The fitted regressions: how much speaks for a detail, how all that is heard decides together, and which of a
    refusal and a receipt it is where it is one of them; `details` are the rows of what is heard."""

    voice: LogisticRegression
    together: LogisticRegression
    between: LogisticRegression
    details: tuple[Detail, ...]

    def probabilities(self, heard_of: Hearing) -> Table:
        """The probabilities of the details for each message, columns as in `details`."""
        found = np.zeros((len(heard_of.its), len(self.details)))
        columns = [self.details.index(Detail(name)) for name in self.together.classes_]
        found[:, columns] = self.together.predict_proba(_rows(self.voice, heard_of))
        refusals = self.between.predict_proba(_rows_between(heard_of, self.details))[:, 1]
        return shared(found, refusals, self.details)


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
        return self.verdicts.probabilities(self.judges.hear(found))


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
    material = Material(examples, sentences, made, look, wide=wide)
    truth = tuple(example.detail for example in examples)
    splits = list(GroupKFold(n_splits=folds).split(examples, groups=[each.group for each in examples]))
    parts = [material.judges(seen).hear([material.found[i] for i in unseen]) for seen, unseen in splits]
    heard_of = in_order(parts, np.concatenate([unseen for _, unseen in splits]))
    unseen_probabilities = np.zeros((len(examples), len(material.all_details)))
    for seen, unseen in splits:
        verdicts = fit_verdicts(heard_of.of(seen), [truth[i] for i in seen], material.all_details)
        unseen_probabilities[unseen] = verdicts.probabilities(heard_of.of(unseen))
    return Trained(
        material.judges(np.arange(len(examples))),
        fit_verdicts(heard_of, truth, material.all_details),
        choose_limits(unseen_probabilities, material.all_details, truth),
        unseen_probabilities,
        truth,
    )


def fit_verdicts(heard_of: Hearing, truth: Sequence[Detail], details: tuple[Detail, ...]) -> Verdicts:
    """Fit the regressions on what judges heard that had not seen these messages; some are refusals, some receipts."""
    its = heard_of.its
    is_true = np.array([[detail is true for detail in details] for true in truth])
    voice = LogisticRegression(C=10.0, max_iter=1000).fit(its.reshape(-1, its.shape[2]), is_true.ravel())
    together = LogisticRegression(C=REGULARISATION, max_iter=2000)
    together.fit(_rows(voice, heard_of), [detail.value for detail in truth])
    torn = np.array([number for number, true in enumerate(truth) if true.label in RIVALS])
    between = LogisticRegression(C=REGULARISATION, max_iter=2000)
    between.fit(_rows_between(heard_of.of(torn), details), [truth[number].label is RIVALS[0] for number in torn])
    return Verdicts(voice, together, between, details)


def _rows(voice: LogisticRegression, heard_of: Hearing) -> Table:
    its = heard_of.its
    said = voice.decision_function(its.reshape(-1, its.shape[2])).reshape(its.shape[:2])
    return np.hstack((said * SCALE, its.reshape(len(its), -1), heard_of.around))


def _rows_between(heard_of: Hearing, details: Sequence[Detail]) -> Table:
    return np.hstack((of_both(heard_of.its, details), heard_of.apart))
