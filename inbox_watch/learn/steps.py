"""`python -m inbox_watch.learn.steps [CORPUS [MODELS]]`: what each step of the model buys, measured without it.

Each variant is trained on half of the `train` split and measured on the author groups held out; the most probable
label counts, so that variants compare whatever their limits. Takes about as long as four trainings.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from inbox_watch.classify.decision import best_and_risk
from inbox_watch.classify.features import Features, Piece, Place, features
from inbox_watch.learn.corpus import Example, load_corpus, load_sentences
from inbox_watch.learn.generate import generate
from inbox_watch.learn.judges import Look
from inbox_watch.learn.limits import label_table
from inbox_watch.learn.measure import Answer, accuracy, macro_f1
from inbox_watch.learn.train import Trained, train

# Fewer folds than the shipped model has, and half of the author groups: eight variants are to be measured.
FOLDS = 2
PART = 2

HOW = (
    "Trained on every second training group without the step (two folds), measured on the held-out groups; the most "
    "probable label counts. The whole model on the whole corpus is better."
)


def _seen(example: Example) -> Features:
    return example.features()


def _with_history(example: Example) -> Features:
    """The whole body: history, signature, disclaimer and footer are read as if the sender had just written them."""
    return features(example.sender, example.subject, example.body)


def _without_conditions(example: Example) -> Features:
    found = example.features()
    pieces = tuple(
        replace(each, place=Place.PLAIN) if each.place is Place.CONDITIONAL else each for each in found.pieces
    )
    return replace(found, pieces=pieces)


def _without_concepts(example: Example) -> Features:
    """Every clause has the same one: a vectorizer without any word cannot be fitted."""
    found = example.features()
    return replace(found, pieces=tuple(replace(each, concepts=("ANY",)) for each in found.pieces))


def _as_one_clause(example: Example) -> Features:
    """The message as one clause: no clause is judged by itself."""
    subject, *rest = example.features().pieces
    words = tuple(word for each in rest for word in each.words)
    concepts = tuple(sorted({concept for each in rest for concept in each.concepts}))
    return Features((subject, Piece("", words, concepts, Place.PLAIN)), example.features().shape)


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to train: what is seen of a message, and on what besides the corpus messages."""

    without: str
    look: Look = _seen
    sentences: bool = True
    made: bool = True
    wide: bool = True


VARIANTS = (
    Variant("nothing (the whole model)"),
    Variant("history, signature and footers set apart", _with_history),
    Variant("conditional clauses told apart", _without_conditions),
    Variant("concepts", _without_concepts),
    Variant("clauses judged by themselves", _as_one_clause),
    Variant("the sentence bank", sentences=False),
    Variant("made messages", made=False),
    Variant("messages once more with other paragraphs in them", wide=False),
)


def main(corpus: str = "data/corpus", models: str = "models") -> None:
    """Measure every variant, as many at once as there are processors, and write `steps.json`."""
    with ProcessPoolExecutor() as pool:
        rows = list(pool.map(partial(_measured, Path(corpus)), VARIANTS))
    (Path(models) / "steps.json").write_text(json.dumps({"how": HOW, "rows": rows}, indent=2) + "\n", "utf-8")


def _measured(folder: Path, variant: Variant) -> dict[str, object]:
    examples, sentences = load_corpus(folder), load_sentences(folder)
    unseen = [example for example in examples if example.split != "train"]
    groups = frozenset(sorted({example.group for example in examples if example.split == "train"})[::PART])
    trained = train(
        [example for example in examples if example.group in groups],
        sentences if variant.sentences else (),
        generate(folder, sentences) if variant.made else (),
        FOLDS,
        variant.look,
        wide=variant.wide,
    )
    return _row(variant.without, _answers(unseen, trained, variant.look))


def _answers(unseen: Sequence[Example], trained: Trained, look: Look) -> list[Answer]:
    """The most probable labels of the held-out messages."""
    probabilities = trained.probabilities([look(example) for example in unseen])
    return [_answer(example, row, trained) for example, row in zip(unseen, probabilities, strict=True)]


def _answer(example: Example, row: np.ndarray[tuple[int], np.dtype[np.float64]], trained: Trained) -> Answer:
    probabilities = label_table(row, trained.judges.details)
    best, _ = best_and_risk(probabilities)
    return Answer(example.detail.label, best, best, probabilities[best], "corpus", example.lang, example.id)


def _row(name: str, answers: Sequence[Answer]) -> dict[str, object]:
    return {"without": name, "right": str(accuracy(answers)), "macro_f1": round(macro_f1(answers) or 0.0, 4)}


if __name__ == "__main__":
    main(*sys.argv[1:])
