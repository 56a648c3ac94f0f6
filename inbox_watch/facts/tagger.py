"""What each token of a line is: part of a title, of an employer's name, or neither; a conditional random field.

The model is shipped as plain arrays and scored here; it was trained with CRFsuite (`learn/titles.py`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inbox_watch.facts.damage import DAMAGE

TAGS = ("O", "B-role", "I-role", "B-employer", "I-employer")
FORMAT = 1

Scores = NDArray[np.float64]


class TaggerUnusableError(Exception):
    """The file is missing, damaged or of another version."""


@dataclass(frozen=True, slots=True, eq=False)
class Tagger:
    """Weights of features by row (one column a tag), and of one tag behind another."""

    numbers: dict[str, int]
    weights: NDArray[np.float32]
    transitions: NDArray[np.float32]

    def marginals(self, lines: Sequence[Sequence[Sequence[str]]]) -> list[Scores]:
        """For each line the probability of each tag at each token; lines are what `tagging.features` returns."""
        lengths = [len(line) for line in lines]
        if not any(lengths):
            return [np.zeros((0, len(TAGS))) for _ in lines]
        states = np.ones((max(lengths), len(lines), len(TAGS)))
        for number, line in enumerate(lines):
            for place, found in enumerate(line):
                states[place, number] = self._state(found)
        both = _forward_backward(states, np.exp(self.transitions.astype(np.float64)), np.array(lengths))
        return [both[:length, number] for number, length in enumerate(lengths)]

    def _state(self, found: Sequence[str]) -> Scores:
        rows = [row for row in map(self.numbers.get, found) if row is not None]
        scores = self.weights[rows].sum(axis=0, dtype=np.float64)
        return np.asarray(np.exp(scores - scores.max()))


def _forward_backward(states: Scores, transitions: Scores, lengths: NDArray[np.int64]) -> Scores:
    """The marginals of all lines at once (places, lines, tags), each step scaled to a sum of one."""
    places = len(states)
    forward, backward = np.empty_like(states), np.ones_like(states)
    forward[0] = _scaled(states[0])
    for place in range(1, places):
        forward[place] = _scaled((forward[place - 1] @ transitions) * states[place])
    for place in range(places - 2, -1, -1):
        goes_on = (place + 1 < lengths)[:, None]
        behind = _scaled((backward[place + 1] * states[place + 1]) @ transitions.T)
        backward[place] = np.where(goes_on, behind, 1.0)
    return _scaled(forward * backward)


def _scaled(values: Scores) -> Scores:
    return np.asarray(values / values.sum(axis=-1, keepdims=True))


def load_tagger(path: Path) -> Tagger:
    """Read the shipped file; raises TaggerUnusableError."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            arrays = {name: file[name] for name in ("format", "names", "weights", "transitions")}
        names = arrays["names"].tobytes().decode("utf-8").split("\n")
    except DAMAGE as error:
        raise TaggerUnusableError(f"{path.name} cannot be read ({error})") from error
    weights, transitions = arrays["weights"], arrays["transitions"]
    fits = weights.shape == (len(names), len(TAGS)) and transitions.shape == (len(TAGS), len(TAGS))
    if int(arrays["format"]) != FORMAT or not fits:
        raise TaggerUnusableError(f"{path.name} is of another version")
    numbers = {name: row for row, name in enumerate(names)}
    return Tagger(numbers, weights.astype(np.float32), transitions.astype(np.float32))
