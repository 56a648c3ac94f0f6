from pathlib import Path

import numpy as np
import pytest

from inbox_watch.classify.features import features
from inbox_watch.classify.model import load_model
from inbox_watch.errors import UsageError
from inbox_watch.learn.corpus import Example, load_corpus, sender_of
from inbox_watch.learn.export import export
from inbox_watch.learn.lengthen import lengthened, load_parts
from inbox_watch.learn.train import label_probabilities, train
from inbox_watch.records import Address, Detail

CORPUS = Path(__file__).parents[2] / "data" / "corpus"
SMALL = (Detail.ACKNOWLEDGEMENT, Detail.REJECTION, Detail.INTERVIEW_INVITE, Detail.NOT_JOB)


@pytest.fixture(scope="module")
def corpus() -> list[Example]:
    return load_corpus(CORPUS)


def test_the_corpus_is_distinct_and_every_message_names_its_group(corpus: list[Example]) -> None:
    assert len({example.id for example in corpus}) == len(corpus)
    assert len({"".join(example.body.split()) for example in corpus}) == len(corpus)
    assert all(example.group and example.family and example.voice for example in corpus)
    assert len({example.group for example in corpus}) >= 100


def test_the_corpus_speaks_seven_languages(corpus: list[Example]) -> None:
    assert {example.lang for example in corpus} == {"en", "de", "fr", "es", "nl", "it", "pt"}


def test_a_longer_form_keeps_label_and_group(corpus: list[Example]) -> None:
    longer = lengthened(corpus[:50], load_parts(CORPUS))
    for before, after in zip(corpus[:50], longer, strict=True):
        assert (after.detail, after.group, after.family) == (before.detail, before.group, before.family)
        assert after.body.startswith(before.body)
    assert longer == lengthened(corpus[:50], load_parts(CORPUS))


def test_the_exported_model_scores_as_the_pipeline_it_came_from(corpus: list[Example], tmp_path: Path) -> None:
    """The shipped scorer and scikit-learn agree on 500 messages; coefficients are shipped as 16-bit numbers."""
    chosen = [example for example in corpus if example.detail in SMALL and example.lang == "en"][:700]
    trained = train(chosen)
    export(trained, tmp_path / "model.npz")
    model = load_model(tmp_path / "model.npz")
    found = [example.features() for example in chosen[:500]]
    scores = trained.pipeline.decision_function(found) / trained.temperature
    wanted = label_probabilities(scores, trained.details, trained.labels)
    ours = np.array(
        [
            [
                sum(
                    p
                    for detail, p in zip(model.details, model.probabilities(each), strict=True)
                    if detail.label is label
                )
                for label in trained.labels
            ]
            for each in found
        ]
    )
    assert np.abs(ours - wanted).max() < 5e-3
    assert (ours.argmax(axis=1) == wanted.argmax(axis=1)).mean() > 0.998


def test_a_broken_record_is_named_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": "x", "detail": "acknowledgement", "label": "rejection"}\n', "utf-8")
    with pytest.raises(UsageError, match=r"bad\.jsonl:1"):
        load_corpus(tmp_path)


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no \.jsonl"):
        load_corpus(tmp_path)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Lindhof Labs <jobs@lindhof.example>", Address("Lindhof Labs", "jobs@lindhof.example")),
        ('"Lindhof, Labs" <Jobs@Lindhof.example>', Address("Lindhof, Labs", "jobs@lindhof.example")),
        ("jobs@lindhof.example", Address("", "jobs@lindhof.example")),
        ("Lindhof Labs", Address("Lindhof Labs", "")),
    ],
)
def test_a_sender_text_is_an_address(text: str, address: Address) -> None:
    assert sender_of(text) == address


def test_features_do_not_depend_on_who_asks() -> None:
    example = Example("x", Detail.REJECTION, "en", "v", "g", "f", Address("", "a@b.example"), "Hello", "A body.")
    assert example.features() == features(example.sender, example.subject, example.body)
