"""Dates in words: when they will answer, by when the user must act, what was promised, how long something rests.

All results are local calendar dates, counted from the day of the mail.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from inbox_watch.facts.dates import (
    calendar_days,
    days_ahead,
    days_of_month,
    is_due,
    is_of_week,
    weekdays,
)
from inbox_watch.facts.hours import hours
from inbox_watch.facts.several_days import last_days
from inbox_watch.facts.spans import (
    durations,
    friday_of,
    month_ends,
    season_begins,
    this_month_ends,
    week_ends,
    weekend_ends,
)
from inbox_watch.knowledge import patterns
from inbox_watch.records import Label
from inbox_watch.workdays import Workdays

_FAR = timedelta(days=400)
# "within" and what it is: "the next five working days".
_SPAN_WITHIN = 35
_ASKING = frozenset({Label.OFFER, Label.INTERVIEW, Label.INFO_REQUEST, Label.ASSESSMENT})
_OF_ASKING = ("task", "act", "from_you")
# None: an advert, or a mail whose label nobody knows.
_WAITED_FOR = frozenset({Label.ACKNOWLEDGEMENT, Label.STATUS_UPDATE, Label.HUMAN_REPLY, None})
# Their mail names the day of a talk, of the first day of work or of the end of a contract.
_FULL_OF_DAYS = frozenset({Label.OFFER, Label.INTERVIEW})


def stated_dates(clause: str, written_on: date, workdays: Workdays, far: timedelta = _FAR) -> list[date]:
    """Every date a clause states, as calendar dates, in the order of the patterns' strength: full dates first.

    What lies further ahead than `far` is left out.
    """
    lowered = clause.lower().replace("’", "'")
    named = last_days(lowered, calendar_days(lowered, written_on))
    days = [friday_of(each.day) if is_of_week(lowered, each) else each.day for each in named]
    found = [*days, *_ends(lowered, written_on, workdays)] or _ends_of_months(lowered, written_on)
    found = found or [each.day for each in days_of_month(lowered, written_on)]
    return [day for day in found if written_on - timedelta(days=1) <= day <= written_on + far]


def _ends(text: str, written_on: date, workdays: Workdays) -> list[date]:
    return [*durations(text, written_on, workdays), *week_ends(text, written_on)]


def _ends_of_months(text: str, written_on: date) -> list[date]:
    return [*month_ends(text, written_on), *this_month_ends(text, written_on)]


def paused_until(clauses: Sequence[str], written_on: date, workdays: Workdays) -> date | None:
    """The first date in a clause about a pause, else the first day of the season that ends it."""
    pause = patterns("flags", "flag", "on_hold")
    paused = [clause for clause in clauses if pause.search(clause)]
    stated = next((days[0] for clause in paused if (days := stated_dates(clause, written_on, workdays))), None)
    if stated or not paused:
        return stated
    seasons = (season_begins(clause.lower(), written_on) for clause in clauses)
    return next((day for day in seasons if day), None)


def answer_by(
    clauses: Iterable[str],
    written_on: date,
    workdays: Workdays,
    label: Label | None = None,
    besides: Collection[date] = (),
) -> date | None:
    """The end of the first timeline stated for an answer; `clauses` are the unconditional ones.

    What the user is asked for states none, nor does a question. A weekday or weekend alone is one only where the writer
    acts on it and a mail has no better, and only in mail after which the user waits; `besides` are days of a talk.
    """
    told = [clause for clause in clauses if _tells_when_they_act(clause)]
    theirs = [clause for clause in told if not (label in _ASKING and _due(clause, written_on, workdays))]
    stated = [day for clause in theirs for day in stated_dates(clause, written_on, workdays)[:1] if day not in besides]
    if stated or label not in _WAITED_FOR:
        return next(iter(stated), None)
    return next((day for clause in theirs for day in _soon(clause.lower(), written_on)), None)


def may_tell_when_they_act(text: str) -> bool:
    """May a clause of a text state a timeline for an answer?"""
    return patterns("answer_words", "kind", "answer").may_match(text)


def _tells_when_they_act(clause: str) -> bool:
    is_question = clause.rstrip().endswith("?")
    return _says("answer", clause) and not (is_question or _says("task", clause) or _says("from_you", clause))


def _says(kind: str, clause: str) -> bool:
    return bool(patterns("answer_words", "kind", kind).search(clause))


def _soon(text: str, written_on: date) -> list[date]:
    """The last weekday or the end of the weekend on which the writer acts; with an hour it is an appointment."""
    if not _says("actor", text) or _says("past", text) or hours(text):
        return []
    return sorted((*(each.day for each in weekdays(text, written_on)), *weekend_ends(text, written_on)))[-1:]


def deadline(clauses: Iterable[str], written_on: date, workdays: Workdays, label: Label | None = None) -> date | None:
    """The first date by which the user is asked to act.

    In a mail that asks for something it is the day beside "by" or "within"; in one that names other days too, those of
    a talk or a contract, only such a day counts.
    """
    for clause in clauses:
        due = _due(clause, written_on, workdays) if label in _ASKING else []
        if not due and label not in _FULL_OF_DAYS and _says("task", clause):
            due = stated_dates(clause, written_on, workdays)
        if due:
            return due[0]
    return None


def may_ask(text: str, label: Label | None) -> bool:
    """May a clause of a mail of this text and label ask the user to act?"""
    kinds = _OF_ASKING if label in _ASKING else ("task",)
    return any(patterns("answer_words", "kind", kind).may_match(text) for kind in kinds)


def _due(clause: str, written_on: date, workdays: Workdays) -> list[date]:
    """The days by which a clause asks the user for something."""
    if not any(_says(kind, clause) for kind in _OF_ASKING):
        return []
    text = clause.lower()
    named = (calendar_days, weekdays, days_ahead, days_of_month)
    placed = (each for days in named for each in days(text, written_on))
    due = [each.day for each in placed if written_on <= each.day <= written_on + _FAR and is_due(text, each)]
    within = patterns("time_words", "kind", "within").finditer(text)
    spans = (text[match.end() : match.end() + _SPAN_WITHIN] for match in within)
    ends = (_ends(span, written_on, workdays) or _ends_of_months(span, written_on) for span in spans)
    return due or next((days for days in ends if days), [])


def day_named(clause: str, written_on: date, workdays: Workdays) -> date | None:
    """The day a clause names for something to happen on: a date, a weekday, tomorrow, else the end of a time stated."""
    text = clause.lower()
    certain = (calendar_days(text, written_on), weekdays(text, written_on), days_ahead(text, written_on))
    stated = (each.day for days in certain for each in days if written_on <= each.day <= written_on + _FAR)
    return next(stated, None) or next(iter(stated_dates(clause, written_on, workdays)), None)
