"""Words to concepts that are the same in every language: "weiterkommen" and "move forward" are both ADVANCE.

The table `knowledge/concepts.tsv` names for each concept and language its words, word stems (`*`) and short phrases.
A model that has seen NEGATION with ADVANCE and CANDIDACY in one clause knows a refusal it never read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from inbox_watch.knowledge import table

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entries:
    """What one word can mean by itself, and the phrases it can open, by their second word or the stem of it."""

    concepts: frozenset[str]
    by_word: Mapping[str, Sequence[tuple[Phrase, str]]]
    by_stem: Sequence[tuple[str, Phrase, str]]


def concepts_of(its: Sequence[str], language: str | None = None) -> tuple[str, ...]:
    """Return the concepts of a row of folded words, sorted, each once; without a language, those of all."""
    found: set[str] = set()
    for start, word in enumerate(its):
        entries = _entries(word, language)
        found |= entries.concepts
        if start + 1 < len(its):
            found.update(_phrases(entries, its, start + 1))
    return tuple(sorted(found))


def _phrases(entries: _Entries, its: Sequence[str], start: int) -> Iterator[str]:
    """The concepts of the phrases whose second word stands at `start`."""
    for rest, concept in entries.by_word.get(its[start], ()):
        if _stands_at(rest, its, start + 1):
            yield concept
    for stem, rest, concept in entries.by_stem:
        if its[start].startswith(stem) and _stands_at(rest, its, start + 1):
            yield concept


def _stands_at(phrase: Phrase, its: Sequence[str], start: int) -> bool:
    if len(phrase) > len(its) - start:
        return False
    return all(_is(word, its[start + offset]) for offset, word in enumerate(phrase))


def _is(entry: str, word: str) -> bool:
    return word.startswith(entry[:-1]) if entry.endswith("*") else word == entry


@lru_cache(maxsize=50_000)
def _entries(word: str, language: str | None) -> _Entries:
    """The entries whose first word is this word, or what stands behind its apostrophe, or a stem of either."""
    by_first, lengths = _lexicon(language)
    found: list[tuple[Phrase, str]] = []
    for form in {word, word.rpartition("'")[2]}:
        found += by_first.get(form, ())
        for length in lengths:
            if length > len(form):
                break
            found += by_first.get(f"{form[:length]}*", ())
    by_word: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
    for (_, second, *rest), concept in (entry for entry in found if len(entry[0]) > 1):
        if not second.endswith("*"):
            by_word[second].append((tuple(rest), concept))
    return _Entries(
        frozenset(concept for phrase, concept in found if len(phrase) == 1),
        dict(by_word),
        [
            (phrase[1][:-1], phrase[2:], concept)
            for phrase, concept in found
            if len(phrase) > 1 and phrase[1].endswith("*")
        ],
    )


@cache
def _lexicon(language: str | None) -> tuple[dict[str, list[tuple[Phrase, str]]], tuple[int, ...]]:
    """The entries of a language by their first word, and the lengths of stems in order."""
    by_first: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
    for row in (row for row in table("concepts") if language in (None, row["language"])):
        for entry in row["words"].split(","):
            phrase = tuple(entry.split())
            by_first[phrase[0]].append((phrase, row["concept"]))
    return dict(by_first), tuple(sorted({len(first) - 1 for first in by_first if first.endswith("*")}))
