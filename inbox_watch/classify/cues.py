"""What plain clauses say, by fixed patterns: for the few rules that need certainty rather than weight."""

from __future__ import annotations

import re
from functools import cache

from inbox_watch.classify.clauses import clauses
from inbox_watch.classify.tokens import fold
from inbox_watch.knowledge import table


def cues_of(text: str) -> set[str]:
    """The roles of the cue table that speak in a text outside of conditional clauses."""
    plain = [fold(clause.text) for clause in clauses(text) if not clause.conditional]
    return {role for role, pattern in _patterns() if any(pattern.search(clause) for clause in plain)}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["role"], re.compile(row["pattern"])) for row in table("cues"))
