import pytest

from inbox_watch.classify.decision import best_and_risk, cost, is_clear, is_clear_in_thread
from inbox_watch.records import Label


@pytest.mark.parametrize(
    ("said", "true", "price"),
    [
        (Label.OFFER, Label.OFFER, 0.0),
        (Label.STATUS_UPDATE, Label.HUMAN_REPLY, 1.0),
        (Label.ACKNOWLEDGEMENT, Label.REJECTION, 4.0),
        (Label.REJECTION, Label.ACKNOWLEDGEMENT, 10.0),
        (Label.REJECTION, Label.OTHER, 5.0),
        (Label.INTERVIEW, Label.OTHER, 3.0),
        (Label.OTHER, Label.REJECTION, 2.0),
        (Label.JOB_ALERT, Label.INTERVIEW, 2.0),
        (Label.RECRUITER_OUTREACH, Label.OFFER, 2.0),
        (Label.OTHER, Label.ACKNOWLEDGEMENT, 1.0),
        (Label.OTHER, Label.RECRUITER_OUTREACH, 1.0),
    ],
)
def test_mistakes_have_prices(said: Label, true: Label, price: float) -> None:
    assert cost(said, true) == price


def test_the_most_probable_label_is_said_and_its_mistakes_are_weighed() -> None:
    label, risk = best_and_risk({Label.REJECTION: 0.7, Label.ACKNOWLEDGEMENT: 0.2, Label.OTHER: 0.1})
    assert label is Label.REJECTION
    assert risk == pytest.approx(0.2 * 10.0 + 0.1 * 5.0)


def test_torn_between_receipt_and_refusal_is_less_clear_than_between_harmless_labels() -> None:
    harmless = best_and_risk({Label.STATUS_UPDATE: 0.8, Label.HUMAN_REPLY: 0.2})[1]
    costly = best_and_risk({Label.REJECTION: 0.8, Label.ACKNOWLEDGEMENT: 0.2})[1]
    assert costly > harmless


def test_every_label_has_a_limit_of_its_own() -> None:
    limits = {Label.OFFER: 0.4, Label.REJECTION: 0.2}
    assert is_clear(Label.OFFER, 0.3, limits)
    assert not is_clear(Label.REJECTION, 0.3, limits)


def test_a_label_without_a_limit_is_never_said() -> None:
    assert not is_clear(Label.JOB_ALERT, 0.0, {Label.OFFER: 0.4})


@pytest.mark.parametrize("true", [Label.OTHER, Label.JOB_ALERT])
@pytest.mark.parametrize("said", [Label.REJECTION, Label.ACKNOWLEDGEMENT, Label.INTERVIEW, Label.OFFER])
def test_unrelated_mail_taken_for_news_costs_more_than_news_taken_for_unrelated(said: Label, true: Label) -> None:
    assert cost(said, true) > cost(true, said) >= 1.0


@pytest.mark.parametrize("label", list(Label))
def test_what_is_right_costs_nothing_and_whatever_is_wrong_costs_at_least_one(label: Label) -> None:
    assert cost(label, label) == 0.0
    assert min(cost(label, other) for other in Label if other is not label) == 1.0


def test_a_label_that_is_certain_risks_nothing() -> None:
    assert best_and_risk({Label.OFFER: 1.0}) == (Label.OFFER, 0.0)
    assert is_clear(Label.OFFER, 0.0, {Label.OFFER: 0.0})


def test_the_most_probable_label_is_said_even_where_another_would_risk_less() -> None:
    label, risk = best_and_risk({Label.ACKNOWLEDGEMENT: 0.55, Label.REJECTION: 0.2, Label.STATUS_UPDATE: 0.25})
    assert label is Label.ACKNOWLEDGEMENT
    assert risk == pytest.approx(0.2 * 4.0 + 0.25)


@pytest.mark.parametrize(("receipt", "clear"), [(0.5, True), (0.49, False)])
def test_a_receipt_is_likelier_than_all_else_together_or_it_is_not_said(receipt: float, clear: bool) -> None:
    probabilities = {Label.ACKNOWLEDGEMENT: receipt, Label.HUMAN_REPLY: 0.26, Label.STATUS_UPDATE: 0.74 - receipt}
    assert is_clear(*best_and_risk(probabilities), {Label.ACKNOWLEDGEMENT: 100.0}) is clear


@pytest.mark.parametrize(
    ("label", "risk", "clear"),
    [
        (Label.REJECTION, 0.2, True),
        (Label.REJECTION, 0.2001, False),
        (Label.INTERVIEW, 0.4, True),
        (Label.INTERVIEW, 0.4001, False),
    ],
)
def test_a_risk_as_high_as_its_limit_is_taken_and_no_higher_one(label: Label, risk: float, clear: bool) -> None:
    assert is_clear(label, risk, {Label.REJECTION: 0.2, Label.INTERVIEW: 0.4}) is clear


@pytest.mark.parametrize(
    ("probabilities", "clear"),
    [
        ({Label.OFFER: 0.85, Label.OTHER: 0.1, Label.HUMAN_REPLY: 0.05}, True),
        ({Label.OFFER: 0.6, Label.HUMAN_REPLY: 0.4}, False),
        ({Label.REJECTION: 0.45, Label.OTHER: 0.3, Label.HUMAN_REPLY: 0.25}, False),
        ({Label.REJECTION: 0.9, Label.ACKNOWLEDGEMENT: 0.1}, False),
        ({Label.HUMAN_REPLY: 0.9, Label.OTHER: 0.1}, False),
        ({Label.ACKNOWLEDGEMENT: 0.9, Label.OTHER: 0.1}, False),
    ],
    ids=[
        "only unrelated mail would make it a mistake",
        "torn between what a person may say",
        "what is unrelated elsewhere is the reply it is more likely to be",
        "a receipt taken for a refusal costs as much there",
        "a reply decides nothing",
        "nor does a receipt",
    ],
)
def test_in_the_users_thread_nothing_is_unrelated(probabilities: dict[Label, float], clear: bool) -> None:
    label = best_and_risk(probabilities)[0]
    assert is_clear_in_thread(label, probabilities, dict.fromkeys(Label, 0.3)) is clear
