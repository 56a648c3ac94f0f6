"""Where a title may stand in a line: runs of tokens, each with the probability that it is a title, whole and alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nlargest

# A token is looked at from here on; most tokens of a mail are far below.
_LEAST_OF_A_TOKEN, _LEAST_OF_A_SPAN = 0.04, 0.002
_LONGEST, _KEPT = 12, 6

# Probability, first and last token.
Span = tuple[float, int, int]


def spans(begins: Sequence[float], goes_on: Sequence[float]) -> Iterator[Span]:
    """Return the likeliest titles of a line whose tokens begin one, or go on with one, with these probabilities."""
    inside = [begin + on for begin, on in zip(begins, goes_on, strict=True)]
    place = 0
    while place < len(inside):
        first = place
        while place < len(inside) and inside[place] >= _LEAST_OF_A_TOKEN:
            place += 1
        if place > first:
            stay = _stays(inside[first:place], [*goes_on[first:place], *goes_on[place : place + 1]])
            yield from nlargest(_KEPT, _within(begins[first:place], stay, first))
        place += 1


def _stays(inside: Sequence[float], goes_on: Sequence[float]) -> list[float]:
    """How likely a title that holds a token holds the next one too; nothing stands behind the line."""
    return [min(1.0, on / its) for its, on in zip(inside, [*goes_on[1:], 0.0], strict=False)]


def _within(begins: Sequence[float], stay: Sequence[float], offset: int) -> Iterator[Span]:
    """In a chain a title that begins here ends there with the product of what it takes to stay, and then to leave."""
    for first, begin in enumerate(begins):
        reached = begin
        for last in range(first, min(len(begins), first + _LONGEST)):
            if reached < _LEAST_OF_A_SPAN:
                break
            if (its := reached * (1.0 - stay[last])) >= _LEAST_OF_A_SPAN:
                yield its, offset + first, offset + last
            reached *= stay[last]
