"""The estimator gives the numbers of the textbooks."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.report.survival import Later, answered_later, open_on, share_answered

# Remission under 6-mercaptopurine (Freireich et al. 1963), the example of most textbooks; a + is censored
_DAYS = (6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35)
_CAME = (
    (True, True, True, False, True, False, True, False, False, True, True) + (False,) * 3 + (True, True) + (False,) * 5
)
_SURVIVAL = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def test_the_textbook_example() -> None:
    points = {point.day: point for point in share_answered(_DAYS, _CAME)}
    assert {day: round(1 - points[day].share, 3) for day in _SURVIVAL} == _SURVIVAL
    assert points[10].open == 15


def test_the_band_of_the_textbook_example() -> None:
    points = {point.day: point for point in share_answered(_DAYS, _CAME)}
    # log-log limits as R's survfit(conf.type = "log-log") prints them
    assert 1 - points[6].high == pytest.approx(0.620, abs=0.001)
    assert 1 - points[6].low == pytest.approx(0.952, abs=0.001)
    assert 1 - points[23].high == pytest.approx(0.188, abs=0.001)
    assert 1 - points[23].low == pytest.approx(0.680, abs=0.001)


def test_when_all_were_answered_the_share_is_one() -> None:
    assert share_answered((1, 2), (True, True))[-1].share == 1.0


def test_when_none_was_answered_nothing_rises() -> None:
    assert [point.share for point in share_answered((5, 9), (False, False))] == [0.0]


def test_who_left_on_a_day_was_open_when_it_began() -> None:
    assert [open_on(day, (0, 3, 3, 7)) for day in (0, 1, 3, 4, 8)] == [4, 3, 3, 1, 0]


@given(st.lists(st.tuples(st.integers(0, 500), st.booleans()), min_size=1, max_size=80))
def test_the_curve_rises_and_stays_in_its_band(waits: list[tuple[int, bool]]) -> None:
    points = share_answered([days for days, _ in waits], [came for _, came in waits])
    shares = [point.share for point in points]
    assert shares == sorted(shares)
    assert all(0 <= point.low <= point.share + 1e-12 and point.share - 1e-12 <= point.high <= 1 for point in points)


def test_the_share_answered_later_by_hand() -> None:
    """The textbook example after day 10: one answer each of 12, 11, 7 and 6 open, up to day 25 with its five."""
    later = answered_later(_DAYS, _CAME, 10)
    assert later is not None
    assert later.until == 25
    silent = (11 / 12) * (10 / 11) * (6 / 7) * (5 / 6)
    assert later.share == pytest.approx(1 - silent)
    variance = 1 / (12 * 11) + 1 / (11 * 10) + 1 / (7 * 6) + 1 / (6 * 5)
    spread = math.exp(1.96 * math.sqrt(variance) / abs(math.log(silent)))
    assert later.high == pytest.approx(1 - silent**spread)
    assert later.low == pytest.approx(1 - silent ** (1 / spread))


def test_the_share_answered_later_is_that_of_the_whole_curve() -> None:
    """S(25) / S(10) of the published curve: 0.448 / 0.753."""
    later = answered_later(_DAYS, _CAME, 10)
    assert later is not None
    assert 1 - later.share == pytest.approx(0.448 / 0.753, abs=0.001)


def test_where_none_or_all_were_answered_later_the_band_is_exact() -> None:
    none = answered_later([9] * 10, [False] * 10, 3)
    every = answered_later([9] * 10, [True] * 10, 3)
    assert none == Later(0.0, 0.0, 1 - 0.025**0.1, 9)
    assert every == Later(1.0, 0.025**0.1, 1.0, 9)
    assert pytest.approx(0.3085, abs=0.0001) == 1 - 0.025**0.1  # the table of Clopper and Pearson: 0 of 10


def test_nothing_is_said_beyond_what_was_seen() -> None:
    days, came = [50, 40, 30, 20, 19, 3], [False] * 6
    assert answered_later(days, came, 19) is None
    assert answered_later(days, came, 18) is not None
    assert answered_later([300] * 5, [False] * 5, 90) is None
    assert answered_later([300] * 4, [False] * 4, 1) is None


@given(st.lists(st.tuples(st.integers(0, 120), st.booleans()), min_size=1, max_size=60), st.integers(0, 120))
def test_the_share_answered_later_stays_in_its_band(waits: list[tuple[int, bool]], silent: int) -> None:
    later = answered_later([days for days, _ in waits], [came for _, came in waits], silent)
    if later is not None:
        assert 0 <= later.low <= later.share + 1e-12
        assert later.share - 1e-12 <= later.high <= 1
        assert silent < later.until <= 90
