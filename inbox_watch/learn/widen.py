"""Messages once more, with paragraphs of other mail in them: how wordy a mail is says nothing about what it says.

Without them the judge of whole messages takes long and polite mail for refusals, because refusals are polite.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from inbox_watch.classify.features import Features, Piece
from inbox_watch.learn.pipeline import SEED

LENGTHS = (1, 2, 3, 5, 8, 12, 16)


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the corpus in its language, and which of its clauses decide nothing."""

    found: Features
    lang: str
    background: Sequence[Piece]


def widened(messages: Sequence[Heard]) -> list[Features]:
    """Each message with a run of background clauses that stood together in mail of its language, at any place.

    Seeded; where no mail of the language has background, nothing is added.
    """
    chance = random.Random(SEED)  # noqa: S311  # reproducible training data, not a secret
    pools: dict[str, list[Piece]] = defaultdict(list)
    for each in messages:
        pools[each.lang] += each.background
    return [_with(each.found, pools[each.lang], chance) for each in messages]


def _with(found: Features, pool: Sequence[Piece], chance: random.Random) -> Features:
    if not pool:
        return found
    start = chance.randrange(len(pool))
    foreign = pool[start : start + chance.choice(LENGTHS)]
    place = chance.randint(1, len(found.pieces))
    return replace(found, pieces=(*found.pieces[:place], *foreign, *found.pieces[place:]))
