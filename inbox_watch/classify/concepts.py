"""Words to concepts that are the same in every language: "weiterkommen" and "move forward" are both ADVANCE.

The table `knowledge/concepts.tsv` names for each concept and language its words, word stems (`*`) and short phrases.
A model that has seen NEGATION with ADVANCE and CANDIDACY in one clause knows a refusal it never read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from inbox_watch.classify.clauses import conditions_at
from inbox_watch.knowledge import table

Phrase = tuple[str, ...]
Entry = tuple[Phrase, str]

MOST_WORDS_KEPT = 50_000
MOST_BEHIND_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a word means where it stands: the concepts of phrases that end with it, what longer ones go on with, and
    the conditions that it may open."""

    concepts: frozenset[str]
    behind: _Meanings | None
    conditions: tuple[str, ...] = ()


class _Meanings(dict[str, _Meaning | None]):
    """What each word met so far means at one place of phrases; None for the many that mean nothing there."""

    def __init__(self, entries: Iterable[Entry], most_kept: int) -> None:
        super().__init__()
        self._most_kept = most_kept
        self._by_word: dict[str, list[Entry]] = defaultdict(list)
        for phrase, concept in entries:
            self._by_word[phrase[0]].append((phrase[1:], concept))
        self._lengths = sorted({len(word) - 1 for word in self._by_word if word.endswith("*")})

    def __missing__(self, word: str) -> _Meaning | None:
        """Look a word up, and remember it."""
        if len(self) >= self._most_kept:
            self.clear()
        self[word] = found = self._look_up(word)
        return found

    def _look_up(self, word: str) -> _Meaning | None:
        entries = [entry for form in self._forms(word) for entry in self._of_form(form)]
        return _meaning(entries) if entries else None

    def _forms(self, word: str) -> set[str]:
        return {word}

    def _of_form(self, form: str) -> list[Entry]:
        stems = (f"{form[:length]}*" for length in self._lengths if length <= len(form))
        return [entry for first in (form, *stems) for entry in self._by_word.get(first, ())]


class _Lexicon(_Meanings):
    """What words mean by themselves, and the phrases they open: also by what stands behind their apostrophe."""

    def __init__(self, entries: Iterable[Entry], language: str | None) -> None:
        super().__init__(entries, MOST_WORDS_KEPT)
        self._language = language

    def _look_up(self, word: str) -> _Meaning | None:
        found, conditions = super()._look_up(word), conditions_at(word, self._language)
        return replace(found or _NOTHING, conditions=conditions) if conditions else found

    def _forms(self, word: str) -> set[str]:
        return {word, word.rpartition("'")[2]}


_NOTHING = _Meaning(frozenset(), None)


def concepts_of(its: Sequence[str], language: str | None = None) -> tuple[str, ...]:
    """Return the concepts of a row of folded words, sorted, each once; without a language, those of all."""
    return concepts_and_conditions(its, language)[0]


def concepts_and_conditions(its: Sequence[str], language: str | None) -> tuple[tuple[str, ...], list[str]]:
    """Return the concepts of a row of words, and the conditions that may match it."""
    found: set[str] = set()
    conditions: list[str] = []
    end = len(its)
    for start, meaning in enumerate(map(_lexicon(language).__getitem__, its), 1):
        if meaning is None:
            continue
        conditions += meaning.conditions
        # A phrase goes on word by word as long as one is open.
        while meaning is not None:
            if meaning.concepts:
                found |= meaning.concepts
            if meaning.behind is None or start == end:
                break
            meaning = meaning.behind[its[start]]
            start += 1
    return tuple(sorted(found)), conditions


def _meaning(entries: Sequence[Entry]) -> _Meaning:
    longer = [entry for entry in entries if entry[0]]
    concepts = frozenset(concept for rest, concept in entries if not rest)
    return _Meaning(concepts, _Meanings(longer, MOST_BEHIND_KEPT) if longer else None)


@cache
def _lexicon(language: str | None) -> _Lexicon:
    rows = (row for row in table("concepts") if language in (None, row["language"]))
    entries = ((tuple(entry.split()), row["concept"]) for row in rows for entry in row["words"].split(","))
    return _Lexicon(entries, language)
