from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.classify.terms import Keys, means
from tests.classify.weighed import NONE, terms


def test_only_known_keys_have_a_row() -> None:
    some = terms((3, 1, (0, 0)), (7, 1, (0, 0)))
    assert some.rows(np.array([7, 3, 5, 9, 0])).tolist() == [1, 0, -1, -1, -1]
    assert NONE.rows(np.array([7, 3])).tolist() == [-1, -1]


def test_each_owner_counts_a_key_once_and_has_length_one() -> None:
    some = terms((3, 3, (1, 0)), (7, 4, (0, 1)))
    found = some.of_each(np.array([3, 3, 7, 7]), np.array([0, 0, 0, 2]), 3)
    assert found == pytest.approx(np.array([[0.6, 0.8], [0, 0], [0, 1]]))


def test_all_together_count_a_key_sublinearly() -> None:
    some = terms((3, 1, (1, 0)), (7, 1, (0, 1)))
    twice = 1 + np.log(2)
    length = np.sqrt(1 + twice**2)
    assert some.of_all(np.array([7, 3, 7, 5])) == pytest.approx([1 / length, twice / length])
    assert some.of_all(np.array([5])).tolist() == [0.0, 0.0]


def test_an_owner_without_a_row_has_no_score() -> None:
    found = means(np.array([[2.0]]), np.array([4.0]), np.array([1]), 3)
    assert found.tolist() == [[0.0], [1.0], [0.0]]


@given(st.sets(st.integers(0, 2**20) | st.integers(0, 2**50), max_size=300), st.lists(st.integers(0, 2**50)))
def test_each_key_has_its_row_and_no_other_number_has_one(known: set[int], asked: list[int]) -> None:
    row_of = {key: row for row, key in enumerate(sorted(known))}
    numbers = [*known, *asked]
    found = Keys(np.array(sorted(known), np.int64)).rows(np.array(numbers, np.int64))
    assert found.tolist() == [row_of.get(number, -1) for number in numbers]


def test_many_keys_that_meet_are_all_found() -> None:
    """Sixty thousand in half a million places: some thousands meet another one."""
    keys = np.sort(np.random.default_rng(7).choice(2**40, 60_000, replace=False)).astype(np.int64)
    rows = Keys(keys)
    assert np.array_equal(rows.rows(keys), np.arange(len(keys)))
    strangers = np.setdiff1d(keys + 1, keys)
    assert set(rows.rows(strangers).tolist()) == {-1}


def test_another_process_scores_alike() -> None:
    some = terms((3, 3, (1, 0)), (7, 4, (0, 1)))
    some.of_all(np.array([3]))
    other = pickle.loads(pickle.dumps(some))
    assert other.of_all(np.array([7, 3])).tolist() == some.of_all(np.array([7, 3])).tolist()
