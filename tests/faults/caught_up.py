"""After a fault: the store is whole, the next poll ends where an undisturbed one ends, and all was told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.faults.portrait import Portrait, difference
from tests.faults.runs import User


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What a poll without a fault leaves and tells."""

    now: datetime | None
    portrait: Portrait
    letters: Counter[str]


def undisturbed(user: User, place: Path, now: datetime | None) -> Undisturbed:
    """Poll in the place of a user who stays where they are."""
    twin = user.copy(place / "golden")
    twin.poll(now)
    return Undisturbed(now, twin.portrait(), letters_in(twin.told()))


def letters_in(text: str) -> Counter[str]:
    """Every letter to the user, and how often it was sent."""
    return Counter(letter for letter in text.split("\n\n") if letter)


def assert_caught_up(user: User, golden: Undisturbed, *, repeats: int = 1) -> None:
    """Look at the store as it was left, let the next poll go, and compare; so many letters may have come twice."""
    if user.store.exists():
        user.portrait()
    user.poll(golden.now)
    found = user.portrait()
    assert found == golden.portrait, difference(found, golden.portrait)
    told = letters_in(user.told())
    assert told.keys() >= golden.letters.keys()
    assert told.total() <= golden.letters.total() + repeats
    assert_polite(user)


def assert_polite(user: User) -> None:
    """What was said on standard error are sentences to the user."""
    lines = [line for line in user.complaints().splitlines() if line]
    assert all(line.startswith("inbox-watch: ") for line in lines), lines
