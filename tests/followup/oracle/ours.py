"""What a mail of the user does to the course of an application."""

from __future__ import annotations

from datetime import timedelta

from inbox_watch.records import Event, SentKind, State, Step
from tests.followup.oracle.mail import is_ours, sent_kind
from tests.followup.oracle.past import Course
from tests.followup.oracle.tables import LETTERS, WAITS_FOR_THE_USER

LATEST_THANKS = timedelta(days=3)


def hear_user(course: Course, place: int, event: Event) -> None:
    """Note what a Sent mail does to the course; one that came back was never sent."""
    kind = sent_kind(event)
    if place in course.delivery.lost:
        return
    if is_ours(event) and (place in course.delivery.sendings or kind is SentKind.APPLICATION):
        _send(course, place, event)
    elif is_ours(event) and kind is SentKind.THANK_YOU:
        _thank(course, event)
    elif is_ours(event) and kind in LETTERS and course.open in WAITS_FOR_THE_USER:
        _answer(course, event)
    elif kind is SentKind.FOLLOW_UP and course.open not in WAITS_FOR_THE_USER and event.on > course.clock_start:
        # SR03
        course.follow_ups.append(event.on)


def _send(course: Course, place: int, event: Event) -> None:
    """Note that the application went out, for the first time or again."""
    if place in course.delivery.sendings - {min(course.delivery.sendings)}:
        # the budget is unused again
        course.begin(Step.APPLICATION, max(event.on, course.step_on), course.step_since)
    if sent_kind(event) is SentKind.APPLICATION and event.finding.facts.promised_on:
        # SR05
        course.promised_on = event.finding.facts.promised_on


def _thank(course: Course, event: Event) -> None:
    held_on = event.on if course.talk_on == event.on else course.held_on
    if held_on and event.on <= held_on + LATEST_THANKS:
        # standing, doubt: no question from a day before the talk is left
        course.questions = [each for each in course.questions if each.on >= held_on]
    if course.open is State.INTERVIEW:
        course.open = None
        course.begin(Step.INTERVIEW, event.on, course.talk_since)


def _answer(course: Course, event: Event) -> None:
    if course.open is State.INFO_REQUESTED:
        course.hand_in(Step.PAPERS, event.on)
    elif course.open is State.ASSESSMENT and event.finding.attachments:
        course.hand_in(Step.TEST, event.on)
