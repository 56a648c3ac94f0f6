"""Invented mail of the history of an application: likely, or wild."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from inbox_watch.records import (
    Attachment,
    DeliveryStatus,
    Detail,
    Event,
    Finding,
    FolderRole,
    Label,
    Link,
    LinkReason,
    SentKind,
)
from tests.followup.oracle.mail import is_sent
from tests.support.findings import LINDHOF, TIMEZONE, at, message_id, received, sent

Kind = TypeVar("Kind")

THREAD = frozenset({LinkReason.IN_REPLY_TO, LinkReason.REFERENCES})
PAPERS = (Attachment("papers.pdf", "application/pdf", 90_000),)
LIKELY: dict[Detail, int] = {
    Detail.ACKNOWLEDGEMENT: 18,
    Detail.APPLICATION_VIEWED: 3,
    Detail.APPLICATION_SENT: 2,
    Detail.REJECTION: 9,
    Detail.POSITION_CLOSED: 5,
    Detail.INTERVIEW_INVITE: 8,
    Detail.INTERVIEW_SCHEDULED: 8,
    Detail.INTERVIEW_RESCHEDULE: 3,
    Detail.INTERVIEW_CANCELLED: 3,
    Detail.ASSESSMENT: 7,
    Detail.INFO_REQUEST: 6,
    Detail.BACKGROUND_CHECK: 1,
    Detail.OFFER: 2,
    Detail.STATUS_UPDATE: 8,
    Detail.TALENT_POOL: 2,
    Detail.HUMAN_REPLY: 7,
    Detail.OUT_OF_OFFICE: 7,
    Detail.DELIVERY_FAILURE: 7,
    Detail.DELIVERY_DELAY: 1,
    Detail.FEEDBACK_SURVEY: 1,
    Detail.JOB_ALERT: 1,
}
SENT_KINDS: dict[SentKind, int] = {
    SentKind.FOLLOW_UP: 8,
    SentKind.ANSWER: 9,
    SentKind.THANK_YOU: 3,
    SentKind.OTHER: 3,
    SentKind.APPLICATION: 3,
    SentKind.WITHDRAWAL: 1,
}
STATES_A_TIMELINE = frozenset(
    {
        Detail.ACKNOWLEDGEMENT,
        Detail.APPLICATION_SENT,
        Detail.STATUS_UPDATE,
        Detail.HUMAN_REPLY,
        Detail.INFO_REQUEST,
        Detail.INTERVIEW_INVITE,
        Detail.INTERVIEW_SCHEDULED,
        Detail.ASSESSMENT,
    }
)


def invented(chance: random.Random, number: int, day: date, before: Sequence[Event], *, is_wild: bool) -> Event:
    """Make the mail of a number in a history, on a day, after the mails before."""
    when = moment(number, day)
    key = f"m{number}"
    if chance.random() < (0.6 if before and _calls_for_mail(before[-1]) else 0.35):
        return _sent(chance, key, when, before, is_wild=is_wild)
    detail = chance.choice(list(Detail)) if is_wild else weighted(chance, LIKELY)
    if detail is Detail.DELIVERY_FAILURE:
        return _bounce(chance, key, when, before)
    return _received(chance, key, when, detail, before, is_wild=is_wild)


def moment(number: int, day: date) -> str:
    """Return when the mail of a number comes: no two of a day share a minute, and they come in the order of making."""
    return f"{day} {9 + number // 4:02}:{number % 4 * 15:02}"


def _sent(chance: random.Random, key: str, when: str, before: Sequence[Event], *, is_wild: bool) -> Event:
    kind = chance.choice(list(SentKind)) if is_wild else weighted(chance, SENT_KINDS)
    theirs = [event for event in before if not is_sent(event)]
    likely_papers = 0.4
    if theirs and chance.random() < 0.5:
        kind, likely_papers = _called_for(chance, theirs[-1], kind)
    is_promising = chance.random() < (0.2 if kind is SentKind.APPLICATION else 0.05)
    promised = later(chance, date.fromisoformat(when[:10])) if is_promising else None
    answers = theirs[-1].finding.subject if theirs and kind in (SentKind.ANSWER, SentKind.THANK_YOU) else ""
    letter = sent(key, when, kind, answers=answers, promised_on=promised)
    if chance.random() < likely_papers:
        letter = replace(letter, attachments=PAPERS)
    return linked(letter, LinkReason.IN_REPLY_TO if answers else LinkReason.ADDRESS, is_sure=chance.random() > 0.04)


def _calls_for_mail(last: Event) -> bool:
    detail = last.finding.detail
    return detail.label in (Label.INTERVIEW, Label.ASSESSMENT, Label.INFO_REQUEST) or detail in (
        Detail.HUMAN_REPLY,
        Detail.DELIVERY_FAILURE,
    )


def _called_for(chance: random.Random, last: Event, kind: SentKind) -> tuple[SentKind, float]:
    """The kind of Sent mail that their last mail calls for, and how likely it has an attachment."""
    detail, facts = last.finding.detail, last.finding.facts
    if detail.label is Label.INTERVIEW and facts.event_on is None:
        return SentKind.THANK_YOU, 0.1
    if detail is Detail.DELIVERY_FAILURE:
        return chance.choice((SentKind.APPLICATION, SentKind.OTHER, SentKind.ANSWER, SentKind.FOLLOW_UP)), 0.8
    if detail.label in (Label.ASSESSMENT, Label.INFO_REQUEST):
        return chance.choice((SentKind.ANSWER, SentKind.ANSWER, SentKind.OTHER, SentKind.FOLLOW_UP)), 0.6
    return kind, 0.4


def weighted(chance: random.Random, table: Mapping[Kind, int]) -> Kind:
    """Draw from a table of weights."""
    return chance.choices(list(table), list(table.values()))[0]


def _bounce(chance: random.Random, key: str, when: str, before: Sequence[Event]) -> Event:
    own = [event.finding.message_id for event in before if is_sent(event) and event.finding.message_id]
    returned: str | None = message_id("elsewhere")
    if own and chance.random() < 0.7:
        returned = chance.choice((own[0], own[-1], chance.choice(own)))
    elif chance.random() < 0.4:
        returned = None
    report = DeliveryStatus("failed", (LINDHOF,), ("5.1.1",), returned)
    mail = received(key, when, Detail.DELIVERY_FAILURE, from_="mailer-daemon@mx.postfach.example", automatic=True)
    return linked(replace(mail, delivery=report), LinkReason.DELIVERY_REPORT)


def _received(
    chance: random.Random, key: str, when: str, detail: Detail, before: Sequence[Event], *, is_wild: bool
) -> Event:
    mail = received(key, when, detail, **_facts(chance, date.fromisoformat(when[:10]), detail, is_wild=is_wild))
    by_user = chance.random() < 0.02
    if not by_user and chance.random() < 0.12:
        mail = made_unsure(chance, mail)
    if by_user:
        mail = replace(mail, verdict=replace(mail.verdict, probability=1.0, judged_by="user"))
    own = [event.finding.message_id for event in before if is_sent(event) and event.finding.message_id]
    reason = chance.choice(list(LinkReason))
    if reason in THREAD and not own:
        reason = LinkReason.EMPLOYER_AND_ROLE
    if reason in THREAD:
        mail = replace(mail, in_reply_to=(own[-1],), references=(own[-1],))
    # A thread verifies by itself; in a wild history nothing does but the user's word.
    is_verified = by_user or reason is LinkReason.USER or (reason in THREAD and not is_wild)
    return linked(mail, reason, is_sure=chance.random() > 0.08, is_verified=is_verified or chance.random() < 0.5)


def _facts(chance: random.Random, day: date, detail: Detail, *, is_wild: bool) -> dict[str, Any]:
    facts: dict[str, Any] = {"no_contact": chance.random() < 0.03, "no_reply_policy": chance.random() < 0.05}
    rests = detail is Detail.POSITION_CLOSED and chance.random() < 0.5
    facts["on_hold"] = rests or (detail is Detail.STATUS_UPDATE and chance.random() < 0.15)
    may_state = detail in STATES_A_TIMELINE or facts["on_hold"]
    if chance.random() < (0.35 if may_state else 0.1 if is_wild else 0.0):
        facts["answer_by"] = later(chance, day)
    if detail is Detail.OUT_OF_OFFICE and chance.random() < 0.7:
        facts["return_on"] = later(chance, day)
    if detail is Detail.ASSESSMENT:
        facts["completed"] = chance.random() < 0.35
        facts["deadline"] = later(chance, day) if chance.random() < 0.5 else None
    if detail.label is Label.INTERVIEW and chance.random() < 0.65:
        facts["event_on"] = _talk(chance, day)
    return facts


def _talk(chance: random.Random, day: date) -> datetime:
    ahead = timedelta(days=chance.choice((-7, -1, 0, 1, 2, 3, 5, 7, 10, 14, 21)))
    return at(f"{day + ahead} {chance.choice((8, 11, 15, 23)):02}:30")


def later(chance: random.Random, day: date) -> date:
    """Return a day at which a letter may look forward."""
    return day + timedelta(days=chance.choice((1, 2, 3, 5, 7, 10, 12, 14, 21, 30, 60)))


def made_unsure(chance: random.Random, mail: Finding) -> Finding:
    """Return the mail in doubt between what it is and another label, or without a word about it."""
    label = mail.verdict.label
    other = chance.choice([each for each in Label if each is not label])
    share = chance.choice((0.35, 0.45, 0.55, 0.7, 0.9))
    scores = chance.choice((((label, share), (other, round(1 - share, 2))), ((label, share), (other, 0.05)), ()))
    return replace(mail, verdict=replace(mail.verdict, probability=share, unsure=True, scores=scores))


def linked(finding: Finding, reason: LinkReason, *, is_sure: bool = True, is_verified: bool = True) -> Event:
    """What a mail is to application a1; not `is_sure`: it fits another one as well."""
    link = Link(
        sha256=finding.sha256,
        application_id="a1" if is_sure else None,
        reason=reason,
        score=1.0 if is_sure else 0.5,
        candidates=() if is_sure else ("a1", "a2"),
        verified=is_sure and is_verified,
        sent_kind=finding.facts.sent_kind if finding.role is FolderRole.SENT else None,
    )
    return Event(finding, link, finding.internaldate.astimezone(TIMEZONE).date())
