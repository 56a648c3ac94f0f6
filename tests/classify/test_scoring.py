from __future__ import annotations

import numpy as np
import pytest

from inbox_watch.classify.features import features
from inbox_watch.classify.lexicon import Lexicon, Names, numbered
from inbox_watch.classify.scoring import Linear, of_message, of_pieces
from inbox_watch.records import Address
from tests.classify.weighed import NONE, terms

WORDS = Names({"invite": 0, "we": 1})
CONCEPTS = Names({"NEGATION": 0})


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
