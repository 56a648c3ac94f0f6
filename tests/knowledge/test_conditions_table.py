"""What a condition needs stands in whatever it matches: it is tried nowhere else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import pytest

from inbox_watch.classify.clauses import clauses_in_words, conditions_at
from inbox_watch.classify.tokens import fold, words
from inbox_watch.knowledge import table
from inbox_watch.learn.corpus import load_corpus, load_sentences
from inbox_watch.shipped import corpus_path

Said = tuple[str, Sequence[str]]


@pytest.fixture(scope="module")
def said() -> dict[str, list[Said]]:
    """The sentences of the bank and the clauses of the corpus by language, folded, and in words."""
    found: dict[str, list[Said]] = defaultdict(list)
    for language, text, its in _texts():
        found[language].append((fold(text), its))
    return found


def _texts() -> Iterator[tuple[str, str, Sequence[str]]]:
    for sentence in load_sentences(corpus_path()):
        yield sentence.lang, sentence.text, words(sentence.text)
    for example in load_corpus(corpus_path()):
        for text, its in clauses_in_words(example.body):
            yield example.lang, text, its


@pytest.mark.parametrize("language", sorted({row["language"] for row in table("conditions")}))
def test_a_pattern_is_tried_wherever_it_matches(language: str, said: dict[str, list[Said]]) -> None:
    patterns = [re.compile(row["pattern"]) for row in table("conditions") if row["language"] == language]
    either = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns))
    conditional = [(folded, its) for folded, its in said[language] if either.search(folded)]
    assert len(conditional) > 50
    for folded, its in conditional:
        tried = {pattern for word in its for pattern in conditions_at(word, language)}
        assert {pattern.pattern for pattern in patterns if pattern.search(folded)} <= tried, folded


@pytest.mark.parametrize("row", table("conditions"), ids=lambda row: str(row["pattern"])[:40])
def test_needs_are_words_or_stems(row: dict[str, str]) -> None:
    assert all(re.fullmatch(r"[a-z]+\*?", need) for need in row["needs"].split(","))
