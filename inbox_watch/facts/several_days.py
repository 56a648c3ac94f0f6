"""Several days in one breath: "7., 8. oder 10. Dezember", "December 7, 8 or 10", "from 14 September to 2 October".

All texts are in lower case, all days local calendar dates counted from the day of the mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from inbox_watch.facts.dates import PlacedDay, bare, calendar_days, valid

# How far in front of "or 10 December" the other days may begin.
_LIST_WITHIN = 120
_LONGEST_SPAN = timedelta(days=14)


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
        day = valid(beside.year, beside.month, int(each[0]))
        if day:
            yield PlacedDay(day, offset + each.start(), offset + each.end())


def _within(first: PlacedDay, last: PlacedDay) -> Iterator[PlacedDay]:
    for ahead in range(1, (last.day - first.day).days):
        yield PlacedDay(first.day + timedelta(days=ahead), first.start, first.end)


@cache
def _joined() -> re.Pattern[str]:
    article = rf"(?:(?:{bare('article')})\s)*"
    return re.compile(
        rf"\s?(?:[-–/]|\b(?:{bare('join')}|{bare('through')})\b)\s?{article}(?:(?:{bare('weekday')}),?\s{article})?"
    )


def last_days(text: str, days: Iterator[PlacedDay]) -> list[PlacedDay]:
    """Return the days without those that only begin a range ("from 14 to 25 September"), in their order."""
    found = list(days)
    in_place = sorted(found, key=lambda each: each.start)
    begins = [one for one, other in pairwise(in_place) if _joined().fullmatch(text[one.end : other.start])]
    return [each for each in found if each not in begins]
