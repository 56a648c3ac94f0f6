"""What speaks for an employer's name is learned from mail whose employers a reader wrote down."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from inbox_watch.learn.corpus import Example, load_corpus
from inbox_watch.learn.employers import Facts, asked, weights_of, write
from inbox_watch.learn.told import Told, read_truth
from inbox_watch.shipped import corpus_path
from tests.support.sample import shipped_judge

TRUTH = Path(__file__).resolve().parents[2] / "data" / "facts_truth" / "train.tsv"


@pytest.fixture(scope="module")
def names() -> list[tuple[Facts, bool]]:
    examples = {example.id: example for example in load_corpus(corpus_path())}
    told: list[tuple[Example, Told]] = [(examples[id_], each) for id_, each in islice(read_truth(TRUTH).items(), 200)]
    tagger = shipped_judge().tagger
    assert tagger
    return list(asked(tagger, told))


def test_some_names_are_the_readers_and_some_are_not(names: list[tuple[Facts, bool]]) -> None:
    right = sum(is_right for _, is_right in names)
    assert 0 < right < len(names)


def test_the_same_mail_gives_the_same_weights(names: list[tuple[Facts, bool]]) -> None:
    assert weights_of(names) == weights_of(names)


def test_a_fact_that_only_employers_have_speaks_for_them_and_two_together_too() -> None:
    right = [({"one": 1.0, "other": 1.0}, True)] * 200
    wrong = [({"one": 1.0}, False), ({"other": 1.0}, False)] * 200
    weights = {row["facts"]: float(row["weight"]) for row in weights_of([*right, *wrong])}
    assert weights["one & other"] > 0
    assert all(weight < 0 for name, weight in weights.items() if name != "one & other")


def test_what_is_rare_weighs_nothing() -> None:
    rows = weights_of([({"often": 1.0}, True), ({"other": 1.0}, False)] * 100 + [({"rare": 1.0}, True)] * 5)
    assert {row["facts"] for row in rows} == {"often", "other"}


def test_the_table_is_written_as_it_is_read(tmp_path: Path) -> None:
    write([{"facts": "one & other", "weight": "0.50"}], tmp_path / "w.tsv")
    lines = (tmp_path / "w.tsv").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["facts\tweight", "one & other\t0.50"]
