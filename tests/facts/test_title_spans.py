"""Runs of tokens with the probability that each is a title: those of a chain, counted out."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from inbox_watch.facts.title_spans import spans

# Chances to begin anywhere, to go on behind a title's token.
BEGIN = (0.5, 0.1, 0.3, 0.0)
STAY = (0.7, 0.2, 0.9)


def _chain() -> tuple[list[float], list[float], dict[tuple[int, int], float]]:
    """Marginals of a chain in which a title begins behind none, and the probability of each run, path by path."""
    begins, goes_on = np.zeros(4), np.zeros(4)
    runs: dict[tuple[int, int], float] = {}
    for path in itertools.product("OBI", repeat=4):
        chance, before = 1.0, "O"
        for place, tag in enumerate(path):
            stay = STAY[place - 1] if before in "BI" else 0.0
            begin = 0.0 if before in "BI" else BEGIN[place]
            chance *= {"I": stay, "B": begin, "O": 1.0 - stay - begin}[tag]
            before = tag
        begins += [chance * (tag == "B") for tag in path]
        goes_on += [chance * (tag == "I") for tag in path]
        for run in _runs("".join(path)):
            runs[run] = runs.get(run, 0.0) + chance
    return begins.tolist(), goes_on.tolist(), runs


def _runs(path: str) -> list[tuple[int, int]]:
    firsts = [place for place, tag in enumerate(path) if tag == "B"]
    return [(first, first + len(path[first + 1 :]) - len(path[first + 1 :].lstrip("I"))) for first in firsts]


def test_the_probability_of_a_run_is_that_of_every_path_counted_out() -> None:
    begins, goes_on, runs = _chain()
    found = {(first, last): probability for probability, first, last in spans(begins, goes_on)}
    best = sorted((run for run in runs if runs[run] > 0.002), key=lambda run: -runs[run])[:6]
    assert set(found) == set(best)
    assert found == pytest.approx({run: runs[run] for run in best})


def test_two_runs_with_a_plain_token_between_them_are_two() -> None:
    found = list(spans([0.9, 0.0, 0.0, 0.8], [0.0, 0.9, 0.0, 0.0]))
    assert found == [pytest.approx((0.9, 0, 1)), pytest.approx((0.8, 3, 3))]


def test_a_line_without_a_title_has_none() -> None:
    assert list(spans([], [])) == []
    assert list(spans([0.01] * 3, [0.01] * 3)) == []


def test_a_long_line_of_titles_is_cut_and_quick() -> None:
    found = list(spans([0.5] * 140, [0.5] * 140))
    assert 0 < len(found) <= 6
    assert all(last - first < 12 for _, first, last in found)
