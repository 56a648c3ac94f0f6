"""Rows 5 and 13: mail teaches nothing, and a model that would run something is not loaded."""

from __future__ import annotations

import hashlib
import os
import pickle
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inbox_watch.classify.model import load_model
from inbox_watch.cli.context import STORE_NAME
from inbox_watch.errors import InboxWatchError
from inbox_watch.facts.sent_judge import load_sent_judge
from inbox_watch.facts.tagger import TaggerUnusableError, load_tagger
from inbox_watch.store.store import open_store
from tests.cli.calls import SAMPLES, call, write_config

ROOT = Path(__file__).resolve().parents[2]
SPAM = 500
# What would turn a judge around, were it to learn: each kind of news in the words of another.
_TWISTED = (
    ("We are pleased to invite you to an interview", "Unfortunately we have decided not to proceed with you."),
    ("Rejection", "We are delighted to offer you the position, the contract is attached."),
    ("Absage", "Wir laden Sie herzlich zu einem Gespräch ein."),
    ("Your application was received", "Win a prize now, click here, unsubscribe below, cheap watches."),
)


def spam(number: int) -> bytes:
    subject, text = _TWISTED[number % len(_TWISTED)]
    word = random.Random(number).randbytes(6).hex()
    return (
        f"From: Careers <jobs@spam{number}.example>\r\nTo: runa@falkenried.example\r\n"
        f"Subject: {subject} {word}\r\nMessage-ID: <{word}@spam{number}.example>\r\n"
        f"Date: Tue, 3 Mar 2026 09:00:00 +0000\r\n\r\n{text} {word}\r\n"
    ).encode()


def sums(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.npz"))}


def verdicts(config: Path) -> str:
    """What the judge says of the first sixty mails of the sample search."""
    said = call("-c", config, "classify", "--jsonl", *sorted((SAMPLES / "cur").iterdir())[:60])
    assert said.code == 0, said.err
    assert said.out.count("\n") == 60
    return said.out


def test_five_hundred_mails_change_neither_a_model_nor_a_verdict(tmp_path: Path) -> None:
    box = tmp_path / "Maildir" / "cur"
    box.mkdir(parents=True)
    for number in range(SPAM):
        (box / f"{1772500000 + number}.M{number}.host:2,").write_bytes(spam(number))
    config = write_config(tmp_path, box.parent)
    models, before = sums(ROOT / "models"), verdicts(config)
    polled = call("-c", config, "poll", "--since", "2020-01-01")
    assert polled.code == 0, polled.err
    with open_store(tmp_path / "data" / STORE_NAME, read_only=True) as store:
        assert len(store.findings()) == SPAM
    assert verdicts(config) == before
    assert sums(ROOT / "models") == models
    assert len(models) == 3
    assert not [path for path in tmp_path.rglob("*") if path.suffix in (".npz", ".npy", ".pkl", ".joblib")]


class Trap:
    """What makes a folder when it is read as a pickle."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.folder),)


def as_member(trap: Trap, path: Path) -> None:
    """In a file of the right form, for every table that is asked for."""
    names = ("about", "names", "idf", "weights", "intercepts", "format", "transitions", "runs")
    np.savez(path, **{name: np.array([trap], dtype=object) for name in names})  # type: ignore[arg-type]  # of objects


def as_whole(trap: Trap, path: Path) -> None:
    """As a file of that name."""
    path.write_bytes(pickle.dumps(trap))


@pytest.mark.parametrize("load", [load_model, load_sent_judge, load_tagger])
@pytest.mark.parametrize("write", [as_member, as_whole])
def test_a_model_that_would_run_something_is_refused(
    load: Callable[[Path], object], write: Callable[[Trap, Path], None], tmp_path: Path
) -> None:
    trap = Trap(tmp_path / "sprung")
    write(trap, tmp_path / "model.npz")
    with pytest.raises((InboxWatchError, TaggerUnusableError)):
        load(tmp_path / "model.npz")
    assert not trap.folder.exists()
    pickle.loads(pickle.dumps(trap))
    assert trap.folder.exists(), "the trap would have sprung"
