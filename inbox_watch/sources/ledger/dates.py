"""Dates as people and programs write them into lists: read only where they mean one day.

07/04/2026 is 7 April in Europe and July 4 in America; another date of the same column may settle it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from inbox_watch.knowledge import table

_MONTHS_OF_A_YEAR = 12
_DAYS_OF_A_MONTH = 31
_THIS_CENTURY = 2000

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)")
_EPOCH_MILLISECONDS = re.compile(r"\d{13}")
_TIME = re.compile(r"(?:,\s?|\s|T)\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:\s?[ap]\.?\s?m\.?)?$", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)")
_NUMERIC = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d\d)")
_WORDED = re.compile(
    r"(\d{1,2})(?:\.|st|nd|rd|th|er|º)?[\s-](?:de\s)?([^\W\d]{3,12})\.?,?[\s-](?:de\s)?(\d{4})"
    r"|([^\W\d]{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})",
    re.IGNORECASE,
)


class DateOrder(StrEnum):
    """What comes first in a date of three numbers."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


def read_date(text: str, timezone: ZoneInfo, order: DateOrder | None = None) -> date:
    """Read a date that means one day; raises ValueError with the mend where it may mean two, or none.

    A moment with an offset (RFC 3339, or milliseconds since 1970) is a day in the user's zone; midnight in UTC is how
    programs write a day alone.
    """
    moment = _moment(text)
    if moment is not None:
        return moment.date() if moment.timetz() == time(tzinfo=UTC) else moment.astimezone(timezone).date()
    bare = _TIME.sub("", text)
    for pattern, groups in ((_YEAR_FIRST, (1, 3, 4)), (_DOTTED, (3, 2, 1))):
        match = pattern.fullmatch(bare)
        if match:
            return _date(text, *(int(match[group]) for group in groups))
    numeric, worded = _NUMERIC.fullmatch(bare), _WORDED.fullmatch(bare)
    if numeric:
        return _in_order(text, numeric, order)
    if worded:
        day, name, year = worded[1] or worded[5], worded[2] or worded[4], worded[3] or worded[6]
        return _date(text, int(year), _month(name, text), int(day))
    raise ValueError(f"the date {text} cannot be read: write it as 2026-05-12")


def order_said_by(text: str, of_short_dates: DateOrder | None = None) -> DateOrder | None:
    """The order of day and month that one date settles (25/04/2026 begins with the day), else None.

    `of_short_dates` is the order a program is known to use where it writes a year with two digits.
    """
    match = _NUMERIC.fullmatch(_TIME.sub("", text))
    if not match:
        return None
    first, second = int(match[1]), int(match[3])
    if second <= _MONTHS_OF_A_YEAR < first <= _DAYS_OF_A_MONTH:
        return DateOrder.DAY_FIRST
    if first <= _MONTHS_OF_A_YEAR < second <= _DAYS_OF_A_MONTH:
        return DateOrder.MONTH_FIRST
    return of_short_dates if len(match[4]) == len("26") else None


def _moment(text: str) -> datetime | None:
    match = _MOMENT.fullmatch(text)
    try:
        if match:
            offset = "+00:00" if match[2] in ("Z", "UTC", "GMT") else match[2]
            return datetime.fromisoformat(match[1] + offset).astimezone(UTC)
        if _EPOCH_MILLISECONDS.fullmatch(text):
            return datetime.fromtimestamp(int(text) / 1000, UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"the date {text} is on no calendar") from None
    return None


def _in_order(text: str, match: re.Match[str], order: DateOrder | None) -> date:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    order = order or order_said_by(text)
    if order is None and first != second:
        one, other = _date(text, year, second, first), _date(text, year, first, second)
        raise ValueError(
            f"the date {text} may mean {one} or {other}: import the file with --date-order dmy (day first) or mdy "
            "(month first)"
        )
    day, month = (second, first) if order is DateOrder.MONTH_FIRST else (first, second)
    if month > _MONTHS_OF_A_YEAR >= day:
        first_is = "month" if order is DateOrder.MONTH_FIRST else "day"
        raise ValueError(f"the date {text} has no month {month} with the {first_is} first: write it as 2026-05-12")
    return _date(text, year, month, day)


@cache
def _months() -> Mapping[str, int]:
    """The names of months in every language."""
    rows = [row for row in table("time_words") if row["kind"] == "month"]
    return {name: int(row["value"]) for row in rows for name in row["pattern"].replace("?", "").split("|")}


def _month(name: str, text: str) -> int:
    """The month of a name, or of the beginning of a name that begins no other month: "juil" but not "jui"."""
    lowered = name.lower()
    months = {month for full, month in _months().items() if full.startswith(lowered)}
    if len(months) != 1:
        raise ValueError(f"the date {text} names no month that is known: write it as 2026-05-12")
    return months.pop()


def _date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year if year > 99 else _THIS_CENTURY + year, month, day)
    except ValueError:
        raise ValueError(f"the date {text} is on no calendar") from None
