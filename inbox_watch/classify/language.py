"""The language of a text, by its small words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain, repeat

from inbox_watch.classify.tokens import words
from inbox_watch.knowledge import table

_READ = 2000
# "Sent from my iPhone" under a German line has two.
_FEWEST_WORDS = 3


def language_of(folded: Iterable[str]) -> str | None:
    """Return the language (ISO 639-1) most of whose small words occur in folded words; None when there are none."""
    counts = _counts(folded)
    return max(counts, key=lambda language: counts[language]) if counts else None


def language_of_text(text: str) -> str:
    """Return the language (ISO 639-1) a text is written in; empty when too few small words tell, or two tell alike."""
    ranked = _counts(words(text[:_READ])).most_common(2)
    frequencies = [*(count for _, count in ranked), 0, 0]
    return ranked[0][0] if frequencies[0] >= _FEWEST_WORDS and frequencies[0] > frequencies[1] else ""


def _counts(folded: Iterable[str]) -> Counter[str]:
    return Counter(chain.from_iterable(map(_small_words().get, folded, repeat(()))))


@cache
def _small_words() -> Mapping[str, tuple[str, ...]]:
    """For each small word the languages it belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table("function_words"):
        for word in row["words"].split(","):
            found[word] = (*found.get(word, ()), row["language"])
    return found
