"""Report to a calendar (RFC 5545): a to-do for the one follow-up of an application, an event for each interview."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar as ICalendar
from icalendar import Component, Event, Timezone, TimezoneStandard, Todo

from inbox_watch.clean import clean_line
from inbox_watch.records import Application, Report, Standing, State
from inbox_watch.report.notes import cautions, note
from inbox_watch.report.order import in_order
from inbox_watch.report.talks import Talk, talks
from inbox_watch.report.words import Calendar, to_do

_OPEN = frozenset({State.DUE, State.WAITING, State.ON_HOLD})
_IN_DOUBT = frozenset({State.UNCONFIRMED, State.UNKNOWN})
_LET_GO_DAYS = 60
_PRIORITIES = {1: 1, 2: 5, 3: 9}  # RFC 5545 section 3.8.1.9: 1 is the highest, 9 the lowest
# RFC 5546 section 2.1.5: of two of the same UID the one with the higher sequence counts, then the later DTSTAMP. The
# number of the day never falls back, whatever else is changed in the calendar or here.
_COUNTED_FROM = date(2020, 1, 1)

# RFC 5545 section 3.6.5: the beginning of a zone is a local time.
_BEGINNING = datetime(1970, 1, 1)  # noqa: DTZ001  # such a time has no zone


def to_ics(report: Report, now: datetime) -> bytes:
    """Return the octets of a calendar made at `now` (UTC).

    Its UIDs stay the same, so that a calendar that reads it again changes what it has: a follow-up that was sent is
    completed, one that is not wanted any more or an interview that was called off is cancelled.
    """
    calendar = ICalendar()
    calendar.add("prodid", "-//inbox_watch//EN")
    calendar.add("version", "2.0")
    for component in _components(report):
        component.add("dtstamp", now)
        component.add("sequence", max(0, (report.as_of - _COUNTED_FROM).days))
        calendar.add_component(component)
    if not calendar.subcomponents:
        calendar.add_component(_utc())
    return bytes(calendar.to_ical())


def _utc() -> Timezone:
    """A time zone nothing refers to: a calendar has at least one component (RFC 5545 section 3.4)."""
    standard = TimezoneStandard()
    for name, value in (("dtstart", _BEGINNING), ("tzoffsetfrom", timedelta()), ("tzoffsetto", timedelta())):
        standard.add(name, value)
    zone = Timezone()
    zone.add("tzid", "UTC")
    zone.add_component(standard)
    return zone


def _components(report: Report) -> Iterator[Component]:
    calendar = Calendar(report.as_of, ZoneInfo(report.timezone))
    for standing in in_order(report.standings):
        if status := _status(standing, report.as_of):
            yield _to_do(standing, status, calendar)
        for number, talk in enumerate(talks(standing, calendar.zone), start=1):
            yield _interview(standing, talk, number)


def _status(standing: Standing, today: date) -> str:
    """Return the status of the to-do; empty where it is in doubt, or over for so long that no calendar has it open."""
    if standing.state in _OPEN and standing.follow_up.due_on and not standing.follow_up.used_on:
        return "NEEDS-ACTION"
    mails, marks = (event.on for event in standing.events), (mark.on for mark in standing.marks)
    last = max((standing.clock_start, *mails, *marks))
    if standing.state in _IN_DOUBT or (today - last).days > _LET_GO_DAYS:
        return ""
    return "COMPLETED" if standing.follow_up.used_on else "CANCELLED"


def _to_do(standing: Standing, status: str, calendar: Calendar) -> Todo:
    application, follow_up = standing.application, standing.follow_up
    todo = Todo()
    todo.add("uid", f"follow-up-{clean_line(application.id)}@inbox-watch")
    todo.add("summary", f"Follow up: {_name(application)}")
    todo.add("status", status)
    todo.add("priority", _PRIORITIES.get(application.wanted, 5))
    _add_last_modified(todo, standing)
    if status == "COMPLETED":
        todo.add("percent-complete", 100)
    if follow_up.due_on and status != "CANCELLED":
        todo.add("due", follow_up.due_on)
    todo.add("description", _why(standing, calendar) if status == "NEEDS-ACTION" else note(standing, calendar))
    return todo


def _why(standing: Standing, calendar: Calendar) -> str:
    """Return the next step, the reasons, and the command that writes the words, a line each."""
    follow_up = standing.follow_up
    told = (*follow_up.suggestions[:1], *follow_up.reasons, *follow_up.warnings)
    careful = (f"Careful: {caution}" for caution in cautions(standing, calendar))
    lines = (
        f"{to_do(follow_up, standing.application.employer)}.",
        *(calendar.sentence(sentence) for sentence in told),
        *careful,
        f"The words: inbox-watch draft {clean_line(standing.application.id)}",
    )
    return "\n".join(lines)


def _interview(standing: Standing, talk: Talk, number: int) -> Event:
    """Return the event: an instant where the hour is known, else the whole day; how long it takes nobody said."""
    event = Event()
    event.add("uid", f"interview-{clean_line(standing.application.id)}-{number}@inbox-watch")
    event.add("summary", f"Interview: {_name(standing.application)}")
    event.add("status", "CANCELLED" if talk.is_off else "CONFIRMED")
    event.add("dtstart", talk.at or talk.day)
    _add_last_modified(event, standing)
    event.add("description", f"The mail about it: inbox-watch explain {clean_line(standing.application.id)}")
    return event


def _add_last_modified(component: Component, standing: Standing) -> None:
    newest = max((event.finding.internaldate for event in standing.events), default=None)
    if newest:
        component.add("last-modified", newest)


def _name(application: Application) -> str:
    employer = clean_line(application.employer, 80) or "Employer not known"
    role = clean_line(application.role, 80)
    return f"{employer}, {role}" if role else employer
