"""The language of a text, by its small words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from inbox_watch.knowledge import table


def language_of(words: Iterable[str]) -> str | None:
    """Return the language (ISO 639-1) most of whose small words occur in folded words; None when there are none."""
    small_words = _small_words()
    counts = Counter(language for word in words for language in small_words.get(word, ()))
    return max(counts, key=lambda language: counts[language]) if counts else None


@cache
def _small_words() -> Mapping[str, tuple[str, ...]]:
    """For each small word the languages it belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table("function_words"):
        for word in row["words"].split(","):
            found[word] = (*found.get(word, ()), row["language"])
    return found
