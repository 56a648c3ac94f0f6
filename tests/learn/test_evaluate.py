"""A judge against labelled mail."""

import json
from pathlib import Path

from inbox_watch.classify.model import load_model
from inbox_watch.learn.card import card
from inbox_watch.learn.corpus import load_corpus, load_sentences
from inbox_watch.learn.dataset import load_records
from inbox_watch.learn.evaluate import held_out_answers, is_worse, judge_records, summary_lines
from inbox_watch.learn.measure import Answer
from inbox_watch.records import Label
from inbox_watch.shipped import corpus_path, model_path

ROOT = Path(__file__).parents[2]
RECEIPT, REFUSAL = Label.ACKNOWLEDGEMENT, Label.REJECTION


def answer(true: Label, said: Label | None) -> Answer:
    return Answer(true, said, said or Label.OTHER, 0.9, "here", "en", "one")


def test_more_refusals_called_receipts_are_worse_whatever_else_is_right() -> None:
    shipped = [answer(REFUSAL, REFUSAL), answer(RECEIPT, None), answer(RECEIPT, None)]
    assert is_worse([answer(REFUSAL, RECEIPT), answer(RECEIPT, RECEIPT), answer(RECEIPT, RECEIPT)], shipped)


def test_fewer_right_answers_are_worse_and_as_many_are_not() -> None:
    shipped = [answer(REFUSAL, REFUSAL), answer(RECEIPT, None)]
    assert is_worse([answer(REFUSAL, None), answer(RECEIPT, None)], shipped)
    assert not is_worse([answer(REFUSAL, None), answer(RECEIPT, RECEIPT)], shipped)


def test_a_label_that_a_source_does_not_know_counts_as_its_other(tmp_path: Path) -> None:
    records = [
        {"id": "1", "label": "other", "source": "theirs", "subject": "Re: Planner", "body": "Got it, I will ask Ines."},
        {"id": "2", "label": "human_reply", "source": "ours", "subject": "Re: Planner", "body": "Got it, thanks Ines."},
    ]
    path = tmp_path / "few.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    theirs, ours = judge_records(load_records(path), load_model(model_path()))
    assert theirs.best is not Label.HUMAN_REPLY
    assert ours.true is Label.HUMAN_REPLY


def test_without_a_model_everything_is_unsure(tmp_path: Path) -> None:
    path = tmp_path / "few.jsonl"
    path.write_text('{"label": "rejection", "body": "We chose somebody else for this position."}\n', "utf-8")
    (only,) = judge_records(load_records(path), None)
    assert only.said is None


def test_the_summary_names_the_costly_mistakes_and_every_label() -> None:
    lines = summary_lines([answer(REFUSAL, RECEIPT), answer(RECEIPT, RECEIPT), answer(REFUSAL, REFUSAL)])
    assert lines[0] == "- refusals called receipts: **1**"
    assert lines[1] == "- receipts called refusals: **0**"
    assert any(line.startswith("| rejection | 1 of 2 (") for line in lines)
    assert any(line.startswith("Calibration error (ECE") for line in lines)


def test_the_card_in_the_repository_is_that_of_the_model() -> None:
    shipped = (ROOT / "models" / "CARD.md").read_text("utf-8")
    model = load_model(model_path())
    examples = load_corpus(corpus_path())
    made = card(model, examples, len(load_sentences(corpus_path())), {}, model_path().parent)
    assert model.sha256 in shipped
    assert set(made.splitlines()) <= set(shipped.splitlines())


def test_the_headline_of_the_card_is_what_the_shipped_model_does() -> None:
    shipped = (ROOT / "models" / "CARD.md").read_text("utf-8").splitlines()
    answers = held_out_answers(corpus_path(), load_model(model_path()))
    assert set(summary_lines(answers)[:4]) <= set(shipped)
