"""What one mail is to the application, before any history."""

from __future__ import annotations

from inbox_watch.records import Event, FolderRole, LinkReason, SentKind
from tests.followup.oracle.tables import (
    ANSWERS,
    MAY_PUT_ON_HOLD,
    NO_ANSWER_LABELS,
    REFUSALS,
    SURELY_NO_ANSWER,
    THREAD,
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


def is_confirmed(event: Event) -> bool:
    """Is there thread evidence, or a sender who was authenticated before, or the user's word?"""
    by_user = event.link.reason is LinkReason.USER or event.finding.verdict.judged_by == "user"
    return event.link.verified or event.link.reason in THREAD or by_user


def may_be_an_answer(event: Event) -> bool:
    """Must somebody look at this mail before silence is claimed?"""
    if is_sent(event):
        return False
    verdict = event.finding.verdict
    if not is_ours(event):
        return not verdict.unsure and event.finding.detail in ANSWERS
    if verdict.unsure:
        no_answer = sum(score for label, score in verdict.scores if label in NO_ANSWER_LABELS)
        return no_answer < SURELY_NO_ANSWER
    # contract, settled 4
    return is_refusal(event) and not is_confirmed(event)
