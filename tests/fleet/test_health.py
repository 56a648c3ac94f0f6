"""A provider that fails for many is paused as a whole; one mailbox that fails pauses nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from inbox_watch.fleet.cadence import MINUTE, Cause
from inbox_watch.fleet.health import OF_THE_HOUSE, PROBES, WINDOW, Health, allowance, health_after, is_own_fault

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
DOWN = Cause.UNAVAILABLE


def after(outcomes: Iterable[Cause | None], health: Health | None = None, now: datetime = NOW) -> Health:
    health = health or Health()
    for cause in outcomes:
        health = health_after(health, cause, now)
    return health


def test_half_of_a_window_pauses_the_queue() -> None:
    well = after([DOWN] * 9 + [None] * 11)
    assert (well.pauses, allowance(well, 100, NOW)) == (0, 100)
    ill = after([DOWN] * 10 + [None] * 10)
    assert ill.paused_until == NOW + MINUTE
    assert (allowance(ill, 100, NOW), allowance(ill, 100, NOW + MINUTE)) == (0, PROBES)


def test_nothing_is_decided_before_a_window_is_full() -> None:
    assert after([DOWN] * (WINDOW - 1)).pauses == 0


def test_each_pause_is_twice_as_long_up_to_ten_minutes() -> None:
    health, waits, now = after([DOWN] * WINDOW), list[timedelta](), NOW
    for _ in range(6):
        assert health.paused_until is not None
        waits.append(health.paused_until - now)
        now = health.paused_until
        health = after([DOWN] * PROBES, health, now)
    assert waits == [minutes * MINUTE for minutes in (1, 2, 4, 8, 10, 10)]


def test_what_was_under_way_when_the_pause_began_makes_it_no_longer() -> None:
    ill = after([DOWN] * WINDOW)
    assert after([DOWN] * 100, ill, NOW + timedelta(seconds=59)) == ill


def test_a_few_good_answers_end_the_trouble() -> None:
    ill = after([DOWN] * WINDOW)
    assert after([None] * PROBES, ill, NOW + MINUTE) == Health()


@pytest.mark.parametrize("cause", [Cause.SECRET, Cause.SETUP, Cause.STATE, Cause.BUG])
def test_what_is_not_the_providers_pauses_no_queue(cause: Cause) -> None:
    assert after([cause] * 100).pauses == 0
    assert is_own_fault(cause, after([DOWN] * WINDOW))


@pytest.mark.parametrize("cause", [Cause.SECRET, Cause.STATE])
def test_a_house_that_fails_pauses_itself_and_blames_no_mailbox(cause: Cause) -> None:
    house = after([cause] * WINDOW, Health(causes=OF_THE_HOUSE))
    assert house.pauses == 1
    assert not is_own_fault(cause, Health(), house)
    assert is_own_fault(DOWN, Health(), house)
    assert after([None] * PROBES, house, NOW + MINUTE) == Health(causes=OF_THE_HOUSE)
    assert after([DOWN] * 100, Health(causes=OF_THE_HOUSE)).pauses == 0


def test_a_provider_that_refuses_everybody_is_at_fault_itself() -> None:
    ill = after([Cause.LOGIN] * WINDOW)
    assert ill.pauses == 1
    assert not is_own_fault(Cause.LOGIN, ill)
    assert is_own_fault(Cause.LOGIN, Health())


def test_fewer_connections_than_probes_are_no_more() -> None:
    assert allowance(Health(pauses=1), 3, NOW) == 3
