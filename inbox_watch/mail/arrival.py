"""When a message came: the server's clock, unless the message itself shows that it had come long before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# Clocks and queues differ by hours; a mailbox that was moved to another provider is off by months and years.
_MOVED_AFTER = timedelta(days=2)
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
# No calendar of any place reaches beyond the years 1 to 9999, and no mail means a year near them.
_FIRST_YEAR, _LAST_YEAR = 1970, 2199


def meant(moment: datetime) -> datetime | None:
    """A moment that a mail states, in UTC (so it is taken where it names no zone); None where no mail can mean it."""
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def arrived_at(internaldate: datetime, received: Sequence[str], date: datetime | None) -> datetime:
    """Return the moment (UTC) at which a message came.

    INTERNALDATE (RFC 9051 section 2.3.3), or what the topmost Received field says (RFC 5321 section 4.4: the last
    server writes it on top, and no sender can) when that is more than two days earlier. A message without trace fields
    is the user's own or was taken out of a file; there the Date field speaks.
    """
    shown = _stamp(received[0]) if received else date
    if shown is not None and _EARLIEST < shown < internaldate - _MOVED_AFTER:
        return shown
    return internaldate


def _stamp(field: str) -> datetime | None:
    """The date behind the last semicolon of a Received field; None when there is none to read."""
    try:
        stamp = parsedate_to_datetime(field.rpartition(";")[2].strip())
        return stamp.astimezone(UTC) if stamp.tzinfo else stamp.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
