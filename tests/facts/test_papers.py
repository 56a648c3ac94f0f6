"""Odd files are known by name and size."""

from __future__ import annotations

import pytest

from inbox_watch.facts.papers import odd_papers
from inbox_watch.records import Attachment


def files(*named: tuple[str, int]) -> list[Attachment]:
    return [Attachment(name, "application/octet-stream", size) for name, size in named]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ([("cv.pdf", 90_000), ("letter.docx", 20_000)], []),
        ([("CV.PAGES", 90_000)], ["Apple"]),
        ([("papers.zip", 90_000)], ["archives"]),
        ([("cv.pages", 14_000_000)], ["Apple", "14.0 MB"]),
        ([("cv.pdf", 6_000_000)], ["6.0 MB"]),
        ([("a.pdf", 6_000_000), ("b.pdf", 6_000_000)], ["12.0 MB"]),
        ([("cv.pdf", 0)], ["empty"]),
        ([(f"{number}.pdf", 9) for number in range(7)], ["7 files"]),
        ([("pages", 9)], []),
        ([], []),
    ],
)
def test_oddities_are_named(sent: list[tuple[str, int]], words: list[str]) -> None:
    found = odd_papers(files(*sent))
    assert len(found) == len(words)
    assert all(word in sentence for word, sentence in zip(words, found, strict=True))


def test_a_locked_pdf_is_named() -> None:
    (oddity,) = odd_papers([Attachment("cv.pdf", "application/pdf", 9, locked=True)])
    assert "cv.pdf is encrypted" in oddity
