"""Dates in words: when they will answer, until when somebody is away, by when the user must act, what was promised.

All results are local calendar dates, counted from the day of the mail.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from inbox_watch.knowledge import patterns, table
from inbox_watch.workdays import Workdays

_WEEKDAYS_PER_WEEK = 7
_FAR = timedelta(days=400)
# A day without a year that lies further back is next year's.
_PAST = timedelta(days=60)
_SOON = timedelta(days=90)


def stated_dates(clause: str, written_on: date, workdays: Workdays) -> list[date]:
    """Every date a clause states, as calendar dates, in the order of the patterns' strength: full dates first."""
    lowered = clause.lower()
    found = [*_calendar_dates(lowered, written_on), *_durations(lowered, written_on, workdays)]
    found += _week_words(lowered, written_on)
    found = found or [*_months(lowered, written_on), *_this_month(lowered, written_on)]
    return [day for day in found if written_on - timedelta(days=1) <= day <= written_on + _FAR]


def answer_by(clauses: Iterator[str], written_on: date, workdays: Workdays) -> date | None:
    """The end of the first timeline stated for an answer; `clauses` are the unconditional ones."""
    answer, task = patterns("answer_words", "kind", "answer"), patterns("answer_words", "kind", "task")
    for clause in clauses:
        if answer.search(clause) and not task.search(clause):
            days = stated_dates(clause, written_on, workdays)
            if days:
                return days[0]
    return None


def deadline(clauses: Iterator[str], written_on: date, workdays: Workdays) -> date | None:
    """The first date by which the user is asked to act."""
    task = patterns("answer_words", "kind", "task")
    stated = (stated_dates(clause, written_on, workdays) for clause in clauses if task.search(clause))
    return next((days[0] for days in stated if days), None)


def talk_day(clauses: Iterator[str], written_on: date) -> date | None:
    """The day of a talk the mail proposes or confirms: the last of its full dates, else the last of its weekdays.

    Several slots are offered on several days; when the last one has passed, the talk has taken place.
    """
    texts = [clause.lower() for clause in clauses]
    stated = [day for text in texts for day in _calendar_dates(text, written_on)]
    dates = [day for day in stated if written_on <= day <= written_on + _SOON]
    named = [day for text in texts for day in _weekdays(text, written_on)]
    return max(dates or named, default=None)


def day_named(clause: str, written_on: date, workdays: Workdays) -> date | None:
    """The day a clause names for something to happen on: a date, a weekday, tomorrow, else the end of a time stated."""
    text = clause.lower()
    certain = (_calendar_dates(text, written_on), _weekdays_of_week(text, written_on), _soon(text, written_on))
    stated = (day for days in certain for day in days if written_on <= day <= written_on + _FAR)
    return next(stated, None) or next(iter(stated_dates(clause, written_on, workdays)), None)


def _weekdays_of_week(text: str, written_on: date) -> Iterator[date]:
    """ "Tuesday next week" is not the next Tuesday when that comes this week."""
    is_next = any(match["next"] for match in _week().finditer(text))
    monday = written_on - timedelta(days=written_on.weekday())
    for day in _weekdays(text, written_on):
        yield monday + timedelta(days=_WEEKDAYS_PER_WEEK + day.weekday()) if is_next else day


def _soon(text: str, written_on: date) -> Iterator[date]:
    for match in re.finditer(rf"(?<!\w)(?:{_alternatives('day')})(?!\w)", text):
        yield written_on + timedelta(days=int(_value(match, "day")))


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives('weekday')})s?\b")


def _weekdays(text: str, written_on: date) -> Iterator[date]:
    """The next such weekday after the day of the mail."""
    for match in _weekday().finditer(text):
        ahead = (int(_value(match, "weekday")) - written_on.weekday()) % _WEEKDAYS_PER_WEEK
        yield written_on + timedelta(days=ahead or _WEEKDAYS_PER_WEEK)


@cache
def _alternatives(kind: str) -> str:
    return "|".join(f"(?P<{kind}{index}>{row['pattern']})" for index, row in enumerate(_rows(kind)))


@cache
def _rows(kind: str) -> tuple[dict[str, str], ...]:
    return tuple(dict(row) for row in table("time_words") if row["kind"] == kind)


def _value(match: re.Match[str], kind: str) -> str:
    """The value of the alternative of a kind that matched."""
    groups = match.groupdict()
    return next(row["value"] for index, row in enumerate(_rows(kind)) if groups[f"{kind}{index}"])


@cache
def _full_date() -> re.Pattern[str]:
    month = _alternatives("month")
    return re.compile(
        rf"\b(?P<iso>20\d\d-\d\d-\d\d)\b"
        rf"|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?\s+(?:of\s+|de\s+|di\s+)?(?:{month})\b\.?(?:,?\s+(?:de\s+)?(?P<year>20\d\d))?"
        rf"|\b(?P<numeric>\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?(?:20)?\d\d)?)(?!\d)"
        rf"|\b(?P<slashed>\d{{1,2}}(?P<stroke>[/-])\d{{1,2}}(?P=stroke)20\d\d)\b"
    )


@cache
def _american_date() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_alternatives('month')})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s?[:.]\d)"
        r"(?:,?\s+(?P<year>20\d\d))?"
    )


