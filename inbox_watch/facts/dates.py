"""Days that a text names: calendar dates, also several in one breath, weekdays, tomorrow; each with its place.

All texts are in lower case, all days local calendar dates counted from the day of the mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from inbox_watch.knowledge import patterns, table

WEEKDAYS_PER_WEEK = 7
# A day without a year that lies further back is next year's.
PAST = timedelta(days=60)
# Room for "no later than Wednesday, the".
_UNTIL_WITHIN = 40


@dataclass(frozen=True, slots=True)
class PlacedDay:
    """A day, and where in the text its name begins and ends."""

    day: date
    start: int
    end: int


# Words of time


@cache
def alternatives(kind: str) -> str:
    """Return one pattern with a group for each row of a kind, for a place within another pattern."""
    return "|".join(f"(?P<{kind}{index}>{row['pattern']})" for index, row in enumerate(rows(kind)))


@cache
def rows(kind: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a kind of `time_words`, in the order of the table."""
    return tuple(dict(row) for row in table("time_words") if row["kind"] == kind)


def value(match: re.Match[str], kind: str) -> str:
    """Return the value of the alternative of a kind that matched."""
    groups = match.groupdict()
    return next(row["value"] for index, row in enumerate(rows(kind)) if groups[f"{kind}{index}"])


@cache
def bare(kind: str) -> str:
    """Return the same as `alternatives` without groups, for a place where only the match counts."""
    return "|".join(row["pattern"] for row in rows(kind))


# Calendar dates


@cache
def _full_date() -> re.Pattern[str]:
    month = alternatives("month")
    return re.compile(
        rf"\b(?P<iso>20\d\d-\d\d-\d\d)\b"
        rf"|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?\s+(?:of\s+|de\s+|di\s+)?(?:{month})\b\.?(?:,?\s+(?:de\s+)?(?P<year>20\d\d))?"
        rf"|\b(?P<numeric>\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?(?:20)?\d\d)?)(?!\d)"
        rf"|\b(?P<short>\d{{1,2}}/\d{{1,2}})(?![/\d])"
        rf"|\b(?P<slashed>\d{{1,2}}(?P<stroke>[/-])\d{{1,2}}(?P=stroke)20\d\d)\b"
    )


@cache
def _american_date() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{alternatives('month')})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s?[:.]\d)"
        r"(?:,?\s+(?P<year>20\d\d))?"
    )


def calendar_days(text: str, written_on: date) -> Iterator[PlacedDay]:
    """Yield the dates that are written in full, those with the day in front of the month first."""
    for match in _full_date().finditer(text):
        found = _placed(match, _from_match(match, written_on))
        # "24/7" and "9/10" are no days; "by 25/09" is.
        yield from (day for day in found if not match["short"] or is_due(text, day))
    for match in _american_date().finditer(text):
        yield from _placed(match, _from_month(match, written_on))


def _placed(match: re.Match[str], day: date | None) -> Iterator[PlacedDay]:
    if day:
        yield PlacedDay(day, match.start(), match.end())


def _from_match(match: re.Match[str], written_on: date) -> date | None:
    if match["iso"]:
        return valid(*(int(part) for part in match["iso"].split("-")))
    if match["day"]:
        return _from_month(match, written_on)
    if match["numeric"]:
        day, month, *year = (part.strip() for part in match["numeric"].strip(". ").split("."))
        return _day_and_month(int(day), int(month), year[0] if year and year[0] else None, written_on)
    if match["short"]:
        return _without_year(match["short"], written_on)
    first, second, year_text = (int(part) for part in match["slashed"].split(match["stroke"]))
    # 03/04/2026 is March in America and April elsewhere: read only what can be read one way.
    if first > 12:
        return valid(year_text, second, first)
    return valid(year_text, first, second) if second > 12 or first == second else None


def _without_year(strokes: str, written_on: date) -> date | None:
    """Without a year as well, only what can be read one way."""
    first, second = (int(part) for part in strokes.split("/"))
    if first > 12 or first == second:
        return _day_and_month(first, second, None, written_on)
    return _day_and_month(second, first, None, written_on) if second > 12 else None


def _from_month(match: re.Match[str], written_on: date) -> date | None:
    return _day_and_month(int(match["day"]), int(value(match, "month")), match["year"], written_on)


