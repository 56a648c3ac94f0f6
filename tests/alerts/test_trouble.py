from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from inbox_watch.alerts.trouble import has_lasted, met
from inbox_watch.records import Trouble

BEGIN = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
REFUSED, NETWORK, MISSING = 4, 75, 1


def hours_spoken(codes: Iterable[int], *, aloud: bool = False) -> list[float]:
    """The hours, from the first run on, at which a run each quarter of an hour speaks."""
    trouble, spoken = None, []
    for number, code in enumerate(codes):
        trouble, is_said = met(trouble, code, BEGIN + number * QUARTER, aloud=aloud)
        if is_said:
            spoken.append(number / 4)
    return spoken


@pytest.mark.parametrize(
    ("codes", "hours"),
    [
        ([NETWORK] * 96, []),
        ([NETWORK] * 97, [24.0]),
        ([NETWORK] * 4 * 80, [24.0, 48.0, 72.0]),
        ([REFUSED] * 4 * 50, [0.0, 24.0, 48.0]),
        ([REFUSED, NETWORK] * 100, [0.0, 24.0, 48.0]),
        ([NETWORK] * 4 + [REFUSED] * 100, [1.0, 25.0]),
        ([REFUSED] * 4 + [MISSING] * 4, [0.0, 1.0]),
    ],
    ids=["short", "a day", "days", "refused", "one beside the other", "refused later", "something else"],
)
def test_a_trouble_is_told_when_it_changes_and_once_a_day(codes: list[int], hours: list[float]) -> None:
    assert hours_spoken(codes) == hours


def test_whoever_waits_for_the_answer_hears_of_it_each_time() -> None:
    assert hours_spoken([NETWORK] * 3, aloud=True) == [0.0, 0.25, 0.5]


def test_what_was_told_aloud_is_told() -> None:
    trouble, _ = met(None, REFUSED, BEGIN, aloud=True)
    assert met(trouble, REFUSED, BEGIN + QUARTER, aloud=False) == (Trouble(BEGIN, frozenset({REFUSED}), BEGIN), False)


def test_a_clock_that_was_years_ahead_silences_nothing() -> None:
    ahead = Trouble(BEGIN, frozenset({REFUSED}), BEGIN + timedelta(days=4000))
    trouble, is_said = met(ahead, REFUSED, BEGIN + QUARTER, aloud=False)
    assert is_said
    assert trouble.told_at == BEGIN + QUARTER


def test_a_trouble_has_lasted_after_a_day() -> None:
    assert not has_lasted(Trouble(BEGIN), BEGIN + timedelta(hours=23, minutes=59))
    assert has_lasted(Trouble(BEGIN), BEGIN + timedelta(hours=24))
