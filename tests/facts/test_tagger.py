"""The tagger: exact marginals of the field, and a file that is whole or refused."""

from __future__ import annotations

import contextlib
import io
import itertools
from pathlib import Path

import numpy as np
import pytest

from inbox_watch.facts.tagger import TAGS, Tagger, TaggerUnusableError, load_tagger
from inbox_watch.shipped import tagger_path


def _tagger() -> Tagger:
    dice = np.random.default_rng(7)
    weights = dice.normal(size=(3, len(TAGS))).astype(np.float32)
    transitions = dice.normal(size=(len(TAGS), len(TAGS))).astype(np.float32)
    return Tagger({"a": 0, "b": 1, "c": 2}, weights, transitions)


LINES = [[["a"], ["b", "c"], ["unknown"], ["c"]], [], [["b"]], [["c", "c"], ["a", "b"]]]


def test_marginals_are_those_of_every_path_counted_out() -> None:
    tagger = _tagger()
    for line, marginals in zip(LINES, tagger.marginals(LINES), strict=True):
        assert marginals.shape == (len(line), len(TAGS))
        if line:
            np.testing.assert_allclose(marginals, _counted_out(tagger, line), atol=1e-9)


def _counted_out(tagger: Tagger, line: list[list[str]]) -> np.ndarray:
    """Every sequence of tags with its weight; slow and plain."""
    states = [
        sum((tagger.weights[tagger.numbers[name]] for name in token if name in tagger.numbers), np.zeros(len(TAGS)))
        for token in line
    ]
    shares = np.zeros((len(line), len(TAGS)))
    for path in itertools.product(range(len(TAGS)), repeat=len(line)):
        score = sum(float(states[place][tag]) for place, tag in enumerate(path))
        score += sum(float(tagger.transitions[pair]) for pair in itertools.pairwise(path))
        for place, tag in enumerate(path):
            shares[place, tag] += np.exp(score)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def test_no_line_is_no_trouble() -> None:
    assert _tagger().marginals([]) == []
    assert [each.shape for each in _tagger().marginals([[], []])] == [(0, len(TAGS))] * 2


def test_the_shipped_file_is_whole() -> None:
    tagger = load_tagger(tagger_path())
    assert len(tagger.numbers) == len(tagger.weights) > 10_000


def _file(**changes: object) -> bytes:
    arrays: dict[str, object] = {
        "format": np.int64(1),
        "names": np.frombuffer(b"a\nb", dtype=np.uint8),
        "weights": np.zeros((2, len(TAGS)), dtype=np.float16),
        "transitions": np.zeros((len(TAGS), len(TAGS)), dtype=np.float32),
    }
    octets = io.BytesIO()
    np.savez(octets, **(arrays | changes))  # type: ignore[arg-type]  # a test changes what it likes
    return octets.getvalue()


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "t.npz").write_bytes(_file())
    assert load_tagger(tmp_path / "t.npz").numbers == {"a": 0, "b": 1}


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"no archive",
        _file()[:200],
        _file(format=np.int64(2)),
        _file(weights=np.zeros((3, len(TAGS)), dtype=np.float16)),
        _file(transitions=np.zeros((2, 2), dtype=np.float32)),
        _file(names=np.frombuffer(b"\xff\nb", dtype=np.uint8)),
        _file(names=np.array(["a", "b"], dtype=object)),
    ],
)
def test_a_damaged_or_foreign_file_is_refused(octets: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.npz").write_bytes(octets)
    with pytest.raises(TaggerUnusableError, match=r"t\.npz"):
        load_tagger(tmp_path / "t.npz")


def test_every_flipped_octet_is_read_or_refused(tmp_path: Path) -> None:
    whole = tagger_path().read_bytes()
    path = tmp_path / "t.npz"
    for place in range(0, len(whole), len(whole) // 60):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with contextlib.suppress(TaggerUnusableError):
            load_tagger(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TaggerUnusableError):
        load_tagger(tmp_path / "t.npz")
