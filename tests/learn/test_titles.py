"""Training the tagger: what is learned is what the scorer says, and the same input gives the same octets."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pycrfsuite
import pytest

from inbox_watch.facts.choice import FACTS
from inbox_watch.facts.tagger import TAGS, load_tagger
from inbox_watch.facts.tagging import lines_of, seen
from inbox_watch.learn.corpus import Example, load_corpus
from inbox_watch.learn.titles import Trained, as_octets, read, tags_of, train
from inbox_watch.learn.told import Told, read_truth
from inbox_watch.records import Address
from inbox_watch.shipped import corpus_path

TRUTH = Path(__file__).resolve().parents[2] / "data" / "facts_truth"
WEIGHTS = tuple(map(float, range(len(FACTS))))


@pytest.fixture(scope="module")
def some() -> list[tuple[Example, Told]]:
    examples = {example.id: example for example in load_corpus(corpus_path())}
    return [(examples[id_], told) for id_, told in list(read_truth(TRUTH / "train.tsv").items())[:60]]


@pytest.fixture(scope="module")
def trained(some: list[tuple[Example, Told]]) -> Trained:
    return train(some)


def test_nothing_of_the_held_out_groups_is_learned() -> None:
    split = {example.id: example.split for example in load_corpus(corpus_path())}
    assert {split[id_] for id_ in read_truth(TRUTH / "train.tsv")} == {"train"}


def test_the_words_of_the_reader_are_tagged_wherever_they_stand() -> None:
    lines = lines_of(
        Address("Lindhof Labs", "x@y.example"), "Night Planner", "A planner of Lindhof\nLabs: night planner."
    )
    told = Told(("Night Planner", "Planner"), ("Lindhof Labs",))
    assert tags_of(lines, told) == [
        ["B-employer", "I-employer"],
        ["B-role", "I-role"],
        ["O", "B-role", "O", "O"],
        ["O", "O", "B-role", "I-role", "O"],
    ]


def test_the_scorer_says_what_was_trained(some: list[tuple[Example, Told]], trained: Trained, tmp_path: Path) -> None:
    """Up to half precision and the small weights that are left out."""
    (tmp_path / "t.npz").write_bytes(as_octets(trained, WEIGHTS))
    ours, theirs = load_tagger(tmp_path / "t.npz"), _crfsuite(some)
    for example, _ in some[:20]:
        lines, found = read(example)
        for its, marginals in zip(found, ours.marginals(seen(lines, example.sender)), strict=True):
            if its:
                theirs.set(its)
                known = set(theirs.labels())
                expected = [
                    [theirs.marginal(tag, place) if tag in known else 0.0 for tag in TAGS] for place in range(len(its))
                ]
                np.testing.assert_allclose(marginals, expected, atol=0.1)


def _crfsuite(some: list[tuple[Example, Told]]) -> pycrfsuite.Tagger:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.0, "c2": 2.0, "max_iterations": 80, "feature.possible_transitions": True})
    for example, told in some:
        lines, found = read(example)
        for its, tags in zip(found, tags_of(lines, told), strict=True):
            if its:
                trainer.append(its, tags)
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/t")
        tagger = pycrfsuite.Tagger()
        tagger.open(f"{folder}/t")
        return tagger


def test_the_same_input_gives_the_same_octets(some: list[tuple[Example, Told]], trained: Trained) -> None:
    assert as_octets(train(some), WEIGHTS) == as_octets(trained, WEIGHTS)
