"""Words to concepts that are the same in every language: "weiterkommen" and "move forward" are both ADVANCE.

The table `knowledge/concepts.tsv` names for each concept and language its words, word stems (`*`) and short phrases.
A model that has seen NEGATION with ADVANCE and CANDIDACY in one clause knows a refusal it never read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from inbox_watch.knowledge import table

Phrase = tuple[str, ...]

MOST_WORDS_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class _Entries:
    """What one word can mean by itself, and the phrases it can open, by their second word or the stem of it."""

    concepts: frozenset[str]
    by_word: Mapping[str, Sequence[tuple[Phrase, str]]]
    by_stem: Sequence[tuple[str, Phrase, str]]

    @property
    def opens_phrases(self) -> bool:
        """Can a phrase begin with the word?"""
        return bool(self.by_word or self.by_stem)


def concepts_of(its: Sequence[str], language: str | None = None) -> tuple[str, ...]:
    """Return the concepts of a row of folded words, sorted, each once; without a language, those of all."""
    found: set[str] = set()
    meaning = _meanings(language)
    for start, entries in enumerate(map(meaning.__getitem__, its), 1):
        if entries is not None:
            found |= entries.concepts
            if start < len(its) and entries.opens_phrases:
                found.update(_phrases(entries, its, start))
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


class _Meanings(dict[str, _Entries | None]):
    """What each word met so far means in one language; None for the many that mean nothing here."""

    def __init__(self, language: str | None) -> None:
        super().__init__()
        self._by_first, self._lengths = _lexicon(language)

    def __missing__(self, word: str) -> _Entries | None:
        """Look a word up, and remember it."""
        if len(self) >= MOST_WORDS_KEPT:
            self.clear()
        self[word] = found = self._entries(word)
        return found

    def _entries(self, word: str) -> _Entries | None:
        """The entries whose first word is this word, or what stands behind its apostrophe, or a stem of either."""
        found: list[tuple[Phrase, str]] = []
        for form in {word, word.rpartition("'")[2]}:
            found += self._by_first.get(form, ())
            for length in self._lengths:
                if length > len(form):
                    break
                found += self._by_first.get(f"{form[:length]}*", ())
        return _entries_of(found) if found else None


@cache
def _meanings(language: str | None) -> _Meanings:
    return _Meanings(language)


def _entries_of(found: Sequence[tuple[Phrase, str]]) -> _Entries:
    by_word: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
    by_stem: list[tuple[str, Phrase, str]] = []
    for (_, second, *rest), concept in (entry for entry in found if len(entry[0]) > 1):
        if second.endswith("*"):
            by_stem.append((second[:-1], tuple(rest), concept))
        else:
            by_word[second].append((tuple(rest), concept))
    return _Entries(frozenset(concept for phrase, concept in found if len(phrase) == 1), dict(by_word), by_stem)


@cache
def _lexicon(language: str | None) -> tuple[dict[str, list[tuple[Phrase, str]]], tuple[int, ...]]:
    """The entries of a language by their first word, and the lengths of stems in order."""
    by_first: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
    for row in (row for row in table("concepts") if language in (None, row["language"])):
        for entry in row["words"].split(","):
            phrase = tuple(entry.split())
            by_first[phrase[0]].append((phrase, row["concept"]))
    return dict(by_first), tuple(sorted({len(first) - 1 for first in by_first if first.endswith("*")}))
