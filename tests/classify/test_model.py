"""A model file that is not as it should be is unusable, whatever is wrong with it, and never a traceback."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inbox_watch.classify.model import model_from
from inbox_watch.errors import ModelUnusable
from inbox_watch.shipped import model_path

Arrays = dict[str, Any]


@cache
def shipped() -> Arrays:
    with np.load(model_path()) as archive:
        return {name: archive[name] for name in archive.files}


def octets(arrays: Arrays) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def about(**other: object) -> Callable[[Arrays], None]:
    def change(arrays: Arrays) -> None:
        its = {**json.loads(bytes(arrays["about"])), **other}
        arrays["about"] = np.frombuffer(json.dumps(its).encode(), np.uint8)

    return change


def weight(name: str, value: float) -> Callable[[Arrays], None]:
    def change(arrays: Arrays) -> None:
        arrays[name] = arrays[name].copy()
        arrays[name].flat[0] = value

    return change


CHANGES: dict[str, Callable[[Arrays], None]] = {
    "no kind of mail": about(details=[]),
    "a limit that is no number": about(limits={"other": float("nan")}),
    "limits of nothing": about(limits=[0.1, 0.2, 0.3]),
    "a limit of an unknown label": about(limits={"gossip": 0.1}),
    "another format": about(format=2),
    "an intercept that is no number": weight("intercepts", float("nan")),
    "an endless coefficient": weight("pieces_terms_coefficients", float("inf")),
    "an endless IDF": weight("messages_runs_idf", float("inf")),
    "keys out of order": weight("pieces_terms_keys", 2**62),
    "a coefficient beyond all bounds": lambda arrays: arrays.update(
        pieces_runs_coefficients=np.full(arrays["pieces_runs_coefficients"].shape, 1e300)
    ),
    "complex numbers": lambda arrays: arrays.update(voice=arrays["voice"].astype(complex)),
    "a text for weights": lambda arrays: arrays.update(voice=np.array(["a"])),
    "a limit beyond all bounds": about(limits={"other": 10**400}),
    "a list about itself": lambda arrays: arrays.update(about=np.frombuffer(b"[3]", np.uint8)),
    "no words": lambda arrays: arrays.pop("words"),
    "brackets": lambda arrays: arrays.update(about=np.frombuffer(b"[" * 100_000, np.uint8)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_model_that_does_not_hold_together_is_unusable(change: Callable[[Arrays], object]) -> None:
    arrays = dict(shipped())
    change(arrays)
    with pytest.raises(ModelUnusable, match="rules alone judge"):
        model_from(octets(arrays), Path("own.npz"))


def test_a_member_that_is_no_array_is_unusable() -> None:
    file = io.BytesIO(octets(dict(shipped())))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("note.txt", "hello")
    with pytest.raises(ModelUnusable, match="something else than numbers"):
        model_from(file.getvalue(), Path("own.npz"))


def test_the_same_octets_are_the_same_model() -> None:
    assert (
        model_from(octets(dict(shipped())), Path("a")).details == model_from(octets(dict(shipped())), Path("b")).details
    )


def test_a_bit_that_flipped_in_the_archive_is_no_traceback() -> None:
    small = octets({name: array for name, array in shipped().items() if array.nbytes < 100_000})
    chance = random.Random(7)
    for _ in range(200):
        damaged = bytearray(small)
        damaged[chance.randrange(len(damaged) - 4_000, len(damaged))] ^= 1 << chance.randrange(8)
        with pytest.raises(ModelUnusable):
            model_from(bytes(damaged), Path("own.npz"))
