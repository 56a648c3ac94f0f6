"""A clock that is set: nobody is told of a follow-up twice, too early for good, or not at all."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.faults.amounts import LONG, SEED, at_random, some_of
from tests.faults.caught_up import assert_polite, letters_in
from tests.faults.mails import BEGIN
from tests.faults.runs import Host, User
from tests.faults.scenes import DAY, DUE, FIRST, NEW, NEWS, OLD
from tests.support.tally import Tally

pytestmark = LONG

# At that moment the clock is wrong, between the poll of the news and the day on which follow-ups are due.
STEPS: dict[str, Callable[[datetime], datetime]] = {
    "back a day": lambda now: now - DAY,
    "back an hour": lambda now: now - timedelta(hours=1),
    "1970": lambda now: now.replace(year=1970),
    "2000": lambda now: now.replace(year=2000),
    "before the first mail": lambda now: BEGIN - 30 * DAY,
    "into the switch to summer time": lambda now: datetime(2026, 3, 29, 1, 30, tzinfo=now.tzinfo),
    "into the switch to winter time": lambda now: datetime(2026, 10, 25, 1, 30, tzinfo=now.tzinfo),
    "a leap day": lambda now: datetime(2028, 2, 29, 12, tzinfo=now.tzinfo),
    "a leap day in ten years": lambda now: datetime(2036, 2, 29, 12, tzinfo=now.tzinfo),
    "the end of 32 bits": lambda now: datetime(2038, 1, 19, 3, 14, 8, tzinfo=now.tzinfo),
    "ten years ahead": lambda now: now.replace(year=now.year + 10),
    "the year 9998": lambda now: now.replace(year=9998),
}


def followed_up(user: User) -> Counter[str]:
    """Each application of which it was said that its follow-up is due, and how often."""
    firsts = (letter.partition("\n")[0] for letter in letters_in(user.told()).elements())
    return Counter(line.partition(":")[0] for line in firsts if line.startswith("Follow up with"))


def begun(host: Host, place: Path) -> User:
    """Somebody whose clock was right so far."""
    user = User(host, place)
    user.deliver(OLD)
    user.poll(FIRST)
    user.deliver(NEW)
    user.poll(NEWS)
    return user


@pytest.mark.parametrize("step", some_of(list(STEPS), 5))
def test_a_clock_that_was_wrong_for_a_poll_tells_each_follow_up_once(
    step: str, host: Host, place: Path, tally: Tally
) -> None:
    user = begun(host, place / "user")
    golden = user.copy(place / "golden")
    for now in (DUE, DUE + DAY):
        golden.poll(now)
    user.poll(STEPS[step](NEWS + DAY))
    for now in (NEWS + 2 * DAY, DUE, DUE + DAY):
        user.poll(now)
    assert followed_up(user).keys() == followed_up(golden).keys()
    assert set(followed_up(user).values()) == {1}
    assert user.portrait()["findings"] == golden.portrait()["findings"]
    assert_polite(user)
    tally.add("clocks", 1)


def test_a_clock_that_jumps_at_random_tells_each_follow_up_once(host: Host, place: Path, tally: Tally) -> None:
    dice = random.Random(SEED)
    user = begun(host, place / "user")
    golden = user.copy(place / "golden")
    golden.poll(DUE)
    jumps = 0
    for _ in range(at_random(2, 25)):
        twin = user.copy(place / "twin")
        for _ in range(4):
            twin.poll(NEWS + timedelta(hours=dice.uniform(-48, 24 * 40)))
            jumps += 1
        for now in (DUE, DUE + DAY):
            twin.poll(now)
        assert followed_up(twin).keys() == followed_up(golden).keys()
        assert set(followed_up(twin).values()) == {1}
        twin.portrait()
        assert_polite(twin)
    tally.add("clocks", jumps, seed=SEED)
