"""The shipped model: a linear model over word features, scored with numpy alone.

The file is a numpy archive of plain arrays (never pickled objects): for each block of features its vocabulary as UTF-8
lines and its weights; coefficients, intercepts, and a JSON text with the details and the threshold. It was trained with
scikit-learn; a test proves that both score alike.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inbox_watch.classify.features import Features
from inbox_watch.errors import ModelUnusable
from inbox_watch.records import Detail, Label

FORMAT = 1

Array = NDArray[np.float64]

# The blocks of features in the order of the columns, and whether a block is counted instead of weighted by TF-IDF.
BLOCKS = (("words", False), ("grams", False), ("cues", True))


@dataclass(frozen=True, slots=True)
class Block:
    """One kind of features: its vocabulary (feature to column) and the weight of each, 1 for what is only counted."""

    vocabulary: dict[str, int]
    weights: NDArray[np.float64]
    counted: bool

    def vector(self, found: Iterable[str]) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Columns and values: TF-IDF with sublinear counts and unit length, or the plain weight where it occurs."""
        counts = Counter(column for column in map(self.vocabulary.get, found) if column is not None)
        columns = np.fromiter(counts, dtype=np.intp, count=len(counts))
        if self.counted:
            return columns, self.weights[columns]
        values = (1.0 + np.log(np.fromiter(counts.values(), dtype=np.float64, count=len(counts)))) * self.weights[
            columns
        ]
        norm = float(np.sqrt(values @ values))
        return columns, values / norm if norm else values


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded model; `sure_at` is for each label the probability below which the answer is `unsure`."""

    words: Block
    grams: Block
    cues: Block
    coefficients: NDArray[np.float32]
    intercepts: NDArray[np.float64]
    details: tuple[Detail, ...]
    sure_at: dict[Label, float]
    sha256: str

    def probabilities(self, found: Features) -> NDArray[np.float64]:
        """Return the probability of each detail, in the order of `details`, for the features of one message."""
        columns, values = self._vector(found)
        scores = self.intercepts + values @ self.coefficients[columns]
        odds = np.exp(scores - scores.max())
        return np.asarray(odds / odds.sum(), dtype=np.float64)

    def support(self, found: Features, detail: Detail) -> float:
        """Return how much the features speak for a detail against the mean of all details."""
        columns, values = self._vector(found)
        rows = self.coefficients[columns]
        return float(values @ (rows[:, self.details.index(detail)] - rows.mean(axis=1))) if len(columns) else 0.0

    def knows_any(self, found: Features) -> bool:
        """Does any word of the message occur in the vocabulary?"""
        return found.known_words(self.words.vocabulary)

    def _vector(self, found: Features) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        pairs = (self.words.vector(found.words), self.grams.vector(found.grams), self.cues.vector(found.cues))
        return np.concatenate([columns for columns, _ in pairs]), np.concatenate([values for _, values in pairs])


def load_model(path: Path) -> Model:
    """Read a model file; raises ModelUnusable when it is missing, damaged or of another format."""
    try:
        octets = path.read_bytes()
        with np.load(io.BytesIO(octets), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        about = json.loads(bytes(arrays["about"]).decode("utf-8"))
        if about["format"] != FORMAT:
            raise ValueError(f"format {about['format']}, not {FORMAT}")
        return _model(arrays, about, hashlib.sha256(octets).hexdigest())
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelUnusable(
            f"The model {path} cannot be used ({type(error).__name__}: {error}); rules alone judge, and most mail "
            "stays unsure. Install inbox_watch again to mend it."
        ) from error


def _model(arrays: dict[str, Array], about: dict[str, object], sha256: str) -> Model:
    details = tuple(Detail(str(name)) for name in _list(about["details"]))
    blocks: list[Block] = []
    width = sum(len(arrays[f"{name}_weights"]) for name, _ in BLOCKS)
    start = 0
    for name, counted in BLOCKS:
        blocks.append(_block(arrays[f"{name}_vocabulary"], arrays[f"{name}_weights"], start, width, counted=counted))
        start += len(blocks[-1].vocabulary)
    if arrays["coefficients"].shape != (width, len(details)):
        raise ValueError("its tables do not fit together")
    return Model(
        words=blocks[0],
        grams=blocks[1],
        cues=blocks[2],
        coefficients=arrays["coefficients"].astype(np.float32),
        intercepts=arrays["intercepts"].astype(np.float64),
        details=details,
        sure_at={Label(name): float(at) for name, at in _object(about["sure_at"]).items()},
        sha256=sha256,
    )


def _block(text: Array, weights: Array, start: int, width: int, *, counted: bool) -> Block:
    """One block whose weights stand at the columns of the whole model: a column indexes both tables alike."""
    lines = bytes(text).decode("utf-8").split("\n")
    if weights.shape != (len(lines),):
        raise ValueError("vocabulary and weights do not fit together")
    placed = np.zeros(width)
    placed[start : start + len(lines)] = weights
    return Block({feature: start + column for column, feature in enumerate(lines)}, placed, counted)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("details are not a list")
    return value


def _object(value: object) -> dict[str, float]:
    if not isinstance(value, dict):
        raise TypeError("thresholds are not a table")
    return value
