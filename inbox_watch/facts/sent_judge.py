"""A learned judge of what a Sent mail is, beside the rules: loaded from plain arrays, scored with numpy alone.

Its file is a numpy archive: the names of all features as UTF-8 lines, block behind block; how rare each is (IDF) and
what it weighs for each kind; and a JSON text with kinds, sizes of blocks and limits. It was trained with scikit-learn
(`learn/sent.py`); a test proves that both score alike.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inbox_watch.errors import ModelUnusable
from inbox_watch.facts import sent
from inbox_watch.facts.damage import DAMAGE
from inbox_watch.facts.sent_features import BLOCKS, Seen, seen_in
from inbox_watch.records import Message, SentKind

FORMAT = 1
# Of 1,260 mails of unknown authors the rules alone take five for an application that the judge holds for so possible,
# four of them rightly; of 685 generated letters with a CV a judge that had learned less found 19 so, all rightly.
_POSSIBLE = 0.25
# Facts of shape are there or not; all other blocks are counts weighed by how rare they are, of length one.
YES_OR_NO = "shape"

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Block:
    """The features of one block in the order of the rows, how rare each is, and its weight for each kind."""

    names: Sequence[str]
    idf: NDArray[np.float32]
    weights: NDArray[np.float16]

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each feature, numbered when the first Sent mail comes."""
        return {name: row for row, name in enumerate(self.names)}

    def scores(self, found: Counter[str], *, yes_or_no: bool) -> Array:
        """What the features of one mail say for each kind."""
        known = sorted((row, count) for name, count in found.items() if (row := self.rows.get(name)) is not None)
        if not known:
            return np.zeros(self.weights.shape[1])
        rows, counts = np.array(known, dtype=np.int64).T
        weights = self.weights[rows].astype(np.float64)
        if yes_or_no:
            return np.asarray(weights.sum(axis=0))
        values = (1.0 + np.log(counts)) * self.idf[rows]
        return np.asarray(values @ weights / np.sqrt(values @ values))


@dataclass(frozen=True, slots=True, eq=False)
class SentJudge:
    """The loaded judge: a kind is said when its probability reaches its limit; both are in the order of `kinds`."""

    kinds: tuple[SentKind, ...]
    blocks: Mapping[str, Block]
    intercepts: Array
    limits: Array

    def probabilities(self, seen: Seen) -> Array:
        """The probability of each kind."""
        scores = self.intercepts + sum(
            block.scores(getattr(seen, name), yes_or_no=name == YES_OR_NO) for name, block in self.blocks.items()
        )
        odds = np.exp(scores - scores.max())
        return np.asarray(odds / odds.sum())

    def kind(self, message: Message) -> SentKind:
        """What the user sent, by the judge where it is sure enough, else by the rules."""
        return self.said(self.probabilities(seen_in(message)), sent.sent_kind(message))

    def said(self, probabilities: Array, by_rules: SentKind) -> SentKind:
        """The most probable kind, when it is probable enough or the rules say it too; else what the rules say.

        An application that the rules see and the judge holds for unlikely is none: it would be followed up for weeks.
        """
        best = int(np.argmax(probabilities))
        if by_rules is SentKind.APPLICATION and self.kinds[best] is SentKind.OTHER:
            is_possible = probabilities[self.kinds.index(by_rules)] >= _POSSIBLE
            return by_rules if is_possible else SentKind.OTHER
        if probabilities[best] >= self.limits[best] or self.kinds[best] is by_rules:
            return self.kinds[best]
        return by_rules if by_rules is not SentKind.APPLICATION else SentKind.OTHER


def load_sent_judge(path: Path) -> SentJudge:
    """Read the shipped file; raises ModelUnusable when it is missing, damaged or of another version."""
    try:
        return _judge(path.read_bytes())
    except DAMAGE as error:
        raise ModelUnusable(
            f"Sent mail is told apart by rules alone: {path.name} cannot be read ({type(error).__name__}: {error}). "
            "Install inbox_watch again to mend it."
        ) from error


def _judge(octets: bytes) -> SentJudge:
    with np.load(io.BytesIO(octets), allow_pickle=False) as file:
        about, names = (file[name].tobytes().decode("utf-8") for name in ("about", "names"))
        idf, weights, intercepts = (file[name] for name in ("idf", "weights", "intercepts"))
    told, lines = json.loads(about), names.split("\n")
    kinds = tuple(SentKind(name) for name in told["kinds"])
    limits = np.array([float(told["limits"][kind]) for kind in kinds])
    ends = [0, *accumulate(int(told["sizes"][name]) for name in BLOCKS)]
    if told["format"] != FORMAT or ends[-1] != len(lines) or (np.diff(ends) < 0).any():
        raise ValueError("it is of another version")
    if (idf.shape, weights.shape, intercepts.shape) != ((len(lines),), (len(lines), len(kinds)), (len(kinds),)):
        raise ValueError("its tables do not fit together")
    if not all(np.isfinite(each).all() for each in (idf, weights, intercepts, limits)):
        raise ValueError("a weight is no number")
    blocks = {
        name: Block(lines[start:end], idf[start:end].astype(np.float32), weights[start:end].astype(np.float16))
        for name, (start, end) in zip(BLOCKS, pairwise(ends), strict=True)
    }
    return SentJudge(kinds, blocks, intercepts.astype(np.float64), limits)
