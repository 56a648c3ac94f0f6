"""The laboratory on the command line, on a corpus small enough for a test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inbox_watch.classify.model import load_model
from inbox_watch.shipped import model_path
from tests.cli.calls import AS_OF, call
from tests.support.small_corpus import KINDS, write_small_corpus


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_corpus(tmp_path_factory.mktemp("corpus"))


def test_a_model_is_trained_written_and_can_judge(corpus: Path, tmp_path: Path) -> None:
    done = call("train", "--corpus", corpus, "-o", tmp_path / "model.npz")
    assert done.code == 0, done.err
    assert "of the held-out mail right" in done.out
    assert {detail.value for detail in load_model(tmp_path / "model.npz").details} == set(KINDS)


def test_a_model_that_cannot_be_written_says_so(corpus: Path, tmp_path: Path) -> None:
    done = call("train", "--corpus", corpus, "-o", tmp_path / "missing" / "model.npz")
    assert done.code == 73
    assert "cannot be written" in done.err


def test_without_labels_there_is_nothing_of_yours_to_learn(polled: Path, corpus: Path) -> None:
    done = call("-c", polled, "train", "--mine", "--corpus", corpus)
    assert done.code == 2
    assert "inbox-watch review" in done.err


def test_a_model_of_yours_that_does_worse_is_refused(labelled: Path, corpus: Path, tmp_path: Path) -> None:
    """Four kinds of mail from a corner of the corpus cannot do better than the shipped model."""
    listed = json.loads(call("-c", labelled, "report", "--format", "json", "--as-of", AS_OF).out)
    message = next(event["message_id"] for each in listed["applications"] for event in each["events"])
    assert call("-c", labelled, "label", message, "rejection").code == 0
    own = tmp_path / "own.npz"
    done = call("-c", labelled, "train", "--mine", "--corpus", corpus, "-o", own)
    assert done.code == 1
    assert "nothing was changed" in done.err
    assert "1 of yours" in done.err
    assert not own.exists()


def test_the_model_in_use_is_shown(config: Path) -> None:
    done = call("-c", config, "model", "info")
    assert done.code == 0
    assert str(model_path()) in done.out
    assert load_model(model_path()).sha256 in done.out


def test_a_measurement_names_the_costly_mistakes_first(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text(
        '{"id": "1", "label": "rejection", "from": "hr@lindhof.example", "subject": "Your application", '
        '"body": "We regret to tell you that we have chosen another candidate for this position."}\n',
        "utf-8",
    )
    done = call("evaluate", path, "--picture", tmp_path / "picture.svg")
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert lines[2].startswith("- refusals called receipts: **0**")
    assert lines[3].startswith("- receipts called refusals: **0**")
    assert (tmp_path / "picture.svg").read_text().startswith("<svg")


def test_a_dataset_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = call("evaluate", tmp_path / "none.jsonl")
    assert done.code == 2
    assert "none.jsonl" in done.err
