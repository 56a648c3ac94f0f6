"""What a mail of theirs does to the course of an application: the table of details, row by row."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from inbox_watch.records import Detail, Event, State, Step
from tests.followup.oracle.mail import is_contested, is_fact, is_likely_receipt, is_question, is_refusal, puts_on_hold
from tests.followup.oracle.past import Course, Question
from tests.followup.oracle.tables import ANSWERS, RECEIPTS, REOPENING, REQUESTS, TALKS, Waits

LONGEST_HOLIDAY = timedelta(days=42)
LATEST_SECOND_RECEIPT = timedelta(days=7)


def hear_them(course: Course, place: int, event: Event, waits: Waits, timezone: ZoneInfo) -> None:
    """Note what a mail of theirs does to the course."""
    if is_question(event):
        course.questions.append(Question(event.on, is_likely_receipt(event)))
    elif is_contested(event):
        # contract, settled 4
        course.is_contested = True
    elif is_fact(event):
        _hear_fact(course, place, event, waits, timezone)


def _hear_fact(course: Course, place: int, event: Event, waits: Waits, timezone: ZoneInfo) -> None:
    detail, facts = event.finding.detail, event.finding.facts
    if course.decision is State.OFFER and not is_refusal(event):
        return
    if course.decision is State.REJECTED and detail not in REOPENING:
        return
    course.decision = None
    # SR17: a receipt may forbid to be asked
    course.no_contact = course.no_contact or facts.no_contact
    if detail in RECEIPTS:
        _receive(course, event)
    if detail in ANSWERS:
        # SR06: any answering mail cancels a promise; what was doubtful is outdated
        course.promised_on = None
        course.is_contested = False
        course.questions.clear()
        _take_effect(course, place, event, waits, timezone)
    elif detail in RECEIPTS and facts.answer_by and course.open is not State.ON_HOLD:
        # SR18
        course.their_date = facts.answer_by
    elif detail is Detail.OUT_OF_OFFICE and facts.return_on and facts.return_on - event.on <= LONGEST_HOLIDAY:
        course.absences.append(facts.return_on)


def _receive(course: Course, event: Event) -> None:
    if course.acknowledged_on is None:
        course.acknowledged_on = event.on
    # standing, doubt: on a later day, at most seven days after it
    course.questions = [
        each
        for each in course.questions
        if not (each.is_likely_receipt and each.on < event.on <= each.on + LATEST_SECOND_RECEIPT)
    ]


def _take_effect(course: Course, place: int, event: Event, waits: Waits, timezone: ZoneInfo) -> None:
    """Apply labels.tsv, silence_clock and followup_budget, row by row."""
    detail = event.finding.detail
    if puts_on_hold(event):
        _put_on_hold(course, place, event, waits)
    elif is_refusal(event):
        _decide(course, State.REJECTED)
    elif detail is Detail.OFFER:
        _decide(course, State.OFFER)
    elif detail in TALKS:
        _invite(course, place, event, timezone)
    elif detail is Detail.INTERVIEW_CANCELLED:
        _cancel(course, place, event)
    elif detail is Detail.ASSESSMENT and event.finding.facts.completed:
        _complete(course, place, event)
    elif detail is Detail.ASSESSMENT:
        course.their_date = event.finding.facts.answer_by
        course.stop(State.ASSESSMENT, place)
    elif detail in REQUESTS:
        course.their_date = event.finding.facts.answer_by
        course.stop(State.INFO_REQUESTED, place)
    elif detail is Detail.HUMAN_REPLY:
        _reply(course, place, event)
    else:
        _tell_news(course, event)


def _decide(course: Course, decision: State) -> None:
    # labels.tsv, terminal
    course.decision, course.open, course.talk_on = decision, None, None


def _put_on_hold(course: Course, place: int, event: Event, waits: Waits) -> None:
    # labels.tsv, position_closed: after 30 days or the stated date
    course.hold_until = event.finding.facts.answer_by or event.on + timedelta(days=waits.hold_days)
    course.their_date = course.hold_until
    course.talk_on = None
    course.stop(State.ON_HOLD, place)


def _invite(course: Course, place: int, event: Event, timezone: ZoneInfo) -> None:
    """Follow an invitation, a date or a move of a talk."""
    starts = event.finding.facts.event_on
    day = starts.astimezone(timezone).date() if starts else None
    if day and day < event.on:
        # a day that has passed is none that was understood
        day = None
    if course.has_talk:
        course.their_date = event.finding.facts.answer_by or course.their_date
    else:
        course.their_date = event.finding.facts.answer_by
        course.open, course.talk_since = None, place
    known = None if event.finding.detail is Detail.INTERVIEW_RESCHEDULE else course.talk_on
    course.talk_on = day or known
    if course.talk_on is None:
        course.stop(State.INTERVIEW, course.talk_since)
    elif course.open is State.INTERVIEW:
        course.open = None


def _cancel(course: Course, place: int, event: Event) -> None:
    # labels.tsv: resumes from the cancellation date, +1
    since = course.talk_since if course.has_talk else place
    _say_of_a_new_step(course, event, was_open=course.has_talk)
    course.talk_on = None
    if course.open is State.INTERVIEW:
        course.open = None
    course.begin(Step.INTERVIEW, event.on, since)


def _complete(course: Course, place: int, event: Event) -> None:
    # labels.tsv: restarts at completion, +1
    was_open = course.open is State.ASSESSMENT
    _say_of_a_new_step(course, event, was_open=was_open)
    if was_open:
        course.hand_in(Step.TEST, event.on)
    else:
        course.begin(Step.TEST, event.on, place)


def _say_of_a_new_step(course: Course, event: Event, *, was_open: bool) -> None:
    """A step keeps what was said since its matter opened; one out of nothing knows only its own mail, or a hold."""
    if course.open is State.ON_HOLD:
        return
    kept = course.their_date if was_open else None
    course.their_date = event.finding.facts.answer_by or kept


def _reply(course: Course, place: int, event: Event) -> None:
    if course.open is State.ON_HOLD:
        course.open, course.their_date = None, None
    course.their_date = event.finding.facts.answer_by or course.their_date
    if course.open is None and course.talk_on is None:
        # labels.tsv: waits for the user
        course.stop(State.ANSWERED, place)


def _tell_news(course: Course, event: Event) -> None:
    # labels.tsv, status_update: restarted from this mail; a stated date wins
    course.open = None
    course.their_date = event.finding.facts.answer_by
    course.restarts.append(event.on)
