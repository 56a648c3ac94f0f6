"""Quiet hours are those of the clock on the wall at the user's place."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from inbox_watch.alerts.quiet import is_quiet
from inbox_watch.alerts.undelivered import undelivered
from inbox_watch.config import Settings
from inbox_watch.records import Alert
from inbox_watch.store.outbox import Queued

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT, NOON = (time(22), time(7)), (time(12), time(14))


@pytest.mark.parametrize(
    ("hours", "now", "quiet"),
    [
        (NIGHT, "2026-05-01T19:59", False),  # Berlin is two hours ahead in summer
        (NIGHT, "2026-05-01T20:00", True),
        (NIGHT, "2026-05-02T04:59", True),
        (NIGHT, "2026-05-02T05:00", False),
        (NIGHT, "2026-01-01T20:59", False),  # and one in winter
        (NIGHT, "2026-01-01T21:00", True),
        (NIGHT, "2026-01-02T06:00", False),
        (NIGHT, "2026-03-29T04:59", True),  # the clock was put forward at two
        (NIGHT, "2026-03-29T05:00", False),
        (NIGHT, "2026-10-25T05:59", True),  # and back at three
        (NIGHT, "2026-10-25T06:00", False),
        (NOON, "2026-05-01T09:59", False),
        (NOON, "2026-05-01T10:00", True),
        (NOON, "2026-05-01T12:00", False),
    ],
)
def test_it_is_quiet_by_the_clock_on_the_wall(hours: tuple[time, time], now: str, quiet: bool) -> None:
    settings = Settings((), Path(), timezone=BERLIN, quiet_hours=hours)
    assert is_quiet(settings, datetime.fromisoformat(now).replace(tzinfo=UTC)) is quiet


def test_without_quiet_hours_it_is_never_quiet() -> None:
    assert not is_quiet(Settings((), Path(), timezone=BERLIN), datetime(2026, 5, 1, 1, tzinfo=UTC))


# What did not reach the user


def waiting(queued: int, failed: int | None = None) -> Queued:
    queued_at = datetime(2026, 5, queued, tzinfo=UTC)
    failed_at = datetime(2026, 5, failed, tzinfo=UTC) if failed else None
    return Queued(Alert("k", "offer", "normal", "S", "B"), queued_at, 1, queued_at, failed_at)


@pytest.mark.parametrize(
    ("unsent", "says"),
    [
        ([], ""),
        ([waiting(19)], ""),
        ([waiting(18)], "1 alert is waiting for a day or more: run `inbox-watch alerts test`."),
        ([waiting(5, 6)], "1 alert is given up after ten tries: run `inbox-watch alerts test`."),
        ([waiting(4, 5)], ""),
        (
            [waiting(17), waiting(18), waiting(17, 18)],
            "2 alerts are waiting for a day or more, and 1 alert is given up after ten tries: "
            "run `inbox-watch alerts test`.",
        ),
    ],
)
def test_what_did_not_reach_the_user_is_told_for_two_weeks(unsent: list[Queued], says: str) -> None:
    assert undelivered(unsent, datetime(2026, 5, 20, tzinfo=UTC)) == says
