"""A trained model to the shipped file: plain arrays, which run no code when they are opened."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.pipeline import Pipeline

from inbox_watch.classify.model import FORMAT
from inbox_watch.classify.scoring import NOTHING_SAID
from inbox_watch.errors import CannotWrite
from inbox_watch.learn.train import SCALE, UNDECIDING, Trained

Arrays = dict[str, NDArray[np.generic]]


def write(octets: bytes, path: Path) -> None:
    """Write the model file in one step: a half-written one never stands under the name; raises CannotWrite."""
    partial = path.with_name(f"{path.name}.part")
    try:
        partial.write_bytes(octets)
        partial.replace(path)
    except OSError as error:
        raise CannotWrite(f"The model cannot be written to {path} ({error.strerror}).") from error


def as_octets(trained: Trained) -> bytes:
    """The model file."""
    judges, verdicts = trained.judges, trained.verdicts
    details = [detail.value for detail in judges.details]
    about = {
        "format": FORMAT,
        "details": details,
        "neutral": list(UNDECIDING),
        "shapes": list(judges.shapes),
        "limits": list(trained.limits),
    }
    arrays: Arrays = {
        **_linear(judges.pieces, "pieces", [*details, *UNDECIDING]),
        **_linear(judges.messages, "messages", details),
        "voice": np.append(verdicts.voice.coef_[0], verdicts.voice.intercept_) * SCALE,
        "weights": verdicts.together.coef_.T,
        "intercepts": verdicts.together.intercept_,
        "about": _text(json.dumps(about)),
    }
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def _linear(judge: Pipeline, name: str, names: Sequence[str]) -> Arrays:
    """The blocks of one judge, a column for each name; the weight of a block is folded into its coefficients."""
    union, classifier = judge[0], judge[-1]
    known = [(row, names.index(each)) for row, each in enumerate(classifier.classes_) if each in names]
    rows, columns = [row for row, _ in known], [column for _, column in known]
    intercepts = np.full(len(names), NOTHING_SAID)
    intercepts[columns] = classifier.intercept_[rows]
    arrays: Arrays = {f"{name}_intercepts": intercepts}
    start = 0
    for block, vectorizer in union.transformer_list:
        vocabulary = sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.get)
        its = slice(start, start + len(vocabulary))
        start = its.stop
        coefficients = np.zeros((len(vocabulary), len(names)))
        weight = (union.transformer_weights or {}).get(block, 1.0)
        coefficients[:, columns] = classifier.coef_[rows, its].T * weight
        arrays[f"{name}_{block}_vocabulary"] = _text("\n".join(vocabulary))
        arrays[f"{name}_{block}_idf"] = vectorizer.idf_.astype(np.float32)
        arrays[f"{name}_{block}_coefficients"] = coefficients.astype(np.float16)
    return arrays


def _text(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8"), dtype=np.uint8)
