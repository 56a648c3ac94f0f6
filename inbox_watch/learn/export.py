"""A trained model to the shipped file: plain arrays, which run no code when they are opened."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.pipeline import Pipeline

from inbox_watch.classify.features import Place
from inbox_watch.classify.hearing import NOTHING_SAID
from inbox_watch.classify.lexicon import PLACES, Names
from inbox_watch.classify.model import FORMAT, JUDGES
from inbox_watch.classify.rivals import NAMES as RIVALS
from inbox_watch.classify.scoring import NEAR
from inbox_watch.classify.terms import Floats
from inbox_watch.errors import CannotWrite
from inbox_watch.learn.judges import UNDECIDING
from inbox_watch.learn.train import SCALE, Trained

Arrays = dict[str, NDArray[np.generic]]

# A term as `classify/features.py` writes it: place, name, and perhaps what joins a second name to it.
_TERM = re.compile(r"(s:|if:)?(?:([A-Z_]+)(?:(\+)([A-Z_]+))?|([^_~]+)(?:([_~])(.+))?)")


@dataclass(frozen=True, slots=True)
class _Block:
    """One block of one judge: its terms in order of column, their IDF, and the coefficients with the weight of the
    block folded in (terms, names)."""

    terms: Sequence[str]
    idf: Floats
    coefficients: NDArray[np.float16]


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
        "limits": {label.value: limit for label, limit in trained.limits.items()},
    }
    pipelines = (judges.pieces, judges.messages)
    names = ([*details, *UNDECIDING, *RIVALS], details)
    blocks = [_blocks(judge, its) for judge, its in zip(pipelines, names, strict=True)]
    words = Names(_numbered(name for its in blocks for term in its["terms"].terms for name in _names(term)))
    concepts = Names(_numbered(name for its in blocks for term in its["concepts"].terms for name in _names(term)))
    runs = _numbered(run for its in blocks for run in its["runs"].terms)
    arrays: Arrays = {
        "words": _text("\n".join(words.number)),
        "concepts": _text("\n".join(concepts.number)),
        "runs": _text("\n".join(runs)),
        "voice": np.append(verdicts.voice.coef_[0], verdicts.voice.intercept_) * SCALE,
        "weights": verdicts.together.coef_.T,
        "intercepts": verdicts.together.intercept_,
        "between": np.append(verdicts.between.coef_[0], verdicts.between.intercept_),
        "about": _text(json.dumps(about)),
    }
    for judge, pipeline, its_names, its in zip(JUDGES, pipelines, names, blocks, strict=True):
        arrays[f"{judge}_intercepts"] = _intercepts(pipeline, its_names)
        arrays |= _keyed(f"{judge}_terms", its["terms"], words)
        arrays |= _keyed(f"{judge}_concepts", its["concepts"], concepts)
        arrays |= _spread(f"{judge}_runs", its["runs"], runs)
    file = io.BytesIO()
    # Not compressed, so that a cold start need not unpack it; whatever carries it packs it.
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def _blocks(judge: Pipeline, names: Sequence[str]) -> dict[str, _Block]:
    """The blocks of one judge by name, a column of coefficients for each of `names`."""
    union, classifier = judge[0], judge[-1]
    rows, columns = _known(classifier.classes_, names)
    found: dict[str, _Block] = {}
    start = 0
    for block, vectorizer in union.transformer_list:
        terms = sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.get)
        coefficients = np.zeros((len(terms), len(names)))
        weight = union.transformer_weights.get(block, 1.0)
        coefficients[:, columns] = classifier.coef_[rows, start : start + len(terms)].T * weight
        found[block] = _Block(terms, vectorizer.idf_.astype(np.float32), coefficients.astype(np.float16))
        start += len(terms)
    return found


def _intercepts(judge: Pipeline, names: Sequence[str]) -> NDArray[np.float64]:
    rows, columns = _known(judge[-1].classes_, names)
    intercepts = np.full(len(names), NOTHING_SAID)
    intercepts[columns] = judge[-1].intercept_[rows]
    return intercepts


def _known(classes: Sequence[str], names: Sequence[str]) -> tuple[list[int], list[int]]:
    """The classes that have a name, and the places of their names."""
    known = [(row, names.index(each)) for row, each in enumerate(classes) if each in names]
    return [row for row, _ in known], [column for _, column in known]


def _keyed(name: str, block: _Block, its_names: Names) -> Arrays:
    """A block in the order of the keys of its terms."""
    parts = [_parts(term) for term in block.terms]
    kinds = np.array([kind for kind, _, _ in parts])
    one = np.array([its_names.number[first] for _, first, _ in parts])
    other = np.array([its_names.number[second] if second else its_names.nothing for *_, second in parts])
    keys = its_names.keys(kinds, one, other)
    order = np.argsort(keys)
    return {
        f"{name}_keys": keys[order],
        f"{name}_idf": block.idf[order],
        f"{name}_coefficients": block.coefficients[order],
    }


def _spread(name: str, block: _Block, runs: Mapping[str, int]) -> Arrays:
    """A block of letter runs over those of all judges; what is not its own weighs nothing."""
    rows = [runs[term] for term in block.terms]
    idf = np.zeros(len(runs), dtype=np.float32)
    coefficients = np.zeros((len(runs), block.coefficients.shape[1]), dtype=np.float16)
    idf[rows], coefficients[rows] = block.idf, block.coefficients
    return {f"{name}_idf": idf, f"{name}_coefficients": coefficients}


def _names(term: str) -> list[str]:
    _, first, second = _parts(term)
    return [first, second] if second else [first]


def _parts(term: str) -> tuple[int, str, str]:
    """Kind (see `classify/scoring.py`), name and second name of a term; there is none for a single name."""
    found = _TERM.fullmatch(term)
    if not found:
        raise ValueError(f"{term} is no term")
    place, *its = found.groups(default="")
    first, joined, second = its[:3] if its[0] else its[3:]
    return NEAR if joined == "~" else PLACES.index(Place(place)), first, second


def _numbered(names: Iterable[str]) -> dict[str, int]:
    """Different names in order, each with its number."""
    return {name: number for number, name in enumerate(sorted(set(names)))}


def _text(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8"), dtype=np.uint8)
