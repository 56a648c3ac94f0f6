"""A text/calendar part to a CalendarEvent (RFC 5545, 5546, 6047)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from inbox_watch.mail.arrival import meant
from inbox_watch.records import CalendarEvent


def calendar_event(octets: bytes, method_parameter: str = "") -> CalendarEvent | None:
    """Return the first event of the part, or None when the part holds none or cannot be read.

    `method_parameter` is the method of the Content-Type, used when the calendar itself names none (RFC 6047 2.4).
    """
    from icalendar import Calendar  # 20 ms, and most mail has no calendar

    try:
        calendar: Any = Calendar.from_ical(octets)
    # icalendar 7 takes a stray END:VTIMEZONE after a TZID for a time zone and misses its method; and it looks for
    # time zones in files of their names, which may be longer than the system allows.
    except (ValueError, AttributeError, OSError):
        return None
    events = calendar.walk("VEVENT")
    if not events:
        return None
    event = events[0]
    return CalendarEvent(
        method=(_text(calendar, "METHOD") or method_parameter).upper(),
        uid=_text(event, "UID"),
        sequence=_whole(_text(event, "SEQUENCE")),
        summary=_text(event, "SUMMARY"),
        organizer=_text(event, "ORGANIZER").lower().removeprefix("mailto:"),
        starts_at=_instant(event, "DTSTART"),
        ends_at=_instant(event, "DTEND"),
    )


def _first(event: Any, name: str) -> Any:
    """The property; of several against RFC 5545, which allows one, the first (icalendar returns a list then)."""
    value = event.get(name)
    return value[0] if isinstance(value, list) else value


def _text(event: Any, name: str) -> str:
    return str(_first(event, name) or "")


def _whole(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def _instant(event: Any, name: str) -> datetime | None:
    """The property as an instant in UTC; a bare date is its midnight, a floating time is taken as UTC."""
    try:
        value = getattr(_first(event, name), "dt", None)
        if isinstance(value, datetime):
            return meant(value)
    # icalendar refuses to show the value of a property it could not read.
    except (AttributeError, ValueError):
        return None
    if isinstance(value, date):
        return meant(datetime.combine(value, time()))
    return None