def _day_and_month(day: int, month: int, year: str | None, written_on: date) -> date | None:
    """The day in the year stated, else in this year, or in the next when that is long past (or has its 29 February)."""
    if year:
        return valid(int(year) % 100 + 2000, month, day)
    days = (valid(written_on.year + ahead, month, day) for ahead in (0, 1))
    return next((found for found in days if found and found >= written_on - PAST), None)


def valid(year: int, month: int, day: int) -> date | None:
    """Return that day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


# "by the 15th"


@cache
def _day_alone() -> re.Pattern[str]:
    hour = r"[ap]\.?m|h|uhr|uur|horas?|ore|heures?|o'clock"
    behind = rf"\s?(?:[(\d%€$£]|(?:{bare('month')}|{bare('unit')}|{hour})\b)"
    sign = r"(?:(?P<sign>st|nd|rd|th|er|º|°|e|\.)(?!\w))?"
    return re.compile(rf"(?<![\d.,:/-])(?<!entro le )\b(?P<day>\d{{1,2}}){sign}(?![\w:/-]|[.,]\d|{behind})")


@cache
def _article_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:zum|del|{bare('article')})\s\Z")


def days_of_month(text: str, written_on: date) -> Iterator[PlacedDay]:
    """Yield the next such day of a month where something is due by it and no month is named: "entro il 15".

    "Entro le 11" is an hour.
    """
    for match in _day_alone().finditer(text):
        is_alone = not text[match.end() :].strip(" .,;!?)")
        is_a_day = match["sign"] or is_alone or _article_before().search(text[: match.start()])
        day = _next_of_month(int(match["day"]), written_on) if is_a_day else None
        yield from (each for each in _placed(match, day) if is_due(text, each))


def _next_of_month(day: int, written_on: date) -> date | None:
    following = written_on.replace(day=1) + timedelta(days=31)
    days = (valid(month.year, month.month, day) for month in (written_on, following))
    return next((each for each in days if each and each >= written_on), None)


# Weekdays, tomorrow


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives('weekday')})s?\b")


@cache
def _weekday_range() -> re.Pattern[str]:
    day = rf"(?:{bare('weekday')})s?"
    return re.compile(rf"\b{day}\.?\s?(?:[-–]\s?|\b(?:{bare('through')})\s(?:\w{{1,3}}\s)?){day}\b")


def weekdays(text: str, written_on: date) -> Iterator[PlacedDay]:
    """Yield the next such weekday after the day of the mail; "Tuesday next week" is not the one of this week.

    "Monday to Friday" are hours of business.
    """
    is_next = bool(patterns("time_words", "kind", "next_week").search(text))
    text = _weekday_range().sub(lambda match: " " * len(match[0]), text)
    monday = written_on - timedelta(days=written_on.weekday())
    for match in _weekday().finditer(text):
        number = int(value(match, "weekday"))
        ahead = (number - written_on.weekday()) % WEEKDAYS_PER_WEEK or WEEKDAYS_PER_WEEK
        next_week = monday + timedelta(days=WEEKDAYS_PER_WEEK + number)
        yield PlacedDay(next_week if is_next else written_on + timedelta(days=ahead), match.start(), match.end())


@cache
def _weekday_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{bare('weekday')}),?\s(?:(?:{bare('article')})\s)?\Z")


def is_due(text: str, day: PlacedDay) -> bool:
    """Is it the day by which something has to be done: "by 5 December", "bis Freitag, den 5."?"""
    before = _weekday_before().sub("", text[max(0, day.start - _UNTIL_WITHIN) : day.start])
    return bool(patterns("time_words", "kind", "until").search(before))


def days_ahead(text: str, written_on: date) -> Iterator[PlacedDay]:
    """Yield tomorrow and the day after it, where the text names them."""
    for match in re.finditer(rf"(?<!\w)(?:{alternatives('day')})(?!\w)", text):
        yield PlacedDay(written_on + timedelta(days=int(value(match, "day"))), match.start(), match.end())


def is_of_week(text: str, day: PlacedDay) -> bool:
    """Does the day only name its week: "in the week of 21 September"?"""
    return bool(patterns("time_words", "kind", "week_of").search(text[max(0, day.start - _UNTIL_WITHIN) : day.start]))
