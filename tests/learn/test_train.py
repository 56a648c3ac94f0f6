"""The model that is trained is the model that judges: scikit-learn and the shipped scorer say the same."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inbox_watch.classify.model import Model, model_from
from inbox_watch.learn.corpus import Example, load_corpus, load_sentences
from inbox_watch.learn.export import as_octets
from inbox_watch.learn.generate import generate
from inbox_watch.learn.mine import GROUP, WEIGHT
from inbox_watch.learn.train import Trained, train
from inbox_watch.records import Detail, Label

CORPUS = Path(__file__).parents[2] / "data" / "corpus"
SMALL = (Detail.ACKNOWLEDGEMENT, Detail.REJECTION, Detail.INTERVIEW_INVITE, Detail.NOT_JOB)


@pytest.fixture(scope="module")
def corpus() -> list[Example]:
    return load_corpus(CORPUS)


@pytest.fixture(scope="module")
def trained(corpus: list[Example]) -> Trained:
    """Some hundred messages of four kinds are enough to compare two ways of reckoning."""
    few = [example for example in corpus if example.detail in SMALL and example.lang == "en"][:500]
    sentences = [each for each in load_sentences(CORPUS) if each.lang == "en"][::8]
    made = [each for each in generate(CORPUS, sentences) if each.detail in SMALL][:100]
    return train(few, sentences, made, folds=3)


@pytest.fixture(scope="module")
def model(trained: Trained) -> Model:
    return model_from(as_octets(trained), Path("model.npz"))


def test_the_shipped_scorer_says_what_scikit_learn_says(corpus: list[Example], trained: Trained, model: Model) -> None:
    found = [example.features() for example in corpus[::10][:500]]
    wanted = trained.probabilities(found)
    ours = np.array([model.judge(each)[0] for each in found])
    assert len(found) == 500
    assert np.abs(ours - wanted).max() < 1e-5


def test_a_message_is_judged_the_same_whatever_was_judged_before(corpus: list[Example], trained: Trained) -> None:
    octets = as_octets(trained)
    example = corpus[7].features()
    fresh, used = model_from(octets, Path("a")), model_from(octets, Path("b"))
    for other in corpus[:7]:
        used.judge(other.features())
    assert np.array_equal(fresh.judge(example)[0], used.judge(example)[0])


def test_training_twice_gives_the_same_octets(trained: Trained) -> None:
    assert as_octets(trained) == as_octets(trained)


def test_mail_of_the_users_own_is_learned_from_and_brings_no_word_in(corpus: list[Example]) -> None:
    few = [example for example in corpus if example.detail in SMALL and example.lang == "en"][:150]
    own = replace(few[0], group=GROUP, family="mine", body="The zanzibar heron is a private word.", deciding=())
    own = replace(own, detail=Detail.REJECTION)
    without, learned = train(few, (), folds=2), train([*few, *[own] * WEIGHT], (), folds=2)
    assert not [run for run in ("zanzib", "nzibar", "heron") if run.encode() in unpacked(as_octets(learned))]
    place = learned.judges.details.index(Detail.REJECTION)
    before, after = (each.probabilities([own.features()])[0][place] for each in (without, learned))
    assert after > before


def unpacked(octets: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return b"".join(map(archive.read, archive.namelist()))


def test_the_corpus_is_distinct_and_every_message_names_its_group(corpus: list[Example]) -> None:
    assert len({example.id for example in corpus}) == len(corpus)
    assert len({("".join(example.body.split()), example.subject) for example in corpus}) == len(corpus)
    assert all(example.group and example.family and example.voice for example in corpus)


def test_the_corpus_is_as_broad_as_promised(corpus: list[Example]) -> None:
    assert len(corpus) >= 3000
    assert len({example.group for example in corpus}) >= 300
    about_jobs = [example for example in corpus if example.detail.label is not Label.OTHER]
    for lang in ("de", "fr", "es", "nl", "it", "pt"):
        assert sum(example.lang == lang for example in about_jobs) >= 150, lang


def test_no_author_group_is_on_both_sides(corpus: list[Example]) -> None:
    groups = {split: {each.group for each in corpus if each.split == split} for split in ("train", "held_out")}
    assert not groups["train"] & groups["held_out"]


@pytest.mark.parametrize("label", sorted({detail.label for detail in Detail} - {Label.DELIVERY_FAILURE}))
def test_every_label_has_forty_messages_by_voices_absent_from_training(corpus: list[Example], label: Label) -> None:
    assert sum(each.split == "held_out" and each.detail.label is label for each in corpus) >= 40
