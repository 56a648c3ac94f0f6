"""Invented scenes of a history, each around a question that later mail ends or just fails to end."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from inbox_watch.records import Detail, Event, Finding, LinkReason, SentKind
from tests.followup.oracle.invented_mail import linked, made_unsure, moment, weighted
from tests.support.findings import at, bounce, received, sent

LONGEST_SCENE = 5

# Days from a likely receipt to a sure one: none, a week, and what lies beside.
TO_THE_RECEIPT = (0, 0, 1, 1, 2, 3, 5, 6, 7, 7, 8)
LIKELY_RECEIPTS: dict[Detail, int] = {
    Detail.ACKNOWLEDGEMENT: 12,
    Detail.APPLICATION_VIEWED: 3,
    Detail.APPLICATION_SENT: 2,
    Detail.REJECTION: 3,
}
SECOND_RECEIPTS: dict[Detail, int] = {
    Detail.ACKNOWLEDGEMENT: 12,
    Detail.APPLICATION_SENT: 4,
    Detail.APPLICATION_VIEWED: 2,
}

# Days from a doubt to the talk, and from the talk to the thanks.
TO_THE_TALK = (1, 1, 1, 2, 3, 0, 0, -1)
TO_THE_THANKS = (-1, 0, 0, 1, 2, 3, 3, 4)
DOUBTS_OF_A_TALK: dict[Detail, int] = {
    Detail.INTERVIEW_CANCELLED: 5,
    Detail.INTERVIEW_RESCHEDULE: 4,
    Detail.REJECTION: 5,
    Detail.POSITION_CLOSED: 2,
    Detail.HUMAN_REPLY: 3,
    Detail.ACKNOWLEDGEMENT: 2,
}
CHANGES_OF_A_TALK: dict[Detail, int] = {
    Detail.INTERVIEW_RESCHEDULE: 3,
    Detail.INTERVIEW_CANCELLED: 1,
    Detail.ASSESSMENT: 1,
}


def scene(chance: random.Random, number: int, day: date) -> tuple[Event, ...]:
    """Make the mails of a scene that begins on a day; the first has this number in its history."""
    make = _two_receipts if chance.random() < 0.4 else _talk_and_thanks
    return tuple(make(chance, number, day))


def _two_receipts(chance: random.Random, number: int, day: date) -> Iterator[Event]:
    doubt = received(f"m{number}", moment(number, day), weighted(chance, LIKELY_RECEIPTS))
    yield _theirs(chance, made_unsure(chance, doubt))
    for after in range(1, chance.choice((2, 2, 3))):
        day += timedelta(days=chance.choice(TO_THE_RECEIPT))
        receipt = received(f"m{number + after}", moment(number + after, day), weighted(chance, SECOND_RECEIPTS))
        yield _theirs(chance, made_unsure(chance, receipt) if chance.random() < 0.1 else receipt)


def _talk_and_thanks(chance: random.Random, number: int, day: date) -> Iterator[Event]:
    talk = day + timedelta(days=chance.choice((2, 3, 5, 7, 14)))
    yield _invitation(chance, number, day, talk)
    if chance.random() < 0.3:
        number += 1
        detail, moved = weighted(chance, CHANGES_OF_A_TALK), talk + timedelta(days=chance.choice((-1, 1, 3, 7)))
        is_dated = detail is Detail.INTERVIEW_RESCHEDULE and chance.random() < 0.7
        start = at(f"{moved} 11:30") if is_dated else None
        yield _theirs(chance, received(f"m{number}", moment(number, day), detail, event_on=start))
        talk = moved if is_dated and chance.random() < 0.8 else talk
    number += 1
    doubted = max(day, talk - timedelta(days=chance.choice(TO_THE_TALK)))
    yield _doubt_of_a_talk(chance, number, doubted)
    number += 1
    yield from _thanks(chance, number, max(doubted, talk + timedelta(days=chance.choice(TO_THE_THANKS))))


def _invitation(chance: random.Random, number: int, day: date, talk: date) -> Event:
    start = at(f"{talk} {chance.choice(('00:30', '11:00', '23:30'))}") if chance.random() < 0.9 else None
    detail = chance.choice((Detail.INTERVIEW_INVITE, Detail.INTERVIEW_SCHEDULED))
    mail = received(f"m{number}", moment(number, day), detail, event_on=start)
    return linked(mail, LinkReason.EMPLOYER_AND_ROLE, is_verified=chance.random() < 0.9)


def _doubt_of_a_talk(chance: random.Random, number: int, day: date) -> Event:
    mail = received(f"m{number}", moment(number, day), weighted(chance, DOUBTS_OF_A_TALK))
    if chance.random() < 0.2:
        return linked(mail, LinkReason.EMPLOYER, is_sure=False)
    return _theirs(chance, made_unsure(chance, mail) if chance.random() < 0.9 else mail)


def _thanks(chance: random.Random, number: int, day: date) -> Iterator[Event]:
    kind = chance.choice((SentKind.ANSWER, SentKind.FOLLOW_UP)) if chance.random() < 0.1 else SentKind.THANK_YOU
    yield linked(sent(f"m{number}", moment(number, day), kind), LinkReason.ADDRESS, is_sure=chance.random() < 0.94)
    if chance.random() < 0.06:
        report = bounce(f"m{number + 1}", moment(number + 1, day), f"m{number}")
        yield linked(report, LinkReason.DELIVERY_REPORT)


def _theirs(chance: random.Random, mail: Finding) -> Event:
    is_sure, is_verified = chance.random() < 0.9, chance.random() < 0.7
    return linked(mail, LinkReason.EMPLOYER_AND_ROLE, is_sure=is_sure, is_verified=is_verified)
