from __future__ import annotations

import numpy as np
import pytest

from inbox_watch.classify.features import features
from inbox_watch.classify.lexicon import Lexicon, Names, numbered
from inbox_watch.classify.scoring import Linear, Terms, means, of_message, of_pieces
from inbox_watch.records import Address

WORDS = Names({"invite": 0, "we": 1})
CONCEPTS = Names({"NEGATION": 0})
NONE = Terms(np.array([], np.int64), np.array([], np.float32), np.zeros((0, 2), np.float16))


def terms(*weighed: tuple[int, float, tuple[float, float]]) -> Terms:
    """Terms of two columns, each with key, IDF and coefficients."""
    keys, idf, coefficients = zip(*weighed, strict=True)
    return Terms(np.array(keys, np.int64), np.array(idf, np.float32), np.array(coefficients, np.float16))


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
    found = means(np.array([[2.0]]), np.array([1.0]), np.array([4.0]), np.array([1]), 3)
    assert found.tolist() == [[0.0], [1.0], [0.0]]


@pytest.fixture
def lexicon() -> Lexicon:
    weights = (np.array([1.0], np.float32), np.array([[2.0, 0.0]], np.float16))
    return Lexicon(WORDS, {"inv": 0}, [weights])


def judge() -> Linear:
    """A judge that knows one pair of neighbours, in a plain clause."""
    pair = int(WORDS.keys(1, np.array([1]), np.array([0]))[0])
    return Linear(0, terms((pair, 1, (0, 1))), NONE, np.array([-1.0, -1.0]))


def test_the_scores_of_a_clause_are_those_of_its_terms_its_runs_and_the_intercept(lexicon: Lexicon) -> None:
    found = features(Address("", ""), "", "We invite you. Nobody knows.")
    scores = of_pieces(numbered(found, lexicon, CONCEPTS), judge(), lexicon, CONCEPTS)
    assert scores.tolist() == [[-1.0, -1.0], [1.0, 0.0], [-1.0, -1.0]]


def test_a_pair_in_a_conditional_clause_is_another_one_and_its_words_are_not_heard(lexicon: Lexicon) -> None:
    plain, conditional = (
        of_message(numbered(features(Address("", ""), "", text), lexicon, CONCEPTS), judge(), lexicon, CONCEPTS)
        for text in ("We invite you.", "If you fit, we invite you.")
    )
    assert plain.tolist() == [1.0, 0.0]
    assert conditional.tolist() == [-1.0, -1.0]


def test_a_message_without_a_word_says_nothing(lexicon: Lexicon) -> None:
    its = numbered(features(Address("", ""), "", ""), lexicon, CONCEPTS)
    assert of_pieces(its, judge(), lexicon, CONCEPTS).tolist() == [[-1.0, -1.0]]
    assert of_message(its, judge(), lexicon, CONCEPTS).tolist() == [-1.0, -1.0]
