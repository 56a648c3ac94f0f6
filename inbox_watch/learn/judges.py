"""The two judges that are trained, one of clauses and one of messages, and what they hear of a message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.pipeline import Pipeline

from inbox_watch.classify.features import Features, Piece, Place, piece
from inbox_watch.classify.hearing import NOTHING_SAID, circumstances, heard
from inbox_watch.classify.rivals import NAMES, apart
from inbox_watch.learn.corpus import BACKGROUND, NEUTRAL, Example, Sentence, acts_of
from inbox_watch.learn.mine import GROUP
from inbox_watch.learn.pipeline import messages_pipeline, pieces_pipeline
from inbox_watch.learn.rivals import Clauses, add_rivals
from inbox_watch.learn.widen import Heard, widened
from inbox_watch.records import Detail

Table = NDArray[np.float64]
Look = Callable[[Example], Features]

# What a clause can say that decides nothing.
UNDECIDING = (BACKGROUND, *NEUTRAL)


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is heard of each detail of each message (messages, details, numbers), what stands around it, and what tells
    a refusal from a receipt."""

    its: Table
    around: Table
    apart: Table

    def of(self, chosen: NDArray[np.intp]) -> Hearing:
        """What is heard of some of the messages."""
        return Hearing(self.its[chosen], self.around[chosen], self.apart[chosen])


@dataclass(frozen=True, slots=True)
class Judges:
    """The two fitted judges, with the names of their columns."""

    pieces: Pipeline
    messages: Pipeline
    details: tuple[Detail, ...]
    shapes: tuple[str, ...]

    def hear(self, found: Sequence[Features]) -> Hearing:
        """What is heard of each message."""
        details = [detail.value for detail in self.details]
        names = [*details, *UNDECIDING, *NAMES]
        of_clauses = _columns(self.pieces, [each for one in found for each in one.pieces], names)
        of_messages = _columns(self.messages, found, details)
        ends = np.cumsum([len(one.pieces) for one in found])
        rows = []
        for one, scores, end in zip(found, of_messages, ends, strict=True):
            its = of_clauses[end - len(one.pieces) : end]
            clauses, neutral, rivals = np.split(its, [len(details), len(details) + len(UNDECIDING)], axis=1)
            places = [each.place for each in one.pieces]
            around = circumstances(one, self.shapes, neutral)
            rows.append((heard(clauses, scores, places), around, apart(rivals, places)))
        return Hearing(*map(np.array, zip(*rows, strict=True)))


def in_order(parts: Sequence[Hearing], places: NDArray[np.intp]) -> Hearing:
    """What was heard in parts, in the order of `places`."""
    of_all = Hearing(
        *(np.concatenate(its) for its in zip(*((one.its, one.around, one.apart) for one in parts), strict=True))
    )
    return of_all.of(np.argsort(places))


class Material:
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
        pieces = fitted(pieces_pipeline(), [*self.sentences, *self._clauses(corpus)], self._clauses(own))
        add_rivals(pieces, self.sentences, [self._all_clauses(i) for i in chosen])
        return Judges(
            rounded(pieces),
            rounded(fitted(messages_pipeline(), self._messages(corpus, self.made), self._messages(own))),
            self.all_details,
            self.all_shapes,
        )

    def _all_clauses(self, index: int) -> Clauses:
        return Clauses(self.found[index], self.acts[index], self.examples[index].detail.label)

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
    """Fit a judge, with terms of `labelled` alone."""
    terms, classifier = pipeline[0], pipeline[-1]
    rows = terms.fit_transform([each for each, _ in labelled])
    if own:
        rows = sparse.vstack((rows, terms.transform([each for each, _ in own])), format="csr")
    classifier.fit(rows, [name for _, name in (*labelled, *own)])
    return pipeline


def rounded(pipeline: Pipeline) -> Pipeline:
    """Round the coefficients of a judge to what the model file holds."""
    pipeline[-1].coef_ = pipeline[-1].coef_.astype(np.float16).astype(np.float64)
    return pipeline


def _columns(judge: Pipeline, documents: Sequence[object], names: Sequence[str]) -> Table:
    """The scores of a judge, a column for each name; one it never met scores as silent."""
    scores = np.full((len(documents), len(names)), NOTHING_SAID)
    known = [(column, names.index(name)) for column, name in enumerate(judge[-1].classes_) if name in names]
    said = judge.decision_function(documents)
    scores[:, [place for _, place in known]] = said[:, [column for column, _ in known]]
    return scores
