"""When a talk is: its day and hour as they are agreed, or the days that are offered for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from inbox_watch.facts.dates import PlacedDay, bare, days_ahead, is_due, weekdays
from inbox_watch.facts.hours import PlacedHour, hours
from inbox_watch.facts.several_days import listed_days
from inbox_watch.knowledge import patterns

_SOON = timedelta(days=90)
# "on Monday the 7th or, if you like, on ...": further apart, a word between two days joins them no more.
_JOINED_WITHIN = 60
# Room for "instead of Wednesday, the".
_WORDS_BEFORE = 40
# Full stops within hours and dates end no sentence.
_SENTENCE_END = re.compile(r"[!?]|(?<!\d)\.|\.(?!\s?[\da-zäöü])")
# A line of its own may hold the hour of the day in the line before; what is longer speaks of something else.
_SHORT_LINE = 80


@dataclass(frozen=True, slots=True)
class Talk:
    """`day` and `hour` are agreed; `zone` is the IANA name of the one the hour is stated in, or empty. `offered` are
    days to choose from, in their order; as long as there are any, no day is agreed."""

    day: date | None = None
    hour: time | None = None
    zone: str = ""
    offered: tuple[date, ...] = ()

    def starts_at(self, local: ZoneInfo) -> datetime | None:
        """Return the moment in UTC; noon at the user's place where no hour is known."""
        if self.day is None:
            return None
        zone = ZoneInfo(self.zone) if self.zone else local
        return datetime.combine(self.day, self.hour or time(12), tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    days: tuple[PlacedDay, ...]
    hours: tuple[PlacedHour, ...]

    @property
    def named(self) -> set[date]:
        return {each.day for each in self.days}


def with_ends_behind_numbers(text: str) -> str:
    """The text with a line break where a sentence ends behind a number: a date goes on behind a German "7.", but
    "at 14:00." and "on June 7." are ends unless a month follows."""
    return _end_behind_number().sub("\n", text)


@cache
def _end_behind_number() -> re.Pattern[str]:
    return re.compile(rf"(?<=\d\.)[ \t](?=[A-ZÄÖÜÉÈÀÁÍÓÚÑ¿¡])(?!(?i:{bare('month')})\b)")


def talk(clauses: Iterable[str], written_on: date, *, is_settled: bool = False) -> Talk:
    """Read the clauses of a mail about a talk; `is_settled` says that the mail confirms what was agreed.

    Days are full dates, else weekdays and tomorrow. The agreed day is the last one stated: when it has passed, the talk
    has taken place. Days in a question, in a proposal or with "or" between them are offered.
    """
    read = _clauses([clause.lower() for clause in clauses], written_on)
    offered = _offered(read, is_settled)
    if offered:
        return Talk(offered=tuple(sorted(offered)))
    day = max((day for clause in read for day in clause.named), default=None)
    found = _hour(read, day) if day else None
    return Talk(day, found.hour if found else None, found.zone if found else "")


def _clauses(texts: Sequence[str], written_on: date) -> list[_Clause]:
    days = [_ahead(text, listed_days(text, written_on), written_on) for text in texts]
    if not any(days):
        named = ([*weekdays(text, written_on), *days_ahead(text, written_on)] for text in texts)
        days = [_ahead(text, each, written_on) for text, each in zip(texts, named, strict=True)]
    return [_Clause(text, each, tuple(hours(text))) for text, each in zip(texts, days, strict=True)]


def _ahead(text: str, days: Iterable[PlacedDay], written_on: date) -> tuple[PlacedDay, ...]:
    """The days to come in the order of the text, without those by which something is due or instead of which others
    are named."""
    soon = [each for each in days if written_on <= each.day <= written_on + _SOON and not is_due(text, each)]
    instead = patterns("time_words", "kind", "instead")
    kept = [each for each in soon if not instead.search(text[max(0, each.start - _WORDS_BEFORE) : each.start])]
    return tuple(sorted(kept or soon, key=lambda each: each.start))


# Days that are offered


def _offered(read: Sequence[_Clause], is_settled: bool) -> set[date]:
    """Days to choose from; a question for the very day that is stated asks for no more than a yes."""
    every = {day for clause in read for day in clause.named}
    offered = {day for clause in read for day in _offered_in(clause)}
    stated = {day for clause in read for day in clause.named - _offered_in(clause)}
    if is_settled and stated:
        return set()
    if len(every) > 1 and any(_asks_to_choose(clause.text) for clause in read):
        return every
    return offered if offered - stated else set()


def _is_asked(text: str, place: int) -> bool:
    """Does the sentence end with a question mark behind this place?"""
    end = _SENTENCE_END.search(text, place)
    return end is not None and end[0] == "?"


def _offered_in(clause: _Clause) -> set[date]:
    """The days of a proposal and of a choice; of a question those asked for, behind a colon the last ones ("the 7th is
    off: can you do the 9th?")."""
    asked = [each for each in clause.days if _is_asked(clause.text, each.end)]
    behind = [each for each in asked if each.start > clause.text.rfind(": ")]
    is_proposal = bool(patterns("time_words", "kind", "proposal").search(clause.text))
    if not asked and (is_proposal or any(_alternatives(clause))):
        return clause.named
    return {each.day for each in behind or asked}


def _asks_to_choose(text: str) -> bool:
    return bool(patterns("time_words", "kind", "choice").search(text))


def _alternatives(clause: _Clause) -> Iterator[bool]:
    word = patterns("time_words", "kind", "or")
    for first, second in pairwise(clause.days):
        between = clause.text[first.end : second.start]
        yield first.day != second.day and len(between) < _JOINED_WITHIN and bool(word.search(between))


# The hour


def _hour(read: Sequence[_Clause], day: date) -> PlacedHour | None:
    """The hour beside the day: in its clause, else in a short line after or before it."""
    for at, clause in enumerate(read):
        for place in (place for place in range(len(clause.days)) if clause.days[place].day == day):
            beside = next((found for found in _beside(clause, place) if found), ())
            if found := _only(clause.text, beside) if beside else _in_lines(read, at):
                return found
    return None


def _beside(clause: _Clause, place: int) -> Iterator[Sequence[PlacedHour]]:
    """The hours between a day and the next other one, then those between it and the one before."""
    this = clause.days[place]
    behind = (each.start for each in clause.days[place + 1 :] if each.day != this.day)
    before = (each.end for each in reversed(clause.days[:place]) if each.day != this.day)
    end, start = next(behind, len(clause.text)), next(before, 0)
    yield [hour for hour in clause.hours if this.end <= hour.start < end]
    yield [hour for hour in clause.hours if start <= hour.start < this.start]


def _in_lines(read: Sequence[_Clause], at: int) -> PlacedHour | None:
    lines = (*read[at + 1 : at + 3], *read[max(0, at - 1) : at])
    return next((hour for line in lines if _may_hold_the_hour(line) for hour in line.hours), None)


def _may_hold_the_hour(clause: _Clause) -> bool:
    is_elsewhere = patterns("time_words", "kind", "reachable").search(clause.text)
    return not clause.days and len(clause.text) <= _SHORT_LINE and not is_elsewhere


def _only(text: str, found: Sequence[PlacedHour]) -> PlacedHour | None:
    """The first of some hours; none when they are offered as alternatives."""
    word = patterns("time_words", "kind", "or")
    is_open = any(word.search(text[first.end : second.start]) for first, second in pairwise(found))
    return None if is_open else found[0]
