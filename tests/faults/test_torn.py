"""Cut off from power: a log that ends anywhere, or holds a bit that turned, is some whole transactions and no more."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from inbox_watch.store.store import open_store
from tests.faults.amounts import LONG, SEED, some_of
from tests.faults.portrait import Portrait, difference, portrait
from tests.faults.runs import Host, User
from tests.faults.scenes import SCENES, Scene, set_scene
from tests.support.tally import Tally

pytestmark = LONG

# https://sqlite.org/fileformat2.html#the_write_ahead_log
_HEADER, _FRAME_HEADER = 32, 24
_EVERY = 128


class Log:
    """The octets of a write-ahead log, and where each of its transactions ends."""

    def __init__(self, octets: bytes) -> None:
        self.octets = octets
        self.frame = int.from_bytes(octets[8:12], "big") + _FRAME_HEADER
        starts = range(_HEADER, len(octets) - self.frame + 1, self.frame)
        self.commits = [start + self.frame for start in starts if any(octets[start + 4 : start + 8])]

    def whole_before(self, end: int) -> int:
        """How many transactions a log holds of which this octet is the first that is missing or wrong."""
        return sum(commit <= end for commit in self.commits)


def left_with_its_log(host: Host, place: Path, scene: Scene) -> User:
    """A user just after the poll, all of which is still in the log: a reader who looks on keeps it there."""
    user = set_scene(host, place / "before", scene)
    open_store(user.store).close()
    with open_store(user.store, read_only=True) as reader:
        reader.findings()
        user.poll(scene.now)
        return user.copy(place / "left")


def torn(user: User, place: Path, log: bytes) -> User:
    """The user, with a log of these octets."""
    twin = user.copy(place / "torn")
    twin.store.with_name(f"{twin.store.name}-shm").unlink(missing_ok=True)
    twin.store.with_name(f"{twin.store.name}-wal").write_bytes(log)
    return twin


def opened(user: User) -> Portrait:
    """What a run finds."""
    open_store(user.store).close()
    return portrait(user.store)


@pytest.mark.parametrize("name", SCENES)
def test_a_torn_log_is_some_whole_transactions(name: str, host: Host, place: Path, tally: Tally) -> None:
    scene, dice = SCENES[name], random.Random(SEED)
    left = left_with_its_log(host, place, scene)
    log = Log(left.store.with_name(f"{left.store.name}-wal").read_bytes())
    whole = [opened(torn(left, place, log.octets[:end])) for end in (0, *log.commits)]
    assert len(whole) >= 4
    cases = 0
    for end in some_of(range(0, len(log.octets), _EVERY), 60):
        found = opened(torn(left, place, log.octets[:end]))
        assert found == whole[log.whole_before(end)], end
        wrong = dice.randrange(len(log.octets))
        flipped = bytearray(log.octets)
        flipped[wrong] ^= 1 << dice.randrange(8)
        found = opened(torn(left, place, bytes(flipped[: max(end, wrong)])))
        assert found in whole[: log.whole_before(max(end, wrong)) + 1], (end, wrong)
        cases += 2
    _assert_caught_up(left, place, log, scene)
    tally.add("torn", cases, seed=SEED)


def _assert_caught_up(left: User, place: Path, log: Log, scene: Scene) -> None:
    """From each of the states a log may leave, the next poll gets where an undisturbed one got."""
    left.copy(place / "golden").poll(scene.now)
    golden = portrait(place / "golden" / "data" / left.store.name)
    for end in (0, *log.commits):
        twin = torn(left, place, log.octets[:end])
        twin.poll(scene.now)
        assert twin.portrait() == golden, difference(twin.portrait(), golden)
