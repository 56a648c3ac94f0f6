"""Killed at random moments, again and again, or told to end: nothing is lost, and nobody waits."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from inbox_watch.errors import EXIT_FINE, EXIT_INTERRUPTED
from tests.faults.amounts import LONG, SEED, at_random
from tests.faults.caught_up import assert_caught_up, undisturbed
from tests.faults.runs import Host, User
from tests.faults.scenes import SCENES, set_scene
from tests.support.tally import Tally

pytestmark = LONG

_IN_A_ROW = 4


def seconds_of(user: User, place: Path, now: object) -> float:
    """How long a poll takes that nothing disturbs."""
    twin = user.copy(place / "timed")
    began = time.monotonic()
    assert twin.run("poll", now=now) == EXIT_FINE
    return time.monotonic() - began


@pytest.mark.parametrize("name", ["the first poll", "news"])
def test_killed_at_random_again_and_again_a_poll_is_caught_up(name: str, host: Host, place: Path, tally: Tally) -> None:
    scene, dice = SCENES[name], random.Random(SEED)
    user = set_scene(host, place / "before", scene)
    golden, seconds = undisturbed(user, place, scene.now), seconds_of(user, place, scene.now)
    kills = 0
    for _ in range(at_random(3, 60)):
        twin = user.copy(place / "twin")
        for _ in range(_IN_A_ROW):
            process = twin.begin("poll", now=scene.now)
            time.sleep(dice.uniform(0, seconds))
            os.kill(process, signal.SIGKILL)
            kills += host.end(process) == -signal.SIGKILL
        assert_caught_up(twin, golden, repeats=_IN_A_ROW)
    assert kills
    tally.add("kills", kills, seed=SEED)


def test_the_real_program_killed_at_random_is_caught_up(host: Host, place: Path, tally: Tally) -> None:
    dice = random.Random(SEED)
    user = set_scene(host, place / "before", SCENES["the first poll"])
    golden = undisturbed(user, place, None)
    kills, rounds = 0, at_random(2, 20)
    for _ in range(rounds):
        twin = user.copy(place / "twin")
        with twin.start("poll") as run:
            time.sleep(dice.uniform(0.2, 1.5))
            run.kill()
        kills += run.returncode == -signal.SIGKILL
        assert_caught_up(twin, golden)
    assert kills
    tally.add("real_kills", kills, seed=SEED)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda sent: sent.name)
def test_told_to_end_at_a_random_moment_a_poll_ends_at_once(
    sent: signal.Signals, host: Host, place: Path, tally: Tally
) -> None:
    scene, dice = SCENES["news"], random.Random(SEED)
    user = set_scene(host, place / "before", scene)
    golden, seconds = undisturbed(user, place, scene.now), seconds_of(user, place, scene.now)
    signals = at_random(4, 60)
    for _ in range(signals):
        twin = user.copy(place / "twin")
        process = twin.begin("poll", now=scene.now, held=True)
        os.kill(process, signal.SIGCONT)
        time.sleep(dice.uniform(0, seconds))
        os.kill(process, sent)
        began = time.monotonic()
        code = host.end(process)
        assert time.monotonic() - began < 2 + seconds
        assert code in (EXIT_FINE, -sent, EXIT_INTERRUPTED), twin.complaints()
        assert_caught_up(twin, golden)
    tally.add("signals", signals, seed=SEED)
