"""The tagger: exact marginals of the field, and a file that is whole or refused."""

from __future__ import annotations

import contextlib
import io
import itertools
from pathlib import Path

import numpy as np
import pytest

from inbox_watch.facts.choice import FACTS
from inbox_watch.facts.tagger import TAGS, Tagger, TaggerUnusableError, load_tagger
from inbox_watch.facts.tagging import Field, Seen, features, lines_of, seen
from inbox_watch.records import Address
from inbox_watch.shipped import tagger_path

SENDER = Address("b coo", "jobs@lindhof.example")
# Of a token, of its neighbours near and far, of pairs, of a line, of the message, and of a line's end.
NAMES = ("w=a", "w=b", "-3=b", "-1=b", "+2=c", "-21=a_b", "+12=b_c", "KON", "inN", "fld=G", "lastS", "sh-1=x")


def _tagger() -> Tagger:
    dice = np.random.default_rng(7)
    weights = dice.normal(size=(len(NAMES), len(TAGS))).astype(np.float32)
    transitions = dice.normal(size=(len(TAGS), len(TAGS))).astype(np.float32)
    return Tagger({name: row for row, name in enumerate(NAMES)}, weights, transitions, ())


def test_marginals_are_those_of_every_path_counted_out() -> None:
    tagger = _tagger()
    lines = lines_of(SENDER, "a b c", "b\nc < a\nb coo a d")
    said, marginals = features(lines, SENDER), tagger.marginals(seen(lines, SENDER))
    assert {name for line in said for token in line for name in token} >= set(NAMES)
    assert [len(its) for its in marginals] == [2, 3, 1, 3, 4]
    for line, its in zip(said, marginals, strict=True):
        np.testing.assert_allclose(its, _counted_out(tagger, line), atol=1e-9)


def test_what_is_kept_of_tokens_changes_nothing() -> None:
    lines = seen(lines_of(SENDER, "a b c", "b a"), SENDER)
    tagger = _tagger()
    first, second = tagger.marginals(lines), tagger.marginals(lines)
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)


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
    empty = Seen(Field.BODY, [], (), [], [])
    assert [each.shape for each in _tagger().marginals([empty, empty])] == [(0, len(TAGS))] * 2


def test_the_shipped_file_is_whole() -> None:
    tagger = load_tagger(tagger_path())
    assert len(tagger.numbers) == len(tagger.weights) > 10_000


def _file(**changes: object) -> bytes:
    arrays: dict[str, object] = {
        "format": np.int64(2),
        "names": np.frombuffer(b"a\nb", dtype=np.uint8),
        "weights": np.zeros((2, len(TAGS)), dtype=np.float16),
        "transitions": np.zeros((len(TAGS), len(TAGS)), dtype=np.float32),
        "choice": np.arange(len(FACTS), dtype=np.float64),
    }
    octets = io.BytesIO()
    np.savez(octets, **(arrays | changes))  # type: ignore[arg-type]  # a test changes what it likes
    return octets.getvalue()


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "t.npz").write_bytes(_file())
    tagger = load_tagger(tmp_path / "t.npz")
    assert tagger.numbers == {"a": 0, "b": 1}
    assert tagger.choice == tuple(range(len(FACTS)))


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"no archive",
        _file()[:200],
        _file(format=np.int64(1)),
        _file(weights=np.zeros((3, len(TAGS)), dtype=np.float16)),
        _file(transitions=np.zeros((2, 2), dtype=np.float32)),
        _file(choice=np.zeros(2)),
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
