"""Killed before each of its steps and run again, a poll ends where it would have ended undisturbed."""

from __future__ import annotations

import signal
from itertools import count
from pathlib import Path

import pytest

from tests.faults.amounts import IS_FULL, LONG
from tests.faults.caught_up import assert_caught_up, undisturbed
from tests.faults.runs import Host
from tests.faults.scenes import SCENES, set_scene
from tests.support.tally import Tally

pytestmark = LONG


@pytest.mark.parametrize("name", SCENES)
def test_stopped_before_any_step_a_poll_is_caught_up_by_the_next(
    name: str, host: Host, place: Path, tally: Tally
) -> None:
    scene = SCENES[name]
    user = set_scene(host, place / "before", scene)
    golden = undisturbed(user, place, scene.now)
    stops = 0
    for step in count(1, 1 if IS_FULL else 15):
        twin = user.copy(place / "twin")
        code = twin.run("poll", now=scene.now, stop_at=step)
        if code != -signal.SIGKILL:
            break
        stops += 1
        assert_caught_up(twin, golden)
    assert code == 0
    assert stops > 5
    tally.add("stops", stops)
