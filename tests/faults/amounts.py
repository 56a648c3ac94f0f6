"""How many faults: some in an everyday run, all in CI, and ten times the random ones at night."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")

IS_NIGHT = os.environ.get("INBOX_WATCH_NIGHTLY") == "true"
IS_FULL = IS_NIGHT or os.environ.get("CI") == "true"
# For tests that take minutes.
LONG = pytest.mark.timeout(14_400 if IS_NIGHT else 1800)
# INBOX_WATCH_SEED repeats what chance did in another run.
SEED = int(os.environ.get("INBOX_WATCH_SEED") or (random.SystemRandom().randrange(10**6) if IS_NIGHT else 8))


def at_random(sample: int, full: int) -> int:
    """How many random faults."""
    return full * 10 if IS_NIGHT else full if IS_FULL else sample


def some_of(cases: Sequence[T], sample: int, full: int | None = None) -> list[T]:
    """So many cases, evenly spread, the first and the last among them; `full` is None for all of them."""
    wanted = sample if not IS_FULL else len(cases) if full is None else full
    if wanted >= len(cases):
        return list(cases)
    last = len(cases) - 1
    return [cases[round(place * last / (wanted - 1))] for place in range(wanted)]
