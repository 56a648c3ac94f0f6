"""What happened to one application, read from its events: receipts, answers, interviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from inbox_watch.records import (
    AUTORESPONSES,
    Detail,
    Event,
    FolderRole,
    Label,
    Mark,
    MarkKind,
    Outcome,
    Standing,
    State,
    Step,
)

# What ends silence (docs/standing.md, "What a message does"): a person's answer or a decision
_ANSWERS = frozenset(
    {Label.REJECTION, Label.INTERVIEW, Label.ASSESSMENT, Label.INFO_REQUEST, Label.OFFER, Label.HUMAN_REPLY}
)
_TO_BE_VOUCHED_FOR = frozenset({Label.REJECTION, Label.INTERVIEW, Label.OFFER})
_ANSWERED_STATES = frozenset(
    {State.ANSWERED, State.INTERVIEW, State.ASSESSMENT, State.INFO_REQUESTED, State.OFFER, State.REJECTED}
)


def received(standing: Standing) -> Iterator[Event]:
    """Give the mails of others about the application, in the order of the standing."""
    return (event for event in standing.events if event.finding.role is not FolderRole.SENT)


def last_received(standing: Standing) -> Event | None:
    """Return the newest mail of others about the application."""
    return max(received(standing), key=_received_at, default=None)


def last_doubtful(standing: Standing) -> Event | None:
    """Return the newest mail of others that left a doubt: unsure, perhaps about another application, or unverified."""
    doubtful = [event for event in received(standing) if not is_sure(event)]
    strangers = (event for event in received(standing) if not event.link.verified and _is_of_an_answer(event))
    return max(doubtful or strangers, key=_received_at, default=None)


def last_labelled(standing: Standing, label: Label) -> Event | None:
    """Return the newest mail of others with this label."""
    alike = (event for event in received(standing) if event.finding.verdict.label is label)
    return max(alike, key=_received_at, default=None)


def has_written_since(standing: Standing, event: Event) -> bool:
    """Did the user write about the application after this mail had come?"""
    mine = (each.finding for each in standing.events if each.finding.role is FolderRole.SENT)
    return any(finding.internaldate > event.finding.internaldate for finding in mine)


def answers(standing: Standing) -> Iterator[Event]:
    """Give the sure mails that end silence; an application whose last word is unconfirmed has none."""
    if standing.state is State.UNCONFIRMED:
        return iter(())
    return (event for event in received(standing) if _is_answer(event))


def first_answer_days(standing: Standing) -> int | None:
    """Return after how many days the first answer came, by mail or as the user told; None when none did."""
    told = (mark.on for mark in standing.marks if _tells_an_answer(mark))
    days = [_days_in(on, standing) for on in chain((event.on for event in answers(standing)), told)]
    return min(days, default=None)


def open_days(standing: Standing, looked: date) -> int:
    """Return for how many days an application without an answer is known to have been open, up to the last look.

    One that the user closed was open until then, and of one with a doubtful last word nothing is known after it.
    """
    doubt = last_doubtful(standing) if standing.state is State.UNCONFIRMED else None
    ends = (looked, standing.application.closed_on, doubt.on if doubt else None)
    return _days_in(min(end for end in ends if end), standing)


def was_answered(standing: Standing) -> bool:
    """Did an answer come, by mail or as the user told?"""
    return standing.state in _ANSWERED_STATES or any(answers(standing))


def had_autoresponse(standing: Standing) -> bool:
    """Did software write back: a receipt, an absence note, a delivery report?"""
    labels = {event.finding.verdict.label for event in received(standing)}
    return standing.acknowledged_on is not None or not AUTORESPONSES.isdisjoint(labels)


def was_acknowledged(standing: Standing) -> bool:
    """Did a receipt come?"""
    return standing.acknowledged_on is not None or last_labelled(standing, Label.ACKNOWLEDGEMENT) is not None


def was_interviewed(standing: Standing) -> bool:
    """Was there an invitation or a talk?"""
    invited = any(event.finding.verdict.label is Label.INTERVIEW for event in answers(standing))
    return invited or standing.step is Step.INTERVIEW or standing.state is State.INTERVIEW


def was_offered(standing: Standing) -> bool:
    """Was there an offer?"""
    offered = any(event.finding.verdict.label is Label.OFFER for event in answers(standing))
    return offered or standing.state is State.OFFER


def _is_answer(event: Event) -> bool:
    finding = event.finding
    paused = finding.detail is Detail.POSITION_CLOSED and finding.facts.on_hold
    return _is_of_an_answer(event) and not paused and is_sure(event)


def _is_of_an_answer(event: Event) -> bool:
    return event.finding.verdict.label in _ANSWERS


def is_sure(event: Event) -> bool:
    """Is it clear what the mail says, that it belongs here, and, for a decision, who vouches for its sender?"""
    verdict, link = event.finding.verdict, event.link
    vouched = link.verified or verdict.label not in _TO_BE_VOUCHED_FOR
    return not verdict.unsure and link.application_id is not None and vouched


def _tells_an_answer(mark: Mark) -> bool:
    return mark.kind is MarkKind.INTERVIEWED or mark.outcome is Outcome.REJECTED


def _days_in(day: date, standing: Standing) -> int:
    return max(0, (day - standing.application.applied_on).days)


def _received_at(event: Event) -> tuple[date, str]:
    return event.on, event.finding.internaldate.isoformat()
