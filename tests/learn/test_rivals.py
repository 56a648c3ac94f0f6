"""Clauses of refusals against all that stands in receipts, and the other way round."""

from __future__ import annotations

import pytest
from sklearn.pipeline import Pipeline

from inbox_watch.classify.features import Features, Piece, Place, piece
from inbox_watch.classify.rivals import NAMES
from inbox_watch.learn.judges import fitted
from inbox_watch.learn.pipeline import pieces_pipeline
from inbox_watch.learn.rivals import Clauses, add_rivals
from inbox_watch.records import Label

NO, YES = "We shall not take your application further.", "Your application has reached us."
BOTH = "Many people wrote to us and we read every line."


def clause(text: str, place: Place = Place.PLAIN) -> Piece:
    return piece(text, place, "en")


SUBJECT = clause("Your application", Place.SUBJECT)
REFUSAL = Clauses(Features((SUBJECT, clause(BOTH), clause(NO)), ()), (None, "background", "rejection"), Label.REJECTION)
RECEIPT = Clauses(
    Features((SUBJECT, clause(BOTH), clause(YES)), ()), (None, "background", "acknowledgement"), Label.ACKNOWLEDGEMENT
)
SENTENCES = [(clause("Thank you for your patience."), "courtesy")]


@pytest.fixture
def judge() -> Pipeline:
    labelled = [(clause(NO), "rejection"), (clause(YES), "acknowledgement"), (clause(BOTH), "background")] * 3
    return fitted(pieces_pipeline(), labelled)


def test_a_clause_that_only_one_of_them_has_speaks_for_it(judge: Pipeline) -> None:
    add_rivals(judge, SENTENCES, [REFUSAL, RECEIPT])
    names = judge[-1].classes_.tolist()
    assert names[-2:] == list(NAMES)
    refuses, receives = judge.decision_function([clause(NO), clause(YES), clause(BOTH)])[:, -2:].T
    assert refuses[0] > 0 > max(refuses[1:])
    assert receives[1] > 0 > max(receives[0], receives[2])


def test_what_it_knew_before_is_as_it_was(judge: Pipeline) -> None:
    asked = [clause(NO), clause(BOTH)]
    before = judge.decision_function(asked)
    add_rivals(judge, SENTENCES, [REFUSAL, RECEIPT])
    assert (judge.decision_function(asked)[:, :-2] == before).all()


def test_without_an_example_there_is_nothing_to_hear(judge: Pipeline) -> None:
    before = judge[-1].classes_.tolist()
    add_rivals(judge, SENTENCES, [RECEIPT])
    assert judge[-1].classes_.tolist() == [*before, NAMES[1]]
