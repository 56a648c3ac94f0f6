"""`python -m inbox_watch.learn.steps [CORPUS [MODELS]]`: what each step of the model buys, measured without it.

Each variant is trained on the `train` split and measured on the author groups held out; the most probable label counts,
so that variants compare whatever their limits. Takes as long as six trainings.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from inbox_watch.classify.decision import best_and_risk
from inbox_watch.classify.features import Features, Piece, Place
from inbox_watch.learn.corpus import Example, load_corpus, load_sentences
from inbox_watch.learn.generate import generate
from inbox_watch.learn.measure import Answer, accuracy, macro_f1
from inbox_watch.learn.train import Trained, label_table, train

# Fewer folds than the shipped model has: six variants are to be measured.
FOLDS = 2

HOW = (
    "Trained on the training groups without the step (two folds), measured on the held-out groups; the most probable "
    "label counts."
)


Change = Callable[[Features], Features]


def _unchanged(found: Features) -> Features:
    return found


def _without_conditions(found: Features) -> Features:
    pieces = tuple(
        replace(each, place=Place.PLAIN) if each.place is Place.CONDITIONAL else each for each in found.pieces
    )
    return replace(found, pieces=pieces)


def _without_concepts(found: Features) -> Features:
    return replace(found, pieces=tuple(replace(each, concepts=()) for each in found.pieces))


def _as_one_clause(found: Features) -> Features:
    """The message as one clause: no clause is judged by itself."""
    rest = found.pieces[1:]
    words = tuple(word for each in rest for word in each.words)
    concepts = tuple(sorted({concept for each in rest for concept in each.concepts}))
    return replace(found, pieces=(found.pieces[0], Piece("", words, concepts, Place.PLAIN)))


CHANGES: tuple[tuple[str, Change], ...] = (
    ("nothing (the whole model)", _unchanged),
    ("conditional clauses told apart", _without_conditions),
    ("concepts", _without_concepts),
    ("clauses judged by themselves", _as_one_clause),
)


def main(corpus: str = "data/corpus", models: str = "models") -> None:
    """Measure every variant and write `steps.json`."""
    folder = Path(corpus)
    examples = load_corpus(folder)
    sentences = load_sentences(folder)
    made = generate(folder, sentences)
    seen = [example for example in examples if example.split == "train"]
    unseen = [example for example in examples if example.split != "train"]
    rows = []
    for name, change in CHANGES:
        rows.append(_row(name, _answers(unseen, train(seen, sentences, made, FOLDS, _through(change)), change)))
        sys.stdout.write(f"{rows[-1]}\n")
    rows.append(_row("made messages", _answers(unseen, train(seen, sentences, (), FOLDS), _unchanged)))
    rows.append(_row("the sentence bank", _answers(unseen, train(seen, [], made, FOLDS), _unchanged)))
    (Path(models) / "steps.json").write_text(json.dumps({"how": HOW, "rows": rows}, indent=2) + "\n", "utf-8")


def _through(change: Change) -> Callable[[Example], Features]:
    return lambda example: change(example.features())


def _answers(unseen: Sequence[Example], trained: Trained, change: Change) -> list[Answer]:
    """The most probable labels of the held-out messages."""
    probabilities = trained.probabilities([change(example.features()) for example in unseen])
    return [_answer(example, row, trained) for example, row in zip(unseen, probabilities, strict=True)]


def _answer(example: Example, row: np.ndarray[tuple[int], np.dtype[np.float64]], trained: Trained) -> Answer:
    probabilities = label_table(row, trained.judges.details)
    best, _ = best_and_risk(probabilities)
    return Answer(example.detail.label, best, best, probabilities[best], "corpus", example.lang, example.id)


def _row(name: str, answers: Sequence[Answer]) -> dict[str, object]:
    return {"without": name, "right": str(accuracy(answers)), "macro_f1": round(macro_f1(answers) or 0.0, 4)}


if __name__ == "__main__":
    main(*sys.argv[1:])
