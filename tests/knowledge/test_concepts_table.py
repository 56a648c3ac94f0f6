"""The table of concepts says the same in every language, and every entry of it can be found in a mail."""

from __future__ import annotations

from collections import Counter

import pytest

from inbox_watch.classify.concepts import concepts_of
from inbox_watch.classify.tokens import fold, words
from inbox_watch.knowledge import table

LANGUAGES = ("en", "de", "fr", "es", "nl", "it", "pt")
# Entries that no mail can hold, because a number in it becomes the word "qnum".
UNREACHABLE = {"w 4", "i 9", "p45", "m2", "t1", "t2"}


def entries(language: str) -> list[tuple[str, str]]:
    """Concept and entry, as the table has them but for the blanks around the commas."""
    rows = [row for row in table("concepts") if row["language"] == language]
    return [(row["concept"], entry.strip()) for row in rows for entry in row["words"].split(",")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_has_one_row_in_every_language(language: str) -> None:
    concepts = {row["concept"] for row in table("concepts")}
    assert len(concepts) > 100
    assert Counter(row["concept"] for row in table("concepts") if row["language"] == language) == Counter(concepts)


def test_there_is_no_row_of_another_language() -> None:
    assert {row["language"] for row in table("concepts")} == set(LANGUAGES)


def test_a_concept_is_a_name_in_capitals() -> None:
    names = {row["concept"] for row in table("concepts")}
    assert [name for name in names if not name.replace("_", "").isalpha() or name != name.upper()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_folded(language: str) -> None:
    assert [found for found in entries(language) if fold(found[1]) != found[1] or not found[1]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_is_longer_than_five_words(language: str) -> None:
    assert [found for found in entries(language) if len(found[1].split()) > 5] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_star_stands_only_at_the_end_of_a_word_and_never_alone(language: str) -> None:
    assert [
        found for found in entries(language) for word in found[1].split() if "*" in word[:-1] or not word.strip("*")
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_row_has_an_entry_twice(language: str) -> None:
    assert [found for found, count in Counter(entries(language)).items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_is_an_entry_has_its_concept(language: str) -> None:
    missed = {
        entry
        for concept, entry in entries(language)
        if concept not in concepts_of(words(entry.replace("*", "")), language)
    }
    assert missed - UNREACHABLE == set()


def test_every_entry_is_made_of_words_as_a_mail_has_them() -> None:
    plain = {entry.replace("*", "") for language in LANGUAGES for _, entry in entries(language)}
    assert {entry for entry in plain if words(entry) != entry.split()} == set()
