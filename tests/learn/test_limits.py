"""How much may be risked: literal probabilities, true labels and what they cost."""

from __future__ import annotations

import numpy as np
import pytest

from inbox_watch.classify.decision import cost
from inbox_watch.learn.limits import ALLOWED, choose_limits, most_for
from inbox_watch.records import Detail, Label


def test_limits_are_as_wide_as_the_allowed_cost_lets_them_be() -> None:
    details = (Detail.NOT_JOB, Detail.OFFER, Detail.REJECTION)
    sure, torn = [0.96, 0.03, 0.01], [0.5, 0.45, 0.05]
    right = np.array([sure] * 50 + [torn] * 50)
    truth = [Detail.NOT_JOB] * 50 + [Detail.OFFER] * 50
    limits = choose_limits(right, details, truth)
    assert limits.keys() == {Label.OTHER}
    assert 0.04 <= limits[Label.OTHER] < 0.5


@pytest.mark.parametrize(
    ("said", "true"),
    [
        (Detail.NOT_JOB, Detail.RECRUITER_OUTREACH),
        (Detail.NOT_JOB, Detail.INTERVIEW_INVITE),
        (Detail.OFFER, Detail.NOT_JOB),
        (Detail.ACKNOWLEDGEMENT, Detail.REJECTION),
        (Detail.REJECTION, Detail.ACKNOWLEDGEMENT),
    ],
)
def test_mistakes_that_cost_more_are_allowed_less_often(said: Detail, true: Detail) -> None:
    rows = np.array([[p, 1 - p] for p in np.linspace(0.999, 0.925, 200)])
    # The hundred surest are right, then all are wrong.
    truth = [said] * 100 + [true] * 100
    limit = choose_limits(rows, (said, true), truth)[said.label]
    price = cost(said.label, true.label)
    wrong = sum(price * (1 - p) <= limit + 0.0001 for p in rows[100:, 0])
    assert wrong == int(ALLOWED * 100 / (price - ALLOWED))


@pytest.mark.parametrize(
    ("said", "true"), [(Detail.REJECTION, Detail.ACKNOWLEDGEMENT), (Detail.ACKNOWLEDGEMENT, Detail.REJECTION)]
)
def test_what_would_cost_much_is_left_open_however_seldom_it_is_wrong(said: Detail, true: Detail) -> None:
    rows = np.array([[p, 1 - p] for p in np.linspace(0.999, 0.5, 1000)])
    limit = choose_limits(rows, (said, true), [said] * 1000)[said.label]
    assert most_for(said.label) - 0.01 < limit <= most_for(said.label)


def test_an_answer_may_cost_as_much_as_an_ordinary_mistake_and_a_receipt_half_as_much_again() -> None:
    assert {most_for(label) for label in Label if label is not Label.ACKNOWLEDGEMENT} == {1}
    assert most_for(Label.ACKNOWLEDGEMENT) == 1.5
