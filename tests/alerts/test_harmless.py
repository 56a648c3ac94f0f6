"""What strangers wrote reaches an alert without links, without calls to a whole channel, and cut to its room."""

from __future__ import annotations

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.alerts.harmless import TITLE_LENGTH, harmless, title


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Lindhof Labs", "Lindhof Labs"),
        ("see https://evil.example/x?y now", "see (link left out) now"),
        ("see evil.example/login now", "see (link left out) now"),
        ("WWW.evil.example", "(link left out)"),
        ("javascript:alert(1)", "(link left out)"),
        ("[offer](ftp://evil.example)", "[offer]((link left out)"),
        ("<https://evil.example|Lindhof>", "(link left out)"),
        ("open evil-pay.example:8080/login now", "open (link left out) now"),
        ("open evil-pay.example:8080 now", "open (link left out) now"),
        ("see evil.example:80.other.example/x now", "see (link left out) now"),
        ("http:\\\\evil.example", "(link left out)"),
        ("https:evil", "(link left out)"),
        ("ftp.evil.example:8080/y", "(link left out)"),
        ("\uff48\uff54\uff54\uff50://evil", "(link left out)"),
        ("\uff20everyone", "everyone"),
        ("at 10:30, 3.5:1, file: a.b", "at 10:30, 3.5:1, file: a.b"),
        ("<!channel> @everyone @here", "!channel everyone here"),
        ("`rm -rf`", "rm -rf"),
        ("L\u202eabs\u200b\x1b[31m\x00\nTwo", "Labs[31m Two"),
        ("petra@lindhof.example", "petra@lindhof.example"),
        ("a\u0301\u4e2d\u6587 \u0634\u0631\u0643\u0629", "a\u0301\u4e2d\u6587 \u0634\u0631\u0643\u0629"),
    ],
)
def test_a_strangers_words_are_harmless(text: str, shown: str) -> None:
    assert harmless(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Booking.com", "Booking[.]com"),
        ("mail.evil.example and more", "mail.evil[.]example and more"),
        ("petra@lindhof.example", "petra@lindhof.example"),
        ("Dr. Lindhof, 3.5 days", "Dr. Lindhof, 3.5 days"),
    ],
)
def test_a_name_that_programs_make_a_link_is_broken_where_nobody_vouches(text: str, shown: str) -> None:
    assert harmless(text, vouched_for=False) == shown


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_title_fits_whatever_the_names_are(who: str, role: str) -> None:
    made = title("{who} does not go on with your application{role}.", harmless(who), harmless(role))
    assert len(made) <= TITLE_LENGTH
    assert made.endswith(".")


def test_names_of_two_hundred_characters_are_cut() -> None:
    made = title("{who} answered{role}.", "x" * 200, "y" * 200)
    assert re.fullmatch(r"x{39}… answered \(y{20,}…\)\.", made)
    assert len(made) == TITLE_LENGTH


@pytest.mark.parametrize("text", ["a." * 5000, "a-" * 5000, "http:" * 3000, "@all" * 3000, "www." * 3000])
def test_no_text_takes_long(text: str) -> None:
    begin = perf_counter()
    harmless(text, vouched_for=False)
    assert perf_counter() - begin < 0.2
