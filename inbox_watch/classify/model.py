"""The shipped model: loaded from plain arrays, scored with numpy alone.

The file is a numpy archive of plain arrays, none of which runs code when it is opened: words, letter runs and concepts
as UTF-8 lines; for each of the two linear judges (`pieces_`, `messages_`) its blocks with keys, IDF and coefficients;
the weights that bring the judges together; and a JSON text with the names. It was trained with scikit-learn; a test
proves that both score alike.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inbox_watch.classify.decision import Limits
from inbox_watch.classify.features import Features
from inbox_watch.classify.hearing import HEARD, circumstances, heard
from inbox_watch.classify.lexicon import Lexicon, Names, numbered
from inbox_watch.classify.rivals import APART, NAMES, RIVALS, apart, of_both, shared
from inbox_watch.classify.scoring import Linear, of_message, of_pieces
from inbox_watch.classify.terms import Array, Floats, Halves, Terms
from inbox_watch.errors import ModelUnusable
from inbox_watch.records import Detail, Label

FORMAT = 6

JUDGES = ("pieces", "messages")

Arrays = dict[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded model.

    A clause is judged by the details, by what is `neutral` and by the names of `rivals.py`, in this order. `shapes` are
    the facts of shape in the order of their columns; `voice` weighs what is heard of a detail (see `heard`), the same
    for every detail; `weights` let these sums, all that is heard, what is neutral and the shape of a mail decide
    together; `between` weighs what tells a refusal from a receipt; `limits` are the risks (see `decision.py`) above
    which a label is not said.
    """

    lexicon: Lexicon
    concepts: Names
    pieces: Linear
    messages: Linear
    details: tuple[Detail, ...]
    neutral: tuple[str, ...]
    shapes: tuple[str, ...]
    voice: Array
    weights: Array
    intercepts: Array
    between: Array
    limits: Limits
    sha256: str

    def judge(self, found: Features) -> tuple[Array, Array, float]:
        """Return the probability of each detail, in the order of `details`, its score in each clause, and which share
        of the different words of the message the model has met."""
        read = numbered(found, self.lexicon, self.concepts)
        of_clauses = of_pieces(read, self.pieces, self.lexicon, self.concepts)
        of_whole = of_message(read, self.messages, self.lexicon, self.concepts)
        count = len(self.details)
        clauses, neutral, rivals = np.split(of_clauses, [count, count + len(self.neutral)], axis=1)
        places = [piece.place for piece in found.pieces]
        its = heard(clauses, of_whole, places)
        row = np.concatenate(
            (its @ self.voice[:-1] + self.voice[-1], its.ravel(), circumstances(found, self.shapes, neutral))
        )
        scores = row @ self.weights + self.intercepts
        odds = np.exp(scores - scores.max())
        torn = (
            np.concatenate((of_both(its, self.details), apart(rivals, places))) @ self.between[:-1] + self.between[-1]
        )
        probabilities = shared(odds / odds.sum(), 1.0 / (1.0 + np.exp(-torn)), self.details)
        return probabilities, clauses, self.lexicon.share_known(read.rows)


def load_model(path: Path) -> Model:
    """Read a model file; raises ModelUnusable when it is missing, damaged or of another format."""
    try:
        return model_from(path.read_bytes(), path)
    except OSError as error:
        raise _unusable(path, error) from error


def model_from(octets: bytes, path: Path) -> Model:
    """The model of a file's octets; raises ModelUnusable, which names `path`."""
    arrays, about = _unpacked(octets, path)
    try:
        if about["format"] != FORMAT:
            raise ValueError(f"format {about['format']}, not {FORMAT}")
        with np.errstate(all="ignore"):  # a weight too large becomes no number, and that is refused
            return _model(arrays, about, hashlib.sha256(octets).hexdigest())
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise _unusable(path, error) from error


