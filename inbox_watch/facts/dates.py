"""Days that a text names: calendar dates, also several in one breath, weekdays, tomorrow; each with its place.

All texts are in lower case, all days local calendar dates counted from the day of the mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from inbox_watch.knowledge import patterns, table

WEEKDAYS_PER_WEEK = 7
# A day without a year that lies further back is next year's.
PAST = timedelta(days=60)
# How far in front of "or 10 December" the other days may begin.
_LIST_WITHIN = 120
_LONGEST_SPAN = timedelta(days=14)
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
        yield from _placed(match, _from_match(match, written_on))
    for match in _american_date().finditer(text):
        yield from _placed(match, _from_month(match, written_on))


def _placed(match: re.Match[str], day: date | None) -> Iterator[PlacedDay]:
    if day:
        yield PlacedDay(day, match.start(), match.end())


def _from_match(match: re.Match[str], written_on: date) -> date | None:
    if match["iso"]:
        return _valid(*(int(part) for part in match["iso"].split("-")))
    if match["day"]:
        return _from_month(match, written_on)
    if match["numeric"]:
        day, month, *year = (part.strip() for part in match["numeric"].strip(". ").split("."))
        return _day_and_month(int(day), int(month), year[0] if year and year[0] else None, written_on)
    first, second, year_text = (int(part) for part in match["slashed"].split(match["stroke"]))
    # 03/04/2026 is March in America and April elsewhere: read only what can be read one way.
    if first > 12:
        return _valid(year_text, second, first)
    return _valid(year_text, first, second) if second > 12 or first == second else None


def _from_month(match: re.Match[str], written_on: date) -> date | None:
    return _day_and_month(int(match["day"]), int(value(match, "month")), match["year"], written_on)


def _day_and_month(day: int, month: int, year: str | None, written_on: date) -> date | None:
    """The day in the year stated, else in this year, or in the next when that is long past (or has its 29 February)."""
    if year:
        return _valid(int(year) % 100 + 2000, month, day)
    days = (_valid(written_on.year + ahead, month, day) for ahead in (0, 1))
    return next((found for found in days if found and found >= written_on - PAST), None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# Several days of one month: "7., 8. oder 10. Dezember", "December 7, 8 or 10", "between 7 and 10 December"


def listed_days(text: str, written_on: date) -> list[PlacedDay]:
    """Return the dates written in full and the bare days beside them, in the order of the text."""
    full = [*calendar_days(text, written_on)]
    found = [*full, *(day for each in full for day in (*_in_front(text, each), *_behind(text, each)))]
    return sorted(found, key=lambda each: each.start)


@cache
def _in_front_pattern() -> re.Pattern[str]:
    item, apart = r"\d{1,2}(?:st|nd|rd|th|er|º|°|\.)?", rf"\s?(?:[,/]|,?\s(?:{bare('join')})\s)\s?{_filling()}"
    return re.compile(rf"(?:\b(?P<between>{bare('between')})\s)?(?<![\d.:/-])(?<!\.\s)(?P<days>(?:{item}{apart})+)\Z")


@cache
def _behind_pattern() -> re.Pattern[str]:
    apart = rf"(?:,|,?\s(?:{bare('join')})\s)\s?{_filling()}"
    hour = r"\s?[:.h]\d|\s?[ap]\.?m\b|\s?o'clock"
    return re.compile(rf"(?P<days>(?:{apart}\d{{1,2}}(?:st|nd|rd|th)?\b(?!{hour}|\s(?:{bare('month')})\b))+)")


def _filling() -> str:
    """What may stand in front of a day: "on Tuesday the"."""
    return rf"(?:(?:{bare('article')})\s)*(?:(?:{bare('weekday')}),?\s(?:(?:{bare('article')})\s)*)?"


def _in_front(text: str, last: PlacedDay) -> Iterator[PlacedDay]:
    start = max(0, last.start - _LIST_WITHIN)
    match = _in_front_pattern().search(text[start : last.start])
    # In front of an ISO date stands no bare day.
    if match is None or re.match(r"\d{4}", text[last.start : last.end]):
        return
    numbers = [*re.finditer(r"\d{1,2}", match["days"])]
    if not _is_list(match["days"], [*(int(each[0]) for each in numbers), last.day.day]):
        return
    offset = start + match.start("days")
    days = [*_of_month(numbers, offset, last.day)]
    yield from days
    if match["between"] and days and last.day - days[0].day <= _LONGEST_SPAN:
        yield from _within(days[0], last)


def _behind(text: str, first: PlacedDay) -> Iterator[PlacedDay]:
    match = _behind_pattern().match(text, first.end)
    if match is None or not text[first.start].isalpha():
        return
    numbers = [*re.finditer(r"\d{1,2}", match["days"])]
    if _is_list(match["days"], [first.day.day, *(int(each[0]) for each in numbers)]):
        yield from _of_month(numbers, match.start("days"), first.day)


def _is_list(between: str, numbers: list[int]) -> bool:
    """Days of one month rise, and a word or the dots of ordinals join them; "room 7, 10 June" is no list."""
    joined = re.search(rf"\s(?:{bare('join')})\s", between) or re.fullmatch(r"(?:\d{1,2}\.,?\s?)+", between)
    return bool(joined) and all(earlier < later for earlier, later in pairwise(numbers))


def _of_month(numbers: list[re.Match[str]], offset: int, beside: date) -> Iterator[PlacedDay]:
    for each in numbers:
        day = _valid(beside.year, beside.month, int(each[0]))
        if day:
            yield PlacedDay(day, offset + each.start(), offset + each.end())


def _within(first: PlacedDay, last: PlacedDay) -> Iterator[PlacedDay]:
    for ahead in range(1, (last.day - first.day).days):
        yield PlacedDay(first.day + timedelta(days=ahead), first.start, first.end)


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
