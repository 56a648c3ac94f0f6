"""What has happened to an application, as far as letters speak of it: the talk, what was handed in, what they wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from zoneinfo import ZoneInfo

from inbox_watch.records import Detail, Event, FolderRole, Label, Mark, MarkKind, SentKind, Standing, Step

_TALKS = frozenset({Detail.INTERVIEW_INVITE, Detail.INTERVIEW_SCHEDULED, Detail.INTERVIEW_RESCHEDULE})
_WRITTEN = frozenset({Detail.ACKNOWLEDGEMENT, Detail.STATUS_UPDATE, Detail.HUMAN_REPLY})
_REQUESTS = frozenset({Detail.ASSESSMENT, Detail.INFO_REQUEST, Detail.BACKGROUND_CHECK})
_HANDS_IN = frozenset({SentKind.ANSWER, SentKind.OTHER, SentKind.FOLLOW_UP})


@dataclass(frozen=True, slots=True)
class Talk:
    """An interview of which one knew since `told_on`; `day` is None when nobody said when it is."""

    told_on: date
    day: date | None


@dataclass(frozen=True, slots=True)
class History:
    """Local dates: `handed_in_on` of the test or the papers, `heard_on` of their last letter in this step.

    `talk` is the last one that was not cancelled. `arrived`: they have shown that what was sent last is with them.
    """

    talk: Talk | None
    handed_in_on: date
    heard_on: date | None
    arrived: bool


def history(standing: Standing, timezone: ZoneInfo) -> History:
    """Look through what happened; mail that nobody is sure about tells nothing, the user's marks do."""
    items = _in_order(standing)
    talk, handed_in = _talk(items, timezone), _handed_in(items)
    later = _theirs_in_step(standing, items, talk, handed_in)
    heard = [event.on for event in later if event.finding.detail in _WRITTEN and not _is_of_a_board(event)]
    return History(
        talk=talk,
        handed_in_on=standing.clock_start if handed_in is None else items[handed_in].on,
        heard_on=heard[-1] if heard else None,
        arrived=bool(heard) or _is_shown(standing.step, later, None if handed_in is None else items[handed_in]),
    )


def is_sure(event: Event) -> bool:
    """Does the mail surely belong here, and is it sure what it says?"""
    return event.link.application_id is not None and not event.finding.verdict.unsure


def is_theirs(event: Event) -> bool:
    """Did the user receive it?"""
    return event.finding.role is not FolderRole.SENT


def _in_order(standing: Standing) -> list[Event | Mark]:
    """What the user says of a day comes behind the mail of that day."""
    sure = filter(is_sure, standing.events)
    return sorted(chain[Event | Mark](sure, standing.marks), key=lambda item: (item.on, isinstance(item, Mark)))


def _is_of_a_board(event: Event) -> bool:
    """A board's receipt says that the board has it, not that they have."""
    return event.finding.facts.platform_kind == "job_board"


def _talk(items: Sequence[Event | Mark], timezone: ZoneInfo) -> Talk | None:
    talk: Talk | None = None
    for item in items:
        if isinstance(item, Mark):
            talk = Talk(item.on, item.until or item.on) if item.kind is MarkKind.INTERVIEWED else talk
        elif item.finding.detail in _TALKS:
            talk = _agreed(item, talk, timezone)
        elif item.finding.detail is Detail.INTERVIEW_CANCELLED:
            talk = None
    return talk


def _agreed(event: Event, before: Talk | None, timezone: ZoneInfo) -> Talk:
    """A confirmation without a day confirms the day that was known."""
    happening = event.finding.facts.event_on
    if happening is None and before and event.finding.detail is Detail.INTERVIEW_SCHEDULED:
        return before
    return Talk(event.on, happening.astimezone(timezone).date() if happening else None)


def _handed_in(items: Sequence[Event | Mark]) -> int | None:
    """The place of the answer to their last request of a test or of papers, or of their receipt of the test."""
    found: int | None = None
    for place, item in enumerate(items):
        if isinstance(item, Event) and item.finding.detail in _REQUESTS and not item.finding.facts.completed:
            found = None
        elif found is None and _hands_in(item):
            found = place
    return found


def _hands_in(item: Event | Mark) -> bool:
    if isinstance(item, Mark):
        return item.kind is MarkKind.HANDED_IN
    return item.link.sent_kind in _HANDS_IN or item.finding.facts.completed


def _theirs_in_step(
    standing: Standing, items: Sequence[Event | Mark], talk: Talk | None, handed_in: int | None
) -> list[Event]:
    """Their mail of this step: since the talk or its cancellation, or since something was handed in."""
    if standing.step is Step.INTERVIEW:
        since = (talk.day or talk.told_on) if talk else _last_told_of_a_talk(standing)
        return [item for item in items if isinstance(item, Event) and is_theirs(item) and item.on > since]
    begin = 0 if standing.step is Step.APPLICATION or handed_in is None else handed_in + 1
    return [item for item in items[begin:] if isinstance(item, Event) and is_theirs(item)]


def _last_told_of_a_talk(standing: Standing) -> date:
    told = (event.on for event in standing.events if event.finding.verdict.label is Label.INTERVIEW)
    return max(told, default=standing.clock_start)


def _is_shown(step: Step, later: Sequence[Event], handed_in: Event | Mark | None) -> bool:
    """Is it known without a letter of theirs that they have what was sent?"""
    if step is Step.TEST:
        return isinstance(handed_in, Event) and handed_in.finding.facts.completed
    return step is Step.INTERVIEW or any(event.finding.detail is Detail.APPLICATION_VIEWED for event in later)
