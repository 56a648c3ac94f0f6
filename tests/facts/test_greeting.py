"""Whom a letter greets is its reader."""

from __future__ import annotations

import pytest

from inbox_watch.facts.greeting import addressed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dear Kim,\n\nthank you.", {"kim"}),
        ("Hello Kim Larsen\n", {"kim", "larsen"}),
        ("Sehr geehrte Frau Falkenried,\n", {"falkenried"}),
        ("Bonjour Madame Duvernay,\n", {"duvernay"}),
        ("Lindhof Labs\nHi Kim!\nThank you", {"kim"}),
        ("Dear Hiring Team,\n", set()),
        ("Dear candidate,\n", set()),
        ("Thank you for your application to Lindhof.", set()),
        ("", set()),
    ],
)
def test_the_greeting_names_the_reader(text: str, words: set[str]) -> None:
    assert addressed(text) == words
