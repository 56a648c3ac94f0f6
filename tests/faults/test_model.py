"""A model that is cut short, changed in one bit or something else: rules read the mail, and it is said."""

from __future__ import annotations

import io
import os
import pickle
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from inbox_watch.classify.model import load_model
from inbox_watch.errors import EXIT_FINE, ModelUnusable
from inbox_watch.facts.sent_judge import load_sent_judge
from inbox_watch.facts.tagger import TaggerUnusableError, load_tagger
from inbox_watch.shipped import model_path, sent_judge_path, tagger_path
from tests.faults.amounts import LONG, SEED, at_random, some_of
from tests.faults.runs import Host
from tests.faults.scenes import NEW, OLD, SCENES, set_scene
from tests.support.tally import Tally

pytestmark = LONG

FILES: dict[str, tuple[Callable[[], Path], Callable[[Path], object]]] = {
    "model": (model_path, load_model),
    "sent": (sent_judge_path, load_sent_judge),
    "titles": (tagger_path, load_tagger),
}


def loads(which: str, path: Path) -> bool:
    """Does the file load? If not, it is refused with an error that is meant for that."""
    try:
        FILES[which][1](path)
    except (ModelUnusable, TaggerUnusableError):
        return False
    return True


@pytest.mark.parametrize("which", FILES)
def test_a_file_that_was_changed_is_refused_or_the_same(which: str, place: Path, tally: Tally) -> None:
    octets, dice = FILES[which][0]().read_bytes(), random.Random(SEED)
    path = place / "changed.npz"
    path.write_bytes(octets)
    assert loads(which, path)
    changed = 0
    for end in some_of(range(0, len(octets), max(1, len(octets) // 40)), 5):
        path.write_bytes(octets[:end])
        assert not loads(which, path), end
        changed += 1
    refused = 0
    for _ in range(at_random(10, 120)):
        flipped = bytearray(octets)
        flipped[dice.randrange(len(octets))] ^= 1 << dice.randrange(8)
        path.write_bytes(flipped)
        refused += not loads(which, path)
        changed += 1
    assert refused
    tally.add("models", changed, seed=SEED)


class _Bomb:
    """Whoever opens this with pickle makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.path),)


def _pickled(trap: Path) -> bytes:
    return pickle.dumps(_Bomb(trap))


def _in_an_archive(trap: Path) -> bytes:
    """As numpy writes an array of objects: a pickle inside an .npz."""
    written = io.BytesIO()
    np.savez(written, about=np.array([_Bomb(trap)], dtype=object), allow_pickle=True)
    return written.getvalue()


OTHERS: dict[str, Callable[[Path], bytes]] = {
    "empty": lambda _: b"",
    "a pickle": _pickled,
    "a pickle in an archive": _in_an_archive,
    "text": lambda _: b"no model\n" * 100,
    "half": lambda _: model_path().read_bytes()[:100_000],
    "the judge of sent mail": lambda _: sent_judge_path().read_bytes(),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_poll_without_a_usable_model_keeps_all_mail_and_runs_nothing(
    name: str, host: Host, place: Path, tally: Tally
) -> None:
    scene, trap = SCENES["news"], place / "trap"
    user = set_scene(host, place / "user", scene)
    (user.data / "model.npz").write_bytes(OTHERS[name](trap))
    assert user.run("-v", "poll", now=scene.now, own_judge=True) == EXIT_FINE, user.complaints()
    assert "model.npz cannot be used" in user.complaints()
    assert "Traceback" not in user.complaints()
    assert len(user.portrait()["findings"]) == len(OLD) + len(NEW)
    assert not trap.exists()
    tally.add("models", 1)
