"""A trained pipeline to the shipped file, and its card."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inbox_watch.classify.model import FORMAT
from inbox_watch.learn.corpus import Example, languages
from inbox_watch.learn.train import CUE_WEIGHT, FOLDS, WANTED, WANTED_ELSEWHERE, Trained
from inbox_watch.records import Label


def export(trained: Trained, path: Path) -> str:
    """Write the model as plain arrays and return its sha256; the temperature is folded into the coefficients."""
    union, classifier = trained.pipeline[0], trained.pipeline[-1]
    arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {}
    for name, vectorizer in union.transformer_list:
        vocabulary = sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.get)
        arrays[f"{name}_vocabulary"] = _text("\n".join(vocabulary))
        arrays[f"{name}_weights"] = getattr(vectorizer, "idf_", np.full(len(vocabulary), CUE_WEIGHT)).astype(np.float32)
    about = {
        "format": FORMAT,
        "details": [detail.value for detail in trained.details],
        "sure_at": {label.value: at for label, at in trained.sure_at.items()},
    }
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            coefficients=(classifier.coef_.T / trained.temperature).astype(np.float16),
            intercepts=(classifier.intercept_ / trained.temperature).astype(np.float64),
            about=_text(json.dumps(about)),
            allow_pickle=False,
            **arrays,
        )
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _text(text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.generic]]:
    return np.frombuffer(text.encode("utf-8"), dtype=np.uint8)


def card(trained: Trained, examples: Sequence[Example], made: int, sha256: str) -> str:
    """The model card: what it was trained on, what unseen author groups showed, and what was not measured."""
    rows = [_row(trained, label) for label in trained.labels]
    groups = len({example.group for example in examples})
    return "\n".join(
        (
            "# Model card",
            "",
            f"`model.npz`, sha256 `{sha256}`. Linear support vectors, one detail against the rest, made",
            "probabilities by a temperature; over words, word pairs, letter runs and cues, with plain and conditional",
            "clauses told apart. Trained with scikit-learn, scored with numpy alone.",
            "",
            f"Corpus: {len(examples)} messages written for this project, {groups} author groups; for training alone",
            f"{made} more from seeded generators (longer forms, set formulas). Languages:",
            f"{', '.join(f'{lang} {count}' for lang, count in _by_language(examples))}.",
            f"Temperature {trained.temperature:.2f}. Below its `sure at` an answer is `unsure`: chosen so that,",
            f"on unseen groups, {WANTED[Label.REJECTION]:.0%} of what is called a refusal, "
            f"{WANTED[Label.ACKNOWLEDGEMENT]:.0%} of what is called",
            f"a receipt and {WANTED_ELSEWHERE:.0%} of each other label is right.",
            "",
            f"## Unseen author groups ({FOLDS} folds, a group is never split)",
            "",
            "`unsure` counts as a miss in `found` and is no error in `precision`.",
            "",
            "| label | sure at | messages | found | said | right of said |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
            _headline(trained),
            "",
            "## Not measured",
            "",
            "These are messages written for this project, not real mail. Delivery reports, read receipts, most absence",
            "notes and calendar invitations are decided by structure, not by this model.",
            "",
        )
    )


def _by_language(examples: Sequence[Example]) -> list[tuple[str, int]]:
    counts = Counter(example.lang for example in examples)
    return [(lang, counts[lang]) for lang in languages(examples)]


def _row(trained: Trained, label: Label) -> str:
    best, sure = _answers(trained)
    said = [trained.labels[index] is label and bool(ok) for index, ok in zip(best, sure, strict=True)]
    true = [truth is label for truth in trained.truth]
    hits = sum(a and b for a, b in zip(said, true, strict=True))
    return f"| {label.value} | {trained.sure_at[label]:.2f} | {sum(true)} | {hits} | {sum(said)} | {hits} |"


def _answers(trained: Trained) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The best label of each held-out message, and whether it is said."""
    best = trained.held_out.argmax(axis=1)
    needed = np.array([trained.sure_at[label] for label in trained.labels])
    return best, trained.held_out.max(axis=1) >= needed[best]


def _headline(trained: Trained) -> str:
    best, sure = _answers(trained)
    said = [trained.labels[index] for index in best]
    pairs = [(guess, truth) for guess, truth, ok in zip(said, trained.truth, sure, strict=True) if ok]
    right = sum(guess is truth for guess, truth in pairs)
    as_receipt = sum(guess is Label.ACKNOWLEDGEMENT and truth is Label.REJECTION for guess, truth in pairs)
    as_refusal = sum(guess is Label.REJECTION and truth is Label.ACKNOWLEDGEMENT for guess, truth in pairs)
    return (
        f"Answered {len(pairs)} of {len(said)}, {right} of them right. The two costly mistakes: refusals called "
        f"receipts {as_receipt}, receipts called refusals {as_refusal}."
    )
