"""When a message arrived: the server's INTERNALDATE (RFC 9051 section 2.3.3), or what comes nearest to it in a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
HEADER_OCTETS = 64 * 1024
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")


def plausible(instant: datetime | None, now: datetime) -> datetime:
    """Return an aware UTC time between the year 2000 and tomorrow; now when there is none."""
    if instant is None:
        return now
    latest = now + timedelta(days=1)
    # Compared before it is converted: year 9999 in a western zone has no UTC.
    if instant <= _EARLIEST:
        return _EARLIEST
    return latest if instant >= latest else instant.astimezone(UTC)


def is_plausible(instant: datetime, now: datetime) -> bool:
    """Whether a time needs no correction."""
    return _EARLIEST < instant < now + timedelta(days=1)


def day_before(since: date) -> date:
    """A day of grace: SINCE of SEARCH knows only the server's calendar (RFC 9051 section 6.4.4)."""
    return since - timedelta(days=1)


def midnight(day: date) -> datetime:
    """The beginning of a day in UTC."""
    return datetime.combine(day, time(), UTC)


def arrival(octets: bytes, envelope_date: str, now: datetime) -> datetime | None:
    """When a message in a file arrived, as far as the file says so.

    The first plausible time of: topmost Received (RFC 5321 section 4.4), From_ line (RFC 4155), Date.
    """
    header = BytesHeaderParser().parsebytes(_BLANK_LINE.split(octets[:HEADER_OCTETS], maxsplit=1)[0])
    received = str(header.get("Received", "")).rpartition(";")[2]
    return _first_plausible((received, envelope_date, str(header.get("Date", ""))), now)


def _first_plausible(texts: Sequence[str], now: datetime) -> datetime | None:
    dates = (_parsed(text) for text in texts if text.strip())
    return next((found.astimezone(UTC) for found in dates if found and is_plausible(found, now)), None)


def _parsed(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text.strip()[:100])
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