def _calendar_dates(text: str, written_on: date) -> Iterator[date]:
    for match in _full_date().finditer(text):
        day = _from_match(match, written_on)
        if day:
            yield day
    for match in _american_date().finditer(text):
        day = _day_and_month(int(match["day"]), int(_value(match, "month")), match["year"], written_on)
        if day:
            yield day


def _from_match(match: re.Match[str], written_on: date) -> date | None:
    if match["iso"]:
        return _valid(*(int(part) for part in match["iso"].split("-")))
    if match["day"]:
        return _day_and_month(int(match["day"]), int(_value(match, "month")), match["year"], written_on)
    if match["numeric"]:
        day, month, *year = (part.strip() for part in match["numeric"].strip(". ").split("."))
        return _day_and_month(int(day), int(month), year[0] if year and year[0] else None, written_on)
    first, second, year_text = (int(part) for part in match["slashed"].split(match["stroke"]))
    # 03/04/2026 is March in America and April elsewhere: read only what can be read one way.
    if first > 12:
        return _valid(year_text, second, first)
    return _valid(year_text, first, second) if second > 12 or first == second else None


def _day_and_month(day: int, month: int, year: str | None, written_on: date) -> date | None:
    """The day in the year stated, else in this year, or in the next when that is long past (or has its 29 February)."""
    if year:
        return _valid(int(year) % 100 + 2000, month, day)
    days = (_valid(written_on.year + ahead, month, day) for ahead in (0, 1))
    return next((found for found in days if found and found >= written_on - _PAST), None)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _duration() -> re.Pattern[str]:
    number = rf"(?:\d{{1,3}}|{'|'.join(row['pattern'] for row in _rows('number'))})"
    return re.compile(
        rf"\b(?:(?P<from>{number})\s?(?:-|–|to|or|bis|oder|à|ou|a|o|tot|of)\s?)?(?P<count>{number})[\s-]+"
        rf"(?:(?:full|next|volle[nr]?|nächsten|kommenden|prochaines?|próxim[ao]s|komende|prossim[ei])\s+)?(?:{_alternatives('unit')})\b"
    )


def _durations(text: str, written_on: date, workdays: Workdays) -> Iterator[date]:
    """ "within two to three weeks" ends at its end; hours and "five years of experience" are no timelines."""
    for match in _duration().finditer(text):
        count, unit = _count(match), _value(match, "unit")
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
    return next(int(row["value"]) for row in _rows("number") if re.fullmatch(row["pattern"], word))


@cache
def _week() -> re.Pattern[str]:
    return re.compile(
        r"\b(?P<this>(?:this|diese|dieser|cette|esta|deze|questa|nesta) (?:week|woche|semaine|semana|settimana))\b"
        r"|\b(?P<next>next week|(?:nächste|kommende)[rn]? woche|semaine prochaine|pr[óo]xima semana|semana pr[óo]xima"
        r"|semana que (?:viene|vem)|(?:volgende|komende) week|settimana prossima|prossima settimana)\b"
        r"|\b(?:kw|kalenderwoche)\s?(?P<number>\d{1,2})\b"
    )


def _week_words(text: str, written_on: date) -> Iterator[date]:
    """A week ends with its Friday, when offices close."""
    monday = written_on - timedelta(days=written_on.weekday())
    for match in _week().finditer(text):
        if match["number"]:
            yield from _calendar_week(int(match["number"]), written_on)
        else:
            yield monday + timedelta(days=4 + (_WEEKDAYS_PER_WEEK if match["next"] else 0))


def _calendar_week(number: int, written_on: date) -> Iterator[date]:
    """The Friday of an ISO week, of the next year when this year's is long past."""
    for year in (written_on.year, written_on.year + 1):
        try:
            friday = date.fromisocalendar(year, number, 5)
        except ValueError:
            continue
        if friday >= written_on - _PAST:
            yield friday
            return


@cache
def _month() -> re.Pattern[str]:
    before = r"in|im|by|until|before|bis|en|au mois de|d'ici|nel mese di|entro|a|hasta|antes de|em|no|até|op|vóór|voor"
    part = rf"(?:the\s+)?(?:{_alternatives('part')})[\s-]+"
    return re.compile(rf"\b(?:(?:{before})\s+(?:{part})?|{_renamed(part)})(?:{_alternatives('month')})\b")


def _renamed(pattern: str) -> str:
    """The same pattern with other group names, for a second place in one expression."""
    return pattern.replace("(?P<part", "(?P<bare")


def _this_month(text: str, written_on: date) -> Iterator[date]:
    if patterns("time_words", "kind", "month_end").search(text):
        yield written_on.replace(day=calendar.monthrange(written_on.year, written_on.month)[1])


def _months(text: str, written_on: date) -> Iterator[date]:
    """ "in March" ends with its last day, "early March" with the 10th, "mid March" with the 15th."""
    for match in _month().finditer(text):
        month = int(_value(match, "month"))
        year = written_on.year + (1 if month < written_on.month - 2 else 0)
        parts = enumerate(_rows("part"))
        part = next((row["value"] for at, row in parts if match[f"part{at}"] or match[f"bare{at}"]), "end")
        yield date(year, month, {"early": 10, "middle": 15}.get(part, calendar.monthrange(year, month)[1]))
