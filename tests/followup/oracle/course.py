"""The course of one application, gone through day by day from its first day to today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from inbox_watch.records import Application, Event, SentKind, State, Step
from tests.followup.oracle.mail import is_fact, is_ours, is_sent, may_be_an_answer, sent_kind
from tests.followup.oracle.past import Course, Opened
from tests.followup.oracle.sendings import arrival
from tests.followup.oracle.tables import MAY_CARRY_PAPERS, USES_THE_BUDGET, Waits
from tests.followup.oracle.theirs import hear_them

ONE_DAY = timedelta(days=1)


def course(application: Application, history: Sequence[Event], today: date, waits: Waits, timezone: ZoneInfo) -> Course:
    """Return the course of an application up to the end of today; the history is in order and holds nothing later."""
    sending = arrival(application, history)
    first = Opened(Step.APPLICATION, sending.on, 0, sending.on + ONE_DAY)
    so_far = Course(sending, [first])
    day = min([application.applied_on, *(event.on for event in history)])
    while day <= today:
        _pass_time(so_far, day)
        for place, event in enumerate(history):
            if event.on == day:
                _hear(so_far, place, event, waits, timezone)
                _pass_time(so_far, day)
        day += ONE_DAY
    return so_far


def _pass_time(course: Course, day: date) -> None:
    """End what ends by itself: a talk on the day after it, a hold on its last day."""
    for matter in list(course.matters):
        if matter.until is None:
            continue
        if matter.state is State.INTERVIEW and matter.until < day:
            course.matters.remove(matter)
            course.open(Opened(Step.INTERVIEW, matter.until, matter.opened, matter.until + ONE_DAY))
        elif matter.state is State.ON_HOLD and matter.until <= day:
            course.matters.remove(matter)
            # SR34: the next check is counted as a new step
            same = course.step.step
            over = not matter.is_stated
            course.open(Opened(same, matter.until, matter.opened, matter.until, waits_no_more=over))


def _hear(course: Course, place: int, event: Event, waits: Waits, timezone: ZoneInfo) -> None:
    if is_sent(event):
        _hear_user(course, place, event)
        return
    if may_be_an_answer(event):
        course.doubtful = True
    elif is_fact(event):
        hear_them(course, place, event, waits, timezone)


def _hear_user(course: Course, place: int, event: Event) -> None:
    kind = sent_kind(event)
    if is_ours(event) and kind is SentKind.WITHDRAWAL:
        course.withdrawn = True
    if place in course.arrival.lost:
        return
    if is_ours(event) and event.finding.facts.promised_on:
        course.promised_on = event.finding.facts.promised_on
    if place in course.arrival.sendings or (is_ours(event) and _hands_in(course, place, event)):
        return
    if kind in USES_THE_BUDGET:
        # SR03: whatever the user wrote that is no answer to them
        course.follow_ups.append((place, event.on))
    if is_ours(event):
        _answer(course, event.on, kind)


def _hands_in(course: Course, place: int, event: Event) -> bool:
    """Note papers or a test that were asked for, SR02; was it that?"""
    if not event.finding.attachments or sent_kind(event) not in MAY_CARRY_PAPERS:
        return False
    asked = [
        matter
        for matter in course.matters
        if matter.state in (State.ASSESSMENT, State.INFO_REQUESTED) and matter.ends_when_answered
    ]
    if not asked:
        return False
    latest = max(asked, key=lambda matter: matter.spoken)
    step = Step.TEST if latest.state is State.ASSESSMENT else Step.PAPERS
    course.matters = [matter for matter in course.matters if matter not in asked and matter.state is not State.ANSWERED]
    course.open(Opened(step, event.on, latest.opened, event.on, place))
    return True


def _answer(course: Course, day: date, kind: SentKind) -> None:
    """Note that the user wrote, and that it is their turn again."""
    ends = []
    if kind in (SentKind.ANSWER, SentKind.FOLLOW_UP, SentKind.OTHER, SentKind.APPLICATION):
        # labels.tsv, human_reply: waits for the user
        ends += [matter for matter in course.matters if matter.state is State.ANSWERED]
    if kind is SentKind.ANSWER:
        # labels.tsv, info_request: stopped until answered
        asked = [matter for matter in course.matters if matter.state is State.INFO_REQUESTED]
        ends += [matter for matter in asked if matter.ends_when_answered]
    if ends:
        course.matters = [matter for matter in course.matters if matter not in ends]
        course.restarts.append(day)
