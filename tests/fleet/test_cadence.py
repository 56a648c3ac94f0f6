"""When a mailbox is due again, and how long one in trouble is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.errors import (
    CannotWrite,
    ConfigError,
    FolderMissing,
    JudgeEnded,
    LoginRefused,
    MailboxUnavailable,
    NoSecret,
)
from inbox_watch.fleet.cadence import (
    DAY,
    HOUR,
    MINUTE,
    PATIENCE,
    QUIET,
    SPREAD,
    Cause,
    Trouble,
    back_off,
    cause_of,
    first_poll_at,
    interval,
    next_poll_at,
    share_of,
    trouble_after,
    wait_of,
)

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
TROUBLES = st.builds(Trouble, st.sampled_from(Cause), st.integers(1, 10_000))


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (timedelta(), 10 * MINUTE),
        (DAY - MINUTE, 10 * MINUTE),
        (DAY, 30 * MINUTE),
        (2 * DAY, 30 * MINUTE),
        (3 * DAY, HOUR),
        (14 * DAY, 3 * HOUR),
        (30 * DAY, QUIET),
        (400 * DAY, QUIET),
    ],
)
def test_a_lively_mailbox_is_polled_every_ten_minutes_and_a_quiet_one_every_six_hours(
    ago: timedelta, expected: timedelta
) -> None:
    assert interval(NOW - ago, NOW) == expected


def test_a_mailbox_without_any_job_mail_is_quiet_and_a_clock_behind_makes_none_so() -> None:
    assert interval(None, NOW) == QUIET
    assert interval(NOW + HOUR, NOW) == 10 * MINUTE


@given(st.integers(0, 60 * 24 * 60), st.integers(0, 60 * 24 * 60))
def test_the_longer_the_silence_the_longer_the_wait(one: int, other: int) -> None:
    shorter, longer = sorted((one, other))
    assert interval(NOW - shorter * MINUTE, NOW) <= interval(NOW - longer * MINUTE, NOW)


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        (Cause.LOGIN, [HOUR, 4 * HOUR, 16 * HOUR, DAY, DAY]),
        (Cause.SECRET, [10 * MINUTE, 20 * MINUTE, 40 * MINUTE, 80 * MINUTE, 160 * MINUTE]),
        (Cause.UNAVAILABLE, [10 * MINUTE, 20 * MINUTE, 40 * MINUTE, 80 * MINUTE, 160 * MINUTE]),
        (Cause.SETUP, [6 * HOUR, 12 * HOUR, DAY, DAY, DAY]),
        (Cause.STATE, [10 * MINUTE, 20 * MINUTE, 40 * MINUTE, HOUR, HOUR]),
        (Cause.BUG, [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR]),
    ],
)
def test_how_long_a_mailbox_in_trouble_is_left_alone(cause: Cause, expected: list[timedelta]) -> None:
    assert [back_off(Trouble(cause, times)) for times in range(1, 6)] == expected


@given(TROUBLES)
def test_no_back_off_is_longer_than_its_cause_allows(trouble: Trouble) -> None:
    assert PATIENCE[trouble.cause].first <= back_off(trouble) <= PATIENCE[trouble.cause].longest <= DAY


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (LoginRefused("no"), Cause.LOGIN),
        (NoSecret("none"), Cause.SECRET),
        (MailboxUnavailable("down"), Cause.UNAVAILABLE),
        (ConfigError("what"), Cause.SETUP),
        (FolderMissing("where"), Cause.SETUP),
        (CannotWrite("full"), Cause.STATE),
        (JudgeEnded("twice"), Cause.STATE),
        (ValueError("ours"), Cause.BUG),
    ],
)
def test_why_a_poll_failed(error: Exception, cause: Cause) -> None:
    assert cause_of(error) is cause


def test_trouble_counts_for_one_cause_and_ends_with_a_good_poll() -> None:
    first = trouble_after(None, Cause.LOGIN)
    second = trouble_after(first, Cause.LOGIN)
    assert (first, second) == (Trouble(Cause.LOGIN), Trouble(Cause.LOGIN, 2))
    assert trouble_after(second, Cause.UNAVAILABLE) == Trouble(Cause.UNAVAILABLE)
    assert trouble_after(second, None) is None


@given(st.integers(0, 90), TROUBLES)
def test_a_mailbox_in_trouble_is_tried_no_more_often_than_a_lively_one_is_polled(days: int, trouble: Trouble) -> None:
    wait = wait_of(NOW - days * DAY, NOW, trouble)
    assert wait >= 10 * MINUTE
    assert wait == back_off(trouble) or wait == interval(NOW - days * DAY, NOW) > back_off(trouble)


@pytest.mark.parametrize(
    ("cause", "expected"), [(Cause.UNAVAILABLE, 10 * MINUTE), (Cause.SECRET, 10 * MINUTE), (Cause.LOGIN, QUIET)]
)
def test_a_quiet_mailbox_is_tried_sooner_where_time_mends_its_trouble(cause: Cause, expected: timedelta) -> None:
    assert wait_of(None, NOW, Trouble(cause)) == expected


@given(st.text(min_size=1, max_size=64), st.integers(0, 90), st.none() | TROUBLES)
def test_the_next_poll_is_within_a_tenth_of_the_wait(client: str, days: int, trouble: Trouble | None) -> None:
    wanted = wait_of(NOW - days * DAY, NOW, trouble)
    found = next_poll_at(client, NOW, NOW - days * DAY, trouble) - NOW
    assert wanted * (1 - SPREAD) <= found <= wanted * (1 + SPREAD)


def test_the_same_client_on_the_same_day_has_the_same_share_and_others_another() -> None:
    assert share_of("c-1", NOW) == share_of("c-1", NOW + HOUR)
    assert len({share_of("c-1", NOW), share_of("c-1", NOW + DAY), share_of("c-2", NOW)}) == 3


def test_clients_that_are_enrolled_together_are_spread_evenly() -> None:
    """Ten thousand in ten bins: each holds a thousand, give or take five standard deviations (30 each)."""
    firsts = [first_poll_at(f"c-{number}", NOW, 10 * HOUR) for number in range(10_000)]
    assert all(NOW <= first < NOW + 10 * HOUR for first in firsts)
    bins = [sum((first - NOW) // HOUR == hour for first in firsts) for hour in range(10)]
    assert max(abs(many - 1000) for many in bins) < 150
