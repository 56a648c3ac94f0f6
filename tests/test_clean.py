"""One harmless line, whatever a stranger wrote."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.clean import clean_line, clean_name

_CHARACTERS = st.characters(codec=None, exclude_categories=())


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Lindhof\nLabs", "Lindhof Labs"), ("x" * 60, "x" * 60), ("x" * 61, "x" * 59 + "…"), ("", "")],
)
def test_a_name_has_at_most_sixty_characters(name: str, shown: str) -> None:
    assert clean_name(name) == shown


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Lindhof Labs", "Lindhof Labs"),
        ("  two\twords\r\nand\u2028a\u2029line \x85 ", "two words and a line"),
        ("\x1b]52;c;ZXZpbA==\x07copied", "]52;c;ZXZpbA==copied"),
        ("\x1b[2J\x9b31mred", "[2J31mred"),
        ("abc\u202egpj.exe", "abcgpj.exe"),
        ("\u2066hidden\u2069 \u200bzero\ufeff", "hidden zero"),
        ("tag\U000e0041\ud800\ue000\u0378", "tag"),
        ("Müller & Söhne, 東京, Ω", "Müller & Söhne, 東京, Ω"),
        ("a \u200b b", "a b"),
        ("", ""),
    ],
)
def test_what_is_left(text: str, line: str) -> None:
    assert clean_line(text) == line


def test_a_cut_line_says_so_and_keeps_the_limit() -> None:
    assert clean_line("x" * 201) == "x" * 199 + "…"
    assert clean_line("x" * 200) == "x" * 200
    assert clean_line("one two", 5) == "one…"


@given(st.text(_CHARACTERS), st.integers(1, 300))
def test_a_line_is_short_and_has_no_forbidden_character(text: str, limit: int) -> None:
    line = clean_line(text, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())
    assert not {unicodedata.category(character) for character in line} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert clean_line(line, limit) == line
