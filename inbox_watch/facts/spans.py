"""Spans of time that a text names, each by its last day: durations, weeks, weekends, months, seasons.

All texts are in lower case, all days local calendar dates counted from the day of the mail.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from inbox_watch.facts.dates import PAST, WEEKDAYS_PER_WEEK, alternatives, bare, rows, value
from inbox_watch.knowledge import patterns
from inbox_watch.knowledge.sought import Sought
from inbox_watch.workdays import Workdays


@cache
def _duration() -> Sought:
    number = rf"(?:\d{{1,3}}|{bare('number')})"
    return Sought(
        [
            rf"\b(?:(?P<from>{number})\s?(?:-|–|/|to|or|bis|oder|à|ou|a|o|tot|of)\s?)?(?P<count>{number})"
            # "ten (10) days", "une quinzaine de jours"
            rf"(?:\s?\((?:{number})\))?[\s-]+(?:d[ei]\s)?(?:(?:full|next|volle[nr]?|nächsten|kommenden|prochaines?|próxim[ao]s|komende|prossim[ei])\s+)?(?:{alternatives('unit')})\b"
        ]
    )


def durations(text: str, written_on: date, workdays: Workdays) -> Iterator[date]:
    """ "within two to three weeks" ends at its end; "five years of experience" is no timeline."""
    for row in rows("span"):
        if re.search(rf"\b(?:{row['pattern']})\b", text):
            yield written_on + timedelta(days=int(row["value"]))
    for match in _duration().finditer(text):
        count, unit = _count(match), value(match, "unit")
        if not 0 < count <= 365:
            continue
        yield workdays.add(written_on, count) if unit == "working" else written_on + timedelta(days=count * int(unit))


def _count(match: re.Match[str]) -> int:
    """The longer end of a range; "twenty-one" looks like one but is a sum."""
    least, most = _number(match["from"] or "0"), _number(match["count"])
    return most if least <= most else least + most


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return next(int(row["value"]) for row in rows("number") if re.fullmatch(row["pattern"], word))


@cache
def _week() -> Sought:
    # "KW 40/41" ends with the later one.
    joined = rf"\s?(?:[-–/]|{bare('join')}|{bare('through')})\s?(?:(?:{bare('numbered_week')})\s?)?"
    first = rf"(?:\d{{1,2}}\.?{joined}(?=\d{{1,2}}\b))?"
    return Sought(
        [
            rf"\b(?P<this>{bare('this_week')}|{bare('week_end')})\b|\b(?P<next>{bare('next_week')})\b"
            rf"|\b(?P<later>{bare('week_after_next')})\b"
            rf"|\b(?:{bare('numbered_week')})\s?{first}(?P<number>\d{{1,2}})\b"
            rf"|\b(?P<ordinal>\d{{1,2}})\.\s?(?:{bare('numbered_week')})\b"
            # "Week 2" may be the second of a course.
            rf"|\b(?:{bare('week')})s?\s{first}(?P<counted>\d\d)\b"
        ]
    )


def week_ends(text: str, written_on: date) -> Iterator[date]:
    """A week ends with its Friday, when offices close."""
    friday = friday_of(written_on)
    for match in _week().finditer(text):
        number = match["number"] or match["ordinal"] or match["counted"]
        if number:
            yield from _calendar_week(int(number), written_on)
        else:
            yield friday + timedelta(weeks=2 if match["later"] else 1 if match["next"] else 0)


def friday_of(day: date) -> date:
    """The Friday of the week of a day."""
    return day + timedelta(days=4 - day.weekday())


def _calendar_week(number: int, written_on: date) -> Iterator[date]:
    """The Friday of an ISO week, of the next year when this year's is long past."""
    for year in (written_on.year, written_on.year + 1):
        try:
            friday = date.fromisocalendar(year, number, 5)
        except ValueError:
            continue
        if friday >= written_on - PAST:
            yield friday
            return


def weekend_ends(text: str, written_on: date) -> Iterator[date]:
    """A weekend ends with its Sunday."""
    sunday = written_on + timedelta(days=WEEKDAYS_PER_WEEK - 1 - written_on.weekday())
    for kind, weeks in (("next_weekend", 1), ("weekend", 0)):
        if patterns("time_words", "kind", kind).search(text):
            yield sunday + timedelta(days=weeks * WEEKDAYS_PER_WEEK)
            return


@cache
def _month() -> Sought:
    # "mi-octobre", "début d'octobre"
    gap = r"(?:[\s-]+|(?<=d'))"
    part = rf"(?:the\s+)?(?:{alternatives('part')}){gap}"
    # No month nor part of one begins with a word of one letter but these; "a-a-a-" is passed over quickly.
    words = r"(?=\w\w|l'|[aoà]\s)"
    return Sought(
        [
            rf"\b(?:(?:{bare('month_after')}){gap}{words}(?:{part})?|{_renamed(part)})(?:{alternatives('month')})(?:s|hälfte)?\b(?:\s+(?:de\s+)?(?P<year>20\d\d))?"
        ]
    )


def _renamed(pattern: str) -> str:
    """The same pattern with other group names, for a second place in one expression."""
    return pattern.replace("(?P<part", "(?P<bare")


def this_month_ends(text: str, written_on: date) -> Iterator[date]:
    """The last day of this month, of the next one or of the year, where the text names its end."""
    following = written_on.replace(day=1) + timedelta(days=31)
    for match in _next_month().finditer(text):
        yield _in_month(following.year, following.month, _part(match))
    if patterns("time_words", "kind", "month_end").search(text):
        yield _in_month(written_on.year, written_on.month, "end")
    if patterns("time_words", "kind", "year_end").search(text):
        yield _in_month(written_on.year, 12, "end")


@cache
def _next_month() -> Sought:
    return Sought([rf"\b(?:(?:{alternatives('part')})\s(?:the\s|of\s)?)?(?:{bare('next_month')})\b"])


def month_ends(text: str, written_on: date) -> Iterator[date]:
    """ "in March" ends with its last day, "early March" with the 10th, "mid March" with the 15th."""
    for match in _month().finditer(text):
        month = int(value(match, "month"))
        near = written_on.year + (1 if month < written_on.month - 2 else 0)
        year = int(match["year"]) if match["year"] else near
        yield _in_month(year, month, _part(match))


def _part(match: re.Match[str]) -> str:
    """The part of a month that was named: "early", "middle" or, also where none was, "end"."""
    groups = match.groupdict()
    named = ((row["value"], (f"part{at}", f"bare{at}")) for at, row in enumerate(rows("part")))
    return next((value_ for value_, places in named if any(groups.get(place) for place in places)), "end")


def _in_month(year: int, month: int, part: str) -> date:
    return date(year, month, {"early": 10, "middle": 15}.get(part, calendar.monthrange(year, month)[1]))


def season_begins(text: str, written_on: date) -> date | None:
    """The first day after that of the mail on which the season begins until which something rests, or None.

    A season begins with its month, the new year and the time after the holidays of Christmas with 7 January, the time
    after summer with 1 September; "after the holidays" is the next of these two.
    """
    found = (row["value"] for row in rows("season") if re.search(row["pattern"], text))
    begins = [each for days in found for each in days.split(",")]
    return min((_next(day, written_on) for day in begins), default=None)


def _next(month_and_day: str, written_on: date) -> date:
    month, day = (int(part) for part in month_and_day.split("-"))
    this_year = date(written_on.year, month, day)
    return this_year if this_year > written_on else this_year.replace(year=written_on.year + 1)
