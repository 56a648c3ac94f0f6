from __future__ import annotations

import pytest

from inbox_watch.learn.measure import (
    Answer,
    Bin,
    Share,
    accuracy,
    answered,
    calibration_error,
    called,
    confusion,
    coverage,
    groups,
    macro_f1,
    reliability,
    rows_by_label,
)
from inbox_watch.records import Label

YES, NO, TALK = Label.ACKNOWLEDGEMENT, Label.REJECTION, Label.INTERVIEW


def answer(
    true: Label, said: Label | None, probability: float = 0.9, *, best: Label | None = None, lang: str = "en"
) -> Answer:
    """An answer; an unsure one has a best guess all the same."""
    return Answer(true, said, best or said or YES, probability, "test", lang, "one")


# Three receipts (two found, one unsure) and two refusals (one found, one taken for a receipt).
FIVE = (answer(YES, YES), answer(YES, YES), answer(YES, None), answer(NO, NO), answer(NO, YES))


# 81 of 263 is the worked example of Newcombe (1998), table I, method 3; 0 of n ends at z²/(n + z²).
@pytest.mark.parametrize(
    ("count", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (0, 20, 0.0, 0.1611), (20, 20, 0.8389, 1.0), (0, 0, 0.0, 1.0)],
)
def test_the_wilson_interval_is_that_of_the_textbook(count: int, whole: int, low: float, high: float) -> None:
    assert Share(count, whole).interval() == pytest.approx((low, high), abs=0.00005)


def test_a_share_says_count_whole_and_interval() -> None:
    assert str(Share(81, 263)) == "81 of 263 (25.5%-36.6%)"
    assert str(Share(0, 0)) == "0 of 0"


def test_the_share_of_nothing_is_unknown() -> None:
    assert Share(0, 0).value is None
    assert Share(3, 4).value == 0.75


def test_a_label_has_its_recall_precision_and_f1() -> None:
    receipts, refusals = rows_by_label(FIVE)
    assert (receipts.name, receipts.found, receipts.precision) == ("acknowledgement", Share(2, 3), Share(2, 3))
    assert receipts.f1 == pytest.approx(2 / 3)
    assert (refusals.name, refusals.found, refusals.precision) == ("rejection", Share(1, 2), Share(1, 1))
    assert refusals.f1 == pytest.approx(2 / 3)


def test_an_unsure_answer_is_a_miss_and_no_error() -> None:
    sure = rows_by_label([answer(YES, YES), answer(YES, YES)])[0]
    torn = rows_by_label([answer(YES, YES), answer(YES, None)])[0]
    assert (sure.found, torn.found) == (Share(2, 2), Share(1, 2))
    assert sure.precision.value == torn.precision.value == 1.0
    assert sure.f1 == 1.0
    assert torn.f1 == pytest.approx(2 / 3)
    assert (accuracy(FIVE), answered(FIVE)) == (Share(3, 5), Share(4, 5))


def test_a_label_that_was_only_said_wrongly_has_a_row_without_truth() -> None:
    row = rows_by_label([answer(NO, TALK), answer(NO, NO)])[-1]
    assert (row.name, row.found, row.precision, row.f1) == ("interview", Share(0, 0), Share(0, 1), 0.0)


def test_macro_f1_is_the_mean_of_the_labels_that_have_enough_messages() -> None:
    answers = [*FIVE, answer(TALK, TALK)]
    assert macro_f1(answers) == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert macro_f1(answers, least=2) == pytest.approx(2 / 3)
    assert macro_f1(answers, least=4) is None
    assert macro_f1([]) is None


def test_confusion_counts_every_pair_and_the_unsure_ones() -> None:
    assert confusion(FIVE) == {
        ("acknowledgement", "acknowledgement"): 2,
        ("acknowledgement", "unsure"): 1,
        ("rejection", "rejection"): 1,
        ("rejection", "acknowledgement"): 1,
    }
    assert (called(FIVE, NO, YES), called(FIVE, YES, NO)) == (1, 0)


def test_groups_are_in_order_of_name() -> None:
    answers = [answer(YES, YES, lang="fr"), answer(NO, NO, lang="de"), answer(NO, YES, lang="fr")]
    assert {name: len(its) for name, its in groups(answers, "lang").items()} == {"de": 1, "fr": 2}
    assert list(groups(answers, "lang")) == ["de", "fr"]


def test_answers_that_are_right_as_often_as_they_are_sure_have_no_calibration_error() -> None:
    answers = [answer(YES, YES, 0.75)] * 3 + [answer(NO, YES, 0.75)]
    assert reliability(answers) == [Bin(4, 0.75, 0.75)]
    assert calibration_error(answers) == 0.0


def test_overconfident_answers_have_the_error_of_their_excess() -> None:
    answers = [answer(YES, YES, 1.0), answer(NO, YES, 1.0)]
    assert reliability(answers) == [Bin(2, 1.0, 0.5)]
    assert calibration_error(answers) == 0.5


def test_every_range_weighs_as_much_as_it_has_messages() -> None:
    answers = [answer(YES, YES, 1.0)] * 3 + [answer(NO, YES, 0.25)]
    assert calibration_error(answers) == pytest.approx(0.25 / 4)
    assert calibration_error([]) == 0.0


def test_an_unsure_answer_counts_with_its_best_guess_for_calibration() -> None:
    assert reliability([answer(NO, None, 0.5, best=NO)]) == [Bin(1, 0.5, 1.0)]


def test_coverage_gives_the_surest_first() -> None:
    answers = [answer(NO, YES, 0.5)] * 2 + [answer(YES, YES, 0.9)] * 8
    points = dict(coverage(answers))
    assert list(points) == [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0]
    assert points[0.5] == points[0.8] == 1.0
    assert points[0.9] == pytest.approx(8 / 9)
    assert points[1.0] == 0.8


def test_coverage_of_no_answers_is_no_point() -> None:
    assert coverage([]) == []
