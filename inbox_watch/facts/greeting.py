"""Whom a mail addresses: the reader, who is never the employer."""

from __future__ import annotations

import re
from functools import cache

from inbox_watch.facts.names import desk_words, employer_key, fold
from inbox_watch.knowledge import table

_GREETED_WITHIN = 400
_MOST_WORDS = 4


def addressed(text: str) -> frozenset[str]:
    """The folded words of the name in the greeting; empty when a desk or everybody is greeted, or nobody."""
    words = employer_key(_greeted(text))
    is_person = 0 < len(words) <= _MOST_WORDS and desk_words().isdisjoint(words)
    return frozenset(map(fold, words)) if is_person else frozenset()


def _greeted(text: str) -> str:
    """What stands between the first greeting and the end of its line or clause."""
    greetings = (_greeting().match(line.strip()) for line in text[:_GREETED_WITHIN].split("\n"))
    return next((match["name"] for match in greetings if match), "")


@cache
def _greeting() -> re.Pattern[str]:
    openings = "|".join(f"(?:{row['pattern']})" for row in table("greetings"))
    # An initial may stand before the name, and a hyphen in it.
    name = r"(?P<name>(?:[^\W\d_]\. ?){0,3}[^\W\d_][^,.:;!?()\d]{0,60}?)"
    return re.compile(rf"(?:{openings}){name}(?:\s*[,.:;!?–—]|\s+-|\s*$)", re.IGNORECASE)
