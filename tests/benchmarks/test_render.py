from __future__ import annotations

import pytest

from benchmarks.records import Aim, Conditions, Measured, Result, Table
from benchmarks.render import markdown, number, table, wrapped

WHERE = Conditions("2026-05-22", "medium", "2 × Quill (load 0.1), 8 GiB", "Python 3.11.7, Dovecot 2.3.19")
RESULT = Result(
    "A backlog",
    ("Ten messages.",),
    (Table(("who", "s"), (("raw", 0.5), ("mbsync", None))),),
    (
        Aim("whole poll", 700, "messages/s", 350.0, at_least=True),
        Aim("memory", 300, "MB", 150.0),
        Aim("in times of mbsync", 1, "×", None),
    ),
)

PAGE = """\
## Aims

| work | aim | measured | met | × the aim | size |
| --- | --- | --- | --- | --- | --- |
| whole poll | ≥ 700 messages/s | 350 messages/s | **no** | 0.5 | medium |
| memory | ≤ 300 MB | 150 MB | yes | 0.5 | medium |
| in times of mbsync | ≤ 1 × | not measured | not measured | not measured | medium |

## A backlog

Ten messages.

| who | s |
| --- | --: |
| raw | 0.5 |
| mbsync | not measured |

Measured 2026-05-22, size medium, on 2 × Quill (load 0.1), 8 GiB; Python 3.11.7, Dovecot 2.3.19.
"""


def test_a_page_begins_with_all_aims_and_says_where_each_was_measured() -> None:
    assert markdown([Measured("backlog", RESULT, WHERE)]) == PAGE


def test_aims_of_all_benchmarks_stand_in_one_table() -> None:
    text = markdown([Measured("backlog", RESULT, WHERE), Measured("again", RESULT, WHERE)])
    assert text.count("| work | aim |") == 1
    assert text.count("| memory | ≤ 300 MB |") == 2


@pytest.mark.parametrize(
    ("value", "shown"),
    [(3, "3"), (12345, "12,345"), (1234.5, "1,234"), (12.345, "12.3"), (1.5, "1.5"), (0.0123, "0.012"), (0.0, "0")],
)
def test_numbers_have_no_more_digits_than_they_deserve(value: float, shown: str) -> None:
    assert number(value) == shown


def test_a_column_with_words_stands_on_the_left() -> None:
    assert table(Table(("a", "b"), ((1, "x"), (2, 3)))).splitlines()[1] == "| --: | --- |"


def test_a_column_where_nothing_was_measured_stands_on_the_left() -> None:
    assert table(Table(("a",), ((None,),))).splitlines()[1] == "| --- |"


def test_a_dash_in_a_column_of_numbers_leaves_it_on_the_right() -> None:
    assert table(Table(("a",), ((1,), ("-",)))).splitlines()[1] == "| --: |"


def test_paragraphs_are_broken_as_other_pages_are() -> None:
    lines = wrapped("word " * 60).splitlines()
    assert max(map(len, lines)) <= 120
    assert " ".join(lines) == " ".join(["word"] * 60)
