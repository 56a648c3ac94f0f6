"""Many at once: one poll works and the others go home, and whoever looks on or speaks is not turned away."""

from __future__ import annotations

from pathlib import Path

import pytest

from inbox_watch.errors import EXIT_FINE, EXIT_FOLLOW_UPS_DUE, EXIT_TEMPORARY
from tests.faults.amounts import LONG, at_random
from tests.faults.caught_up import assert_polite, letters_in, undisturbed
from tests.faults.runs import Host
from tests.faults.scenes import SCENES, set_scene
from tests.support.tally import Tally

pytestmark = LONG

_POLLS = 8
_LOOKS = (("report",), ("status",), ("report", "--format", "json"), ("explain", "a1"))


@pytest.mark.parametrize("name", ["the first poll", "news"])
def test_of_eight_polls_at_once_one_works(name: str, host: Host, place: Path, tally: Tally) -> None:
    scene = SCENES[name]
    user = set_scene(host, place / "before", scene)
    golden = undisturbed(user, place, scene.now)
    rounds = at_random(2, 12)
    for _ in range(rounds):
        twin = user.copy(place / "twin")
        runs = [twin.begin("poll", now=scene.now) for _ in range(_POLLS)]
        codes = sorted(host.end(run) for run in runs)
        assert codes[0] == EXIT_FINE
        assert set(codes) <= {EXIT_FINE, EXIT_TEMPORARY}, twin.complaints()
        assert twin.portrait() == golden.portrait
        assert letters_in(twin.told()) == golden.letters
        assert_polite(twin)
    tally.add("at_once", rounds * _POLLS)


def test_of_eight_real_programs_at_once_one_works(host: Host, place: Path, tally: Tally) -> None:
    user = set_scene(host, place / "before", SCENES["the first poll"])
    golden = undisturbed(user, place, None)
    rounds = at_random(1, 4)
    for _ in range(rounds):
        twin = user.copy(place / "twin")
        runs = [twin.start("poll") for _ in range(_POLLS)]
        codes = {run.wait(100) for run in runs}
        assert EXIT_FINE in codes
        assert codes <= {EXIT_FINE, EXIT_TEMPORARY}, twin.complaints()
        assert twin.portrait() == golden.portrait
        assert_polite(twin)
    tally.add("at_once", rounds * _POLLS)


def test_whoever_looks_on_during_a_poll_sees_one_moment(host: Host, place: Path, tally: Tally) -> None:
    scene = SCENES["news"]
    user = set_scene(host, place / "before", scene)
    golden = undisturbed(user, place, scene.now)
    rounds = at_random(2, 15)
    for _ in range(rounds):
        twin = user.copy(place / "twin")
        poll = twin.begin("poll", now=scene.now)
        looks = [twin.begin(*look, now=scene.now) for look in _LOOKS for _ in range(2)]
        assert {host.end(look) for look in looks} <= {EXIT_FINE, EXIT_FOLLOW_UPS_DUE}, twin.complaints()
        assert host.end(poll) == EXIT_FINE
        assert twin.portrait() == golden.portrait
        assert twin.complaints() == ""
    tally.add("readers", rounds * len(_LOOKS) * 2)
