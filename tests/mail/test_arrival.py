"""When a message came."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from inbox_watch.mail.arrival import arrived_at
from inbox_watch.mail.parse import parse
from tests.mail.mails import HEAD, raw

SERVER = datetime(2026, 6, 3, 9, 30, tzinfo=UTC)
LAST_YEAR = datetime(2025, 3, 4, 8, 0, tzinfo=UTC)
HOP = "from mx.acme.example by mail.home.example (Postfix) with ESMTPS id 4Z; Tue, 04 Mar 2025 09:00:00 +0100 (CET)"
SOON = "by mail.home.example; Wed, 03 Jun 2026 08:00:00 +0000"


@pytest.mark.parametrize(
    ("received", "date", "came"),
    [
        pytest.param((HOP,), None, LAST_YEAR, id="a mailbox that was moved"),
        pytest.param((SOON,), LAST_YEAR, SERVER, id="a sender with a wrong clock"),
        pytest.param((SOON, HOP), None, SERVER, id="the last hop counts, which no sender writes"),
        pytest.param((), LAST_YEAR, LAST_YEAR, id="no trace: a file, or the user's own mail"),
        pytest.param((), SERVER - timedelta(hours=47), SERVER, id="hours are queues and clocks"),
        pytest.param((), SERVER + timedelta(days=9), SERVER, id="nothing comes after it has come"),
        pytest.param((), datetime(1970, 1, 1, tzinfo=UTC), SERVER, id="a clock that was never set"),
        pytest.param(("by mail.home.example; last Tuesday",), LAST_YEAR, SERVER, id="a stamp nobody can read"),
        pytest.param(("by mail.home.example; Tue, 04 Mar 99999 09:00:00 +0000",), None, SERVER, id="a year too far"),
        pytest.param(("no semicolon",), None, SERVER, id="no stamp"),
        pytest.param((), None, SERVER, id="no date at all"),
        pytest.param(("x; Tue, 04 Mar 2025 08:00:00 -0000",), None, LAST_YEAR, id="a zone that is not known"),
    ],
)
def test_the_server_dates_a_message_unless_it_shows_an_earlier_day(
    received: tuple[str, ...], date: datetime | None, came: datetime
) -> None:
    assert arrived_at(SERVER, received, date) == came


def test_a_moved_message_is_read_with_the_day_on_which_it_came() -> None:
    octets = f"Received: {HOP}\nReceived: from a by b; Tue, 04 Mar 2025 07:59:00 +0000\n{HEAD}\nHello.\n".encode()
    message = parse(replace(raw(octets), internaldate=SERVER))
    assert message.internaldate == LAST_YEAR
