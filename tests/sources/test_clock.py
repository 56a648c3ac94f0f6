from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from inbox_watch.sources.clock import plausible

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (None, NOW),
        (datetime(2026, 3, 1, 10, tzinfo=timezone(timedelta(hours=2))), datetime(2026, 3, 1, 8, tzinfo=UTC)),
        (datetime(1970, 1, 1, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC)),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), datetime(2000, 1, 1, tzinfo=UTC)),
        (datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12))), NOW + timedelta(days=1)),
        (NOW + timedelta(hours=23), NOW + timedelta(hours=23)),
    ],
)
def test_a_time_of_arrival_is_in_utc_and_plausible(instant: datetime | None, expected: datetime) -> None:
    found = plausible(instant, NOW)
    assert found == expected
    assert found.tzinfo is UTC
