"""Whom a mail addresses: the reader, who is never the employer."""

from __future__ import annotations

import re

from inbox_watch.facts.names import desk_words, employer_key, fold
from inbox_watch.knowledge import remembered, table

_GREETED_WITHIN = 400
_MOST_WORDS = 4


def addressed(text: str) -> frozenset[str]:
    """The folded words of the name in the greeting; empty when a desk or everybody is greeted, or nobody."""
    return frozenset(map(fold, employer_key(addressee(text))))


def addressee(text: str) -> str:
    """The name in the greeting as it is written, without titles: "Dear Ms Petra Lindhof" to "Petra Lindhof"."""
    name = _greeted(text)
    words = employer_key(name)
    is_person = 0 < len(words) <= _MOST_WORDS and _nobodys_names().isdisjoint(words)
    return name if is_person else ""


@remembered
def _nobodys_names() -> frozenset[str]:
    return desk_words() | {row["word"] for row in table("collective_words")}


def without_greeting(text: str) -> str:
    """The text without its first greeting; what follows on the same line stays."""
    start = 0
    for line in text[:_GREETED_WITHIN].split("\n"):
        match = _greeting().match(line.strip())
        if match:
            kept = line.strip()[match.end() :]
            return f"{text[:start]}{kept}{text[start + len(line) :]}"
        start += len(line) + 1
    return text


def _greeted(text: str) -> str:
    """What stands between the first greeting and the end of its line or clause."""
    greetings = (_greeting().match(line.strip()) for line in text[:_GREETED_WITHIN].split("\n"))
    return next((match["name"] for match in greetings if match), "")


@remembered
def _greeting() -> re.Pattern[str]:
    openings = "|".join(f"(?:{row['pattern']})" for row in table("greetings"))
    # An initial may stand before the name, and a hyphen in it.
    name = r"(?P<name>(?:[^\W\d_]\. ?){0,3}[^\W\d_][^,.:;!?()\d]{0,60}?)"
    return re.compile(rf"(?:{openings}){name}(?:\s*[,.:;!?–—]|\s+-|\s*$)", re.IGNORECASE)
