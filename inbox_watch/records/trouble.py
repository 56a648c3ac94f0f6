"""What does not work, and what the user was told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """Nothing went well since `since`; `told` are the exit codes the user heard of, at `told_at` for the last time."""

    since: datetime
    told: frozenset[int] = frozenset()
    told_at: datetime | None = None
