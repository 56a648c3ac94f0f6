"""The interviews of an application, each with its day: what mail agreed, moved or cancelled, and what the user told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from zoneinfo import ZoneInfo

from inbox_watch.records import Detail, Event, Label, Mark, MarkKind, Standing
from inbox_watch.report.lives import is_sure, received


@dataclass(frozen=True, slots=True)
class Talk:
    """An interview on a local calendar day, at an instant in UTC where the hour is known.

    `told_by` is the mail that spoke of it last; None where only the user did. `is_off`: cancelled, or put off with no
    new day.
    """

    day: date
    at: datetime | None = None
    told_by: Event | None = None
    is_off: bool = False


def talks(standing: Standing, timezone: ZoneInfo) -> tuple[Talk, ...]:
    """Return the interviews whose day is known, in the order in which they came up: their places never change.

    A new day replaces that of a talk that was still ahead; after it, it is another talk. Mail that leaves a doubt about
    what it says, where it belongs or who sent it agrees nothing.
    """
    found: list[Talk] = []
    for item in _in_order(standing):
        if isinstance(item, Mark):
            _hear(found, Talk(item.until or item.on), item.on)
        elif item.finding.detail is Detail.INTERVIEW_CANCELLED:
            _call_off(found, item)
        else:
            _agree(found, item, timezone)
    return tuple(found)


def _in_order(standing: Standing) -> list[Event | Mark]:
    """What the user says of a day comes behind the mail of that day."""
    told = (mark for mark in standing.marks if mark.kind is MarkKind.INTERVIEWED)
    mail = sorted(filter(_is_about_a_talk, received(standing)), key=lambda event: event.finding.internaldate)
    return sorted(chain[Event | Mark](mail, told), key=lambda item: (item.on, isinstance(item, Mark)))


def _is_about_a_talk(event: Event) -> bool:
    return event.finding.verdict.label is Label.INTERVIEW and is_sure(event)


def _agree(found: list[Talk], event: Event, timezone: ZoneInfo) -> None:
    facts = event.finding.facts
    if facts.event_on:
        day = facts.event_on.astimezone(timezone).date()
        _hear(found, Talk(day, facts.event_on if facts.event_has_time else None, event), event.on)
    elif event.finding.detail is Detail.INTERVIEW_RESCHEDULE:
        _call_off(found, event)


def _hear(found: list[Talk], talk: Talk, on: date) -> None:
    place = _place(found, talk.day, on)
    if place is None:
        found.append(talk)
    elif found[place].day == talk.day and not found[place].is_off:
        found[place] = replace(
            found[place], at=talk.at or found[place].at, told_by=talk.told_by or found[place].told_by
        )
    else:
        found[place] = talk


def _place(found: list[Talk], day: date, on: date) -> int | None:
    """Return the talk that is spoken of: the one of that day, else the last one where it was still ahead."""
    same = [place for place, talk in enumerate(found) if talk.day == day]
    ahead = [len(found) - 1] if found and found[-1].day >= on else []
    return next(iter((*same, *ahead)), None)


def _call_off(found: list[Talk], event: Event) -> None:
    if found and found[-1].day >= event.on:
        found[-1] = replace(found[-1], is_off=True, told_by=event)
