"""A disk that fails or is full at any write, a kill at any system call: told in a sentence, and caught up."""

from __future__ import annotations

import signal
from itertools import count
from pathlib import Path

import pytest

from inbox_watch.errors import EXIT_CANNOT_WRITE, EXIT_FINE
from tests.faults.amounts import IS_FULL, LONG
from tests.faults.caught_up import assert_caught_up, undisturbed
from tests.faults.runs import Host
from tests.faults.scenes import SCENES, set_scene
from tests.faults.tracing import run_spoiled
from tests.faults.tracing import tracing as tracing
from tests.support.tally import Tally

pytestmark = [LONG, pytest.mark.usefixtures("tracing")]

KILL, EIO, ENOSPC = "signal=KILL", "error=EIO", "error=ENOSPC"
CALLS = {
    "pwrite64": (KILL, EIO, ENOSPC),
    "fdatasync": (KILL, EIO),
    "fsync": (KILL, EIO),
    "ftruncate": (KILL, EIO),
    "unlink": (KILL, EIO),
    "link": (KILL, EIO, ENOSPC),
    "write": (KILL,),
}


@pytest.mark.parametrize("name", ["the first poll", "news", "follow-ups that are due"])
def test_a_poll_whose_system_calls_fail_is_caught_up(name: str, host: Host, place: Path, tally: Tally) -> None:
    scene = SCENES[name]
    user = set_scene(host, place / "before", scene)
    golden = undisturbed(user, place, scene.now)
    faults = 0
    for call, spoils in CALLS.items():
        for spoil in spoils:
            for number in count(1, 1 if IS_FULL else 41):
                twin = user.copy(place / "twin")
                spoiled = run_spoiled(twin, call, number, spoil, "poll", now=scene.now)
                if not spoiled.was_reached:
                    break
                faults += 1
                fine = {-signal.SIGKILL} if spoil == KILL else {EXIT_FINE, EXIT_CANNOT_WRITE}
                assert spoiled.code in fine, (call, number, spoil, spoiled.code, twin.complaints())
                assert_caught_up(twin, golden)
    assert faults > 5
    tally.add("syscalls", faults)
