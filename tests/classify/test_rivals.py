"""A refusal or a receipt: what is heard of both, and how their probability is shared."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.classify.features import Place
from inbox_watch.classify.hearing import NOTHING_SAID, loudness
from inbox_watch.classify.rivals import APART, NAMES, RIVALS, apart, of_both, rows_of, shared
from inbox_watch.records import Detail, Label

DETAILS = (Detail.ACKNOWLEDGEMENT, Detail.NOT_JOB, Detail.POSITION_CLOSED, Detail.REJECTION)
S, P, C = Place.SUBJECT, Place.PLAIN, Place.CONDITIONAL


@pytest.mark.parametrize(
    ("places", "scores", "heard"),
    [
        ([S, P, P], [[0.1, 0.2], [0.9, -1.0], [0.3, 0.4]], [0.9, 0.1, 0.4, 0.2]),
        ([S, P, C], [[0.1, 0.2], [-0.5, -1.0], [3.0, 4.0]], [-0.5, 0.1, -1.0, 0.2]),
        ([S, C], [[0.1, 0.2], [3.0, 4.0]], [NOTHING_SAID, 0.1, NOTHING_SAID, 0.2]),
        ([S], [[0.1, 0.2]], [NOTHING_SAID, 0.1, NOTHING_SAID, 0.2]),
    ],
)
def test_the_loudest_plain_clause_and_the_subject_are_heard(
    places: list[Place], scores: list[list[float]], heard: list[float]
) -> None:
    assert apart(np.array(scores), places).tolist() == pytest.approx(loudness(np.array(heard)).tolist())
    assert APART == len(heard) == 2 * len(NAMES)


def test_names_say_which_rival_they_speak_for() -> None:
    assert [name.split(", ")[0] for name in NAMES] == [label.value for label in RIVALS]


def test_the_details_of_both_labels_are_heard_and_no_other() -> None:
    its = np.arange(8.0).reshape(4, 2)
    assert of_both(its, DETAILS).tolist() == [0, 1, 4, 5, 6, 7]
    assert of_both(np.stack((its, -its)), DETAILS)[1].tolist() == [0, -1, -4, -5, -6, -7]


def test_what_both_have_is_shared_and_the_rest_stays() -> None:
    found = shared(np.array([0.3, 0.2, 0.1, 0.4]), np.array(0.25), DETAILS)
    assert found.tolist() == pytest.approx([0.6, 0.2, 0.04, 0.16])


def test_nothing_to_share_stays_nothing() -> None:
    assert shared(np.array([0.0, 1.0, 0.0, 0.0]), np.array(0.25), DETAILS).tolist() == [0, 1, 0, 0]


@given(
    st.lists(st.floats(1e-9, 1), min_size=len(DETAILS), max_size=len(DETAILS)),
    st.floats(0, 1),
)
def test_the_sum_stays_and_the_refusal_gets_its_share(weights: list[float], share: float) -> None:
    probabilities = np.array(weights) / sum(weights)
    found = shared(probabilities, np.array(share), DETAILS)
    refused, received = (found[rows_of(label, DETAILS)].sum() for label in (Label.REJECTION, Label.ACKNOWLEDGEMENT))
    assert found.sum() == pytest.approx(1)
    assert found[1] == probabilities[1]
    assert refused == pytest.approx(share * (refused + received), abs=1e-12)
