"""What a mail of theirs does to the course of an application: the table of details, row by row."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from inbox_watch.records import Detail, Event, State, Step
from tests.followup.oracle.mail import is_refusal, puts_on_hold
from tests.followup.oracle.past import Course, Matter, Opened
from tests.followup.oracle.tables import ANSWERS, MAY_STATE_A_TIMELINE, REOPENING, TALKS, Waits


def hear_them(course: Course, place: int, event: Event, waits: Waits, timezone: ZoneInfo) -> None:
    """Note what a mail of theirs that is a fact does to the course."""
    detail, facts = event.finding.detail, event.finding.facts
    # SR17: an acknowledgement may forbid to be asked
    course.no_contact = course.no_contact or facts.no_contact
    if detail is Detail.ACKNOWLEDGEMENT and course.acknowledged_on is None:
        course.acknowledged_on = event.on
    if course.decision is State.OFFER and not is_refusal(event):
        return
    if course.decision is State.REJECTED and detail not in REOPENING:
        return
    course.decision = None
    if detail in ANSWERS:
        # SR06: any answering mail cancels a promise; what was doubtful is outdated
        course.promised_on = None
        course.doubtful = False
    if facts.answer_by and detail in MAY_STATE_A_TIMELINE and not puts_on_hold(event):
        course.timelines.append((place, facts.answer_by))
    _take_effect(course, place, event, waits, timezone)


def _take_effect(course: Course, place: int, event: Event, waits: Waits, timezone: ZoneInfo) -> None:
    """Apply labels.tsv, silence_clock and followup_budget, row by row."""
    detail, facts = event.finding.detail, event.finding.facts
    if puts_on_hold(event):
        _put_on_hold(course, place, event, waits)
    elif is_refusal(event):
        course.decision = State.REJECTED
        course.matters = []
    elif detail is Detail.OFFER:
        course.decision = State.OFFER
        course.matters = []
    elif detail in TALKS:
        _talk(course, place, event, timezone)
    elif detail is Detail.ASSESSMENT and facts.completed:
        begun = course.close(State.ASSESSMENT)
        course.close(State.ON_HOLD)
        since = min([place, *(matter.opened for matter in begun)])
        course.open(Opened(Step.TEST, event.on, since, event.on, place))
    elif detail is Detail.ASSESSMENT:
        course.close(State.ON_HOLD)
        _stop(course, place, State.ASSESSMENT)
    elif detail in (Detail.INFO_REQUEST, Detail.BACKGROUND_CHECK):
        course.close(State.ON_HOLD)
        # labels.tsv: background_check is stopped, and nothing is said of an answer that ends it
        _stop(course, place, State.INFO_REQUESTED, ends_when_answered=detail is Detail.INFO_REQUEST)
    elif detail is Detail.HUMAN_REPLY:
        if all(matter.state in (State.ANSWERED, State.ON_HOLD) for matter in course.matters):
            _stop(course, place, State.ANSWERED)
    elif detail is Detail.STATUS_UPDATE:
        course.restarts.append(event.on)
        course.matters = [m for m in course.matters if m.state is State.INTERVIEW and m.until]
    elif detail is Detail.OUT_OF_OFFICE and facts.return_on:
        course.absences.append((place, facts.return_on))


def _stop(course: Course, place: int, state: State, *, ends_when_answered: bool = True) -> None:
    same = course.close(state)
    opened = min([place, *(matter.opened for matter in same)])
    ends = ends_when_answered and all(matter.ends_when_answered for matter in same)
    course.matters.append(Matter(state, opened, place, ends_when_answered=ends))


def _put_on_hold(course: Course, place: int, event: Event, waits: Waits) -> None:
    # labels.tsv, position_closed: after 30 days or the stated date
    stated = event.finding.facts.answer_by
    until = stated or event.on + timedelta(days=waits.hold_days)
    course.matters = [Matter(State.ON_HOLD, place, place, until, is_stated=stated is not None)]
    if stated:
        course.timelines.append((place, stated))


def _talk(course: Course, place: int, event: Event, timezone: ZoneInfo) -> None:
    """Follow an invitation, a date, a move or the end of a talk; talks that were held are no matters any more."""
    detail, starts = event.finding.detail, event.finding.facts.event_on
    ahead = course.close(State.INTERVIEW)
    since = min([place, *(matter.opened for matter in ahead)])
    course.close(State.ON_HOLD)
    if detail is Detail.INTERVIEW_CANCELLED:
        # labels.tsv: resumes from the cancellation date, +1
        course.open(Opened(Step.INTERVIEW, event.on, place, event.on, place))
        return
    day = starts.astimezone(timezone).date() if starts else None
    dated = [] if detail is Detail.INTERVIEW_RESCHEDULE else [matter for matter in ahead if matter.until]
    if day is None and dated:
        latest = dated[-1]
        course.matters += [*dated[:-1], Matter(State.INTERVIEW, latest.opened, place, latest.until)]
        return
    course.matters += [matter for matter in dated if matter.until != day]
    course.matters.append(Matter(State.INTERVIEW, since, place, day))
