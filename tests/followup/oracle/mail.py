"""What one mail is to the application, before any history."""

from __future__ import annotations

from inbox_watch.records import Detail, Event, FolderRole, Label, SentKind
from tests.followup.oracle.tables import (
    MAY_PUT_ON_HOLD,
    NO_ANSWER_LABELS,
    REFUSALS,
    SURELY_NO_ANSWER,
    TALKS,
    WOULD_ANSWER,
)


def is_sent(event: Event) -> bool:
    """Did the user write it?"""
    return event.finding.role is FolderRole.SENT


def sent_kind(event: Event) -> SentKind:
    """What a Sent mail is: the link knows it better than the letter alone."""
    return event.link.sent_kind or event.finding.facts.sent_kind or SentKind.OTHER


def is_ours(event: Event) -> bool:
    """Does the mail belong to this application and to no other?"""
    return event.link.application_id is not None


def is_fact(event: Event) -> bool:
    """Is it a mail of theirs that belongs here and of which it is known what it is?"""
    return not is_sent(event) and is_ours(event) and not event.finding.verdict.unsure


def puts_on_hold(event: Event) -> bool:
    """Does the mail say that the vacancy or the process rests for a time?"""
    return event.finding.detail in MAY_PUT_ON_HOLD and event.finding.facts.on_hold


def is_refusal(event: Event) -> bool:
    """Does the mail end the application for the worse?"""
    return event.finding.detail in REFUSALS and not puts_on_hold(event)


def is_contested(event: Event) -> bool:
    """Is it a word of weight that nobody vouches for?"""
    is_weighty = is_refusal(event) or event.finding.detail in TALKS or event.finding.detail is Detail.OFFER
    return is_fact(event) and is_weighty and not event.link.verified


def is_question(event: Event) -> bool:
    """May the mail be an answer to this application, or is it one to this application or another?"""
    if is_sent(event):
        return False
    verdict = event.finding.verdict
    if verdict.unsure:
        no_answer = sum(score for label, score in verdict.scores if label in NO_ANSWER_LABELS)
        return no_answer < SURELY_NO_ANSWER
    return not is_ours(event) and event.finding.detail in WOULD_ANSWER


def is_likely_receipt(event: Event) -> bool:
    """Is the mail most likely a receipt, though nobody is sure?"""
    return event.finding.verdict.unsure and event.finding.verdict.label is Label.ACKNOWLEDGEMENT
