"""What each token of a line is: part of a title, of an employer's name, or neither; a conditional random field.

The model is shipped as plain arrays and scored here; it was trained with CRFsuite (`learn/titles.py`).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise, repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inbox_watch.facts.choice import FACTS
from inbox_watch.facts.damage import DAMAGE
from inbox_watch.facts.tagging import DISTANCES, Field, Seen, in_its_edges, of_token
from inbox_watch.knowledge import remembered

TAGS = ("O", "B-role", "I-role", "B-employer", "I-employer")
FORMAT = 2
_UNSCALED = 8
# Some 15 MB for each field: words recur, but strangers may write what they like.
_MOST_TOKENS_KEPT, _LONGEST_TOKEN_KEPT = 2**15, 40

Scores = NDArray[np.float64]


class TaggerUnusableError(Exception):
    """The file is missing, damaged or of another version."""


@dataclass(frozen=True, slots=True, eq=False)
class Tagger:
    """Weights of features by row (one column a tag), of one tag behind another, and of what is known of a title when
    one is chosen (`choice.FACTS`)."""

    numbers: dict[str, int]
    weights: NDArray[np.float32]
    transitions: NDArray[np.float32]
    choice: tuple[float, ...]

    def marginals(self, lines: Sequence[Seen]) -> list[Scores]:
        """For each line the probability of each tag at each token; lines are what `tagging.seen` returns."""
        lengths = [len(line.tokens) for line in lines]
        if not any(lengths):
            return [np.zeros((0, len(TAGS))) for _ in lines]
        scores = self._scores(lines, lengths)
        states = np.exp(scores - scores.max(axis=1, keepdims=True))
        both = _forward_backward(states, self.transitions, np.array(lengths))
        return [both[start:end] for start, end in pairwise(accumulate(lengths, initial=0))]

    def _scores(self, lines: Sequence[Seen], lengths: Sequence[int]) -> Scores:
        """What speaks for each tag at each token, of all lines one behind the other."""
        its = (map(_said(self, line.field).__getitem__, in_its_edges(line.tokens)) for line in lines)
        said = np.frombuffer(b"".join(chain.from_iterable(its)))
        near = said.reshape(-1, len(DISTANCES), len(TAGS))
        # A line and its edges begin behind all lines and edges before it.
        edges = np.arange(len(lines)) * (len(DISTANCES) - 1)
        places = np.arange(sum(lengths)) + np.repeat(edges, lengths)
        scores = np.repeat([_of_all(self, line.of_all) for line in lines], lengths, axis=0)
        for place in range(len(DISTANCES)):
            scores += near[places + place, place]
        starts = accumulate(lengths, initial=0)
        some = ([start + at for at in line.places] for start, line in zip(starts, lines, strict=False))
        self._add(scores, chain.from_iterable(some), chain.from_iterable(line.names for line in lines))
        return scores

    def weigh(self, features: Sequence[Sequence[str]]) -> Scores:
        """What speaks for each tag where some features hold, for each group of them."""
        scores = np.zeros((len(features), len(TAGS)))
        places = (repeat(place, len(names)) for place, names in enumerate(features))
        self._add(scores, chain.from_iterable(places), chain.from_iterable(features))
        return scores

    def _add(self, scores: Scores, places: Iterable[int], names: Iterable[str]) -> None:
        """Add what features say at their places."""
        rows = map(self.numbers.get, names)
        known = [(place, row) for place, row in zip(places, rows, strict=True) if row is not None]
        if known:
            where, which = np.array(known).T
            np.add.at(scores, where, self.weights[which])


class _Said(dict[str, bytes]):
    """What the tokens of one field say to their neighbours, for those met so far: (distances, tags) as octets."""

    def __init__(self, tagger: Tagger, field: Field) -> None:
        super().__init__()
        self._tagger, self._field = tagger, field

    def __missing__(self, token: str) -> bytes:
        """Weigh a token, and remember it."""
        found = self._tagger.weigh(of_token(token, self._field)).tobytes()
        if len(self) >= _MOST_TOKENS_KEPT:
            self.clear()
        if len(token) <= _LONGEST_TOKEN_KEPT:
            self[token] = found
        return found


@remembered
def _said(tagger: Tagger, field: Field) -> _Said:
    return _Said(tagger, field)


@remembered
def _of_all(tagger: Tagger, names: tuple[str, ...]) -> Scores:
    """What all tokens of a line have in common: there are a few kinds of lines."""
    return np.asarray(tagger.weigh([names])[0])


def _forward_backward(states: Scores, transitions: NDArray[np.float32], lengths: NDArray[np.int64]) -> Scores:
    """The marginals of all lines, one behind the other.

    Read from behind a line is a line whose transitions are turned round, so both ways are gone in one: (places, ways,
    lines, tags), scaled now and then to a sum of one, so that no product leaves the range of its numbers.
    """
    lines = np.repeat(np.arange(len(lengths)), lengths)
    places = np.arange(len(states)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    from_behind = lengths[lines] - 1 - places
    seen = np.ones((lengths.max(), 2, len(lengths), len(TAGS)))
    seen[places, 0, lines] = seen[from_behind, 1, lines] = states
    goes_on = np.exp(np.stack((transitions, transitions.T)).astype(np.float64))
    # What a place is by all before it, without what is seen there.
    before = np.ones_like(seen)
    for place in range(1, len(seen)):
        goes = (before[place - 1] * seen[place - 1]) @ goes_on
        before[place] = goes if place % _UNSCALED else _scaled(goes)
    return _scaled(before[places, 0, lines] * states * before[from_behind, 1, lines])


def _scaled(values: Scores) -> Scores:
    return np.asarray(values / values.sum(axis=-1, keepdims=True))


def load_tagger(path: Path) -> Tagger:
    """Read the shipped file; raises TaggerUnusableError."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            arrays = {name: file[name] for name in ("format", "names", "weights", "transitions", "choice")}
        names = arrays["names"].tobytes().decode("utf-8").split("\n")
    except DAMAGE as error:
        raise TaggerUnusableError(f"{path.name} cannot be read ({error})") from error
    weights, transitions, choice = arrays["weights"], arrays["transitions"], arrays["choice"]
    fits = weights.shape == (len(names), len(TAGS)) and transitions.shape == (len(TAGS), len(TAGS))
    if int(arrays["format"]) != FORMAT or not fits or choice.shape != (len(FACTS),):
        raise TaggerUnusableError(f"{path.name} is of another version")
    numbers = {name: row for row, name in enumerate(names)}
    return Tagger(numbers, weights.astype(np.float32), transitions.astype(np.float32), tuple(choice.tolist()))
