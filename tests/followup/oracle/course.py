"""The course of one application, gone through day by day from its first day to today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from inbox_watch.records import Application, Event, State, Step
from tests.followup.oracle.mail import is_sent
from tests.followup.oracle.ours import hear_user
from tests.followup.oracle.past import Course
from tests.followup.oracle.sendings import delivery
from tests.followup.oracle.tables import Waits
from tests.followup.oracle.theirs import hear_them

ONE_DAY = timedelta(days=1)


def course(application: Application, history: Sequence[Event], today: date, waits: Waits, timezone: ZoneInfo) -> Course:
    """Return the course of an application up to the end of today; the history is in order and holds nothing later."""
    stated = application.advert.answer_by
    # what ended before the clock started is over
    their_date = stated if stated and stated >= application.applied_on else None
    so_far = Course(delivery(application, history), application.applied_on, their_date)
    day = min([application.applied_on, *(event.on for event in history)])
    while day <= today:
        _pass_time(so_far, day)
        for place, event in enumerate(history):
            if event.on == day:
                _hear(so_far, place, event, waits, timezone)
                _pass_time(so_far, day)
        day += ONE_DAY
    return so_far


def _hear(course: Course, place: int, event: Event, waits: Waits, timezone: ZoneInfo) -> None:
    if is_sent(event):
        hear_user(course, place, event)
    else:
        hear_them(course, place, event, waits, timezone)


def _pass_time(course: Course, day: date) -> None:
    """End what ends by itself on the day after: a talk, a hold."""
    if course.talk_on and course.talk_on < day:
        course.held_on, course.talk_on = course.talk_on, None
        course.begin(Step.INTERVIEW, course.held_on, course.talk_since)
    if course.open is State.ON_HOLD and course.hold_until and course.hold_until < day:
        course.open = None