def _unpacked(octets: bytes, path: Path) -> tuple[Arrays, dict[str, object]]:
    """The arrays of the file and the text about them; nothing of ours is called in here."""
    try:
        with np.load(io.BytesIO(octets), allow_pickle=False) as archive:
            arrays: Arrays = {name: np.asarray(archive[name]) for name in archive.files}
        if any(array.dtype.kind not in "fiu" for array in arrays.values()):
            raise ValueError("it holds something else than numbers")
        return arrays, json.loads(bytes(arrays["about"]))
    # zipfile, numpy and json raise more than ten kinds of error on a damaged file (NotImplementedError, LZMAError,
    # TokenError, RecursionError and MemoryError among them); here any of them means "this file is damaged".
    except Exception as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: Exception) -> ModelUnusable:
    return ModelUnusable(
        f"The model {path} cannot be used ({type(error).__name__}: {error}); rules alone judge, and most mail stays "
        "unsure. Install inbox_watch again to mend it, or remove that file if it is one of your own."
    )


def _model(arrays: Arrays, about: dict[str, object], sha256: str) -> Model:
    details = tuple(Detail(name) for name in _names(about["details"]))
    if not details:
        raise ValueError("it knows no kind of mail")
    neutral, shapes = _names(about["neutral"]), _names(about["shapes"])
    count = len(details)
    widths = (count + len(neutral) + len(NAMES), count)
    of_rivals = sum(detail.label in RIVALS for detail in details)
    weights = [_block(arrays, f"{judge}_runs", width) for judge, width in zip(JUDGES, widths, strict=True)]
    runs = _lines(arrays, "runs")
    if any(len(idf) != len(runs) for idf, _ in weights):
        raise ValueError("letter runs and weights do not fit together")
    pieces, messages = (_linear(arrays, number, width) for number, width in enumerate(widths))
    return Model(
        lexicon=Lexicon(Names(_lines(arrays, "words")), runs, weights),
        concepts=Names(_lines(arrays, "concepts")),
        pieces=pieces,
        messages=messages,
        details=details,
        neutral=neutral,
        shapes=shapes,
        voice=_array(arrays, "voice", (HEARD + 1,)),
        weights=_array(arrays, "weights", (count * (1 + HEARD) + len(shapes) + 2 + len(neutral), count)),
        intercepts=_array(arrays, "intercepts", (count,)),
        between=_array(arrays, "between", (of_rivals * HEARD + APART + 1,)),
        limits=_limits(about["limits"]),
        sha256=sha256,
    )


def _array(arrays: Arrays, name: str, shape: tuple[int, ...]) -> Array:
    array = arrays[name].astype(np.float64)
    if array.shape != shape:
        raise ValueError("its tables do not fit together")
    return _finite(array)


def _finite(array: NDArray[Any]) -> NDArray[Any]:
    # A half float with all bits of its exponent set is no number (IEEE 754); isfinite needs seven times as long.
    is_half = array.dtype == np.float16
    if ((array.view(np.uint16) & 0x7C00) == 0x7C00).any() if is_half else not np.isfinite(array).all():
        raise ValueError("a weight is no number")
    return array


def _linear(arrays: Arrays, number: int, width: int) -> Linear:
    judge = JUDGES[number]
    return Linear(
        number,
        _terms(arrays, f"{judge}_terms", width),
        _terms(arrays, f"{judge}_concepts", width),
        _array(arrays, f"{judge}_intercepts", (width,)),
    )


def _terms(arrays: Arrays, name: str, width: int) -> Terms:
    idf, coefficients = _block(arrays, name, width)
    keys = arrays[f"{name}_keys"].astype(np.int64)
    if keys.shape != idf.shape or (np.diff(keys) <= 0).any():
        raise ValueError("keys and weights do not fit together")
    return Terms(keys, idf, coefficients)


def _block(arrays: Arrays, name: str, width: int) -> tuple[Floats, Halves]:
    """IDF and coefficients of one block."""
    idf, coefficients = arrays[f"{name}_idf"], arrays[f"{name}_coefficients"]
    if idf.ndim != 1 or coefficients.shape != (len(idf), width):
        raise ValueError("its weights do not fit together")
    return _finite(idf.astype(np.float32)), _finite(coefficients.astype(np.float16))


def _lines(arrays: Arrays, name: str) -> dict[str, int]:
    """Names by the number of their line."""
    return {line: number for number, line in enumerate(bytes(arrays[name]).decode("utf-8").split("\n"))}


def _limits(value: object) -> Limits:
    if not isinstance(value, dict):
        raise TypeError("limits are not by label")
    its = _finite(np.array([float(limit) for limit in value.values()])).tolist()
    return dict(zip(map(Label, value), its, strict=True))


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("names are not a list")
    return tuple(str(name) for name in value)
