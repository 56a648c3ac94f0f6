"""Every text of an alert: each detail alone, then what changes its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from inbox_watch.alerts.choose import alerts_for_due
from inbox_watch.config import ALERT_KINDS
from inbox_watch.records import (
    Address,
    Alert,
    Channel,
    CounterpartKind,
    DeliveryStatus,
    Detail,
    EmployerCandidate,
    Finding,
    FolderRole,
    Sign,
    Standing,
    State,
)
from tests.alerts.standings import ALL, application, finding, standing, told

GOLDEN = Path(__file__).parent / "golden" / "alerts.txt"
DETAILS = tuple(detail for detail in Detail if {detail.value, detail.label.value} & {*ALERT_KINDS})
THURSDAY_TEN = datetime(2026, 5, 7, 8, tzinfo=UTC)
MAY_9 = date(2026, 5, 9)
LONG = "Lindhof Labor für angewandte Fertigungstechnik und Verfahrensentwicklung " * 3


def mail(detail: Detail, **facts: Any) -> Finding:
    found = finding(detail, clues=("the words that decided",))
    bounced = DeliveryStatus("failed", ("petra@lindhof.example",), ("5.1.1",), None)
    return replace(
        found,
        facts=replace(found.facts, **facts),
        delivery=bounced if detail.label.value == "delivery_failure" else None,
    )


def waiting(found: Finding, **changes: Any) -> Standing:
    because = "7 days after your application"
    return standing(found, **{"state": State.WAITING, "due_on": date(2026, 5, 8), "because": because, **changes})


def about(found: Finding, **changes: Any) -> Alert:
    (alert,) = told(found, waiting(found, **changes))
    return alert


def due(**changes: Any) -> Alert:
    (alert,) = alerts_for_due([standing(**changes)], ALL)
    return alert


def details() -> Iterator[tuple[str, Alert]]:
    for detail in DETAILS:
        yield detail.value, about(mail(detail))


def receipts() -> Iterator[tuple[str, Alert]]:
    receipt = mail(Detail.ACKNOWLEDGEMENT)
    mass = ("the same letter went to five or more employers within a week",)
    yield "receipt, due already", about(receipt, state=State.DUE, due_on=date(2026, 4, 29))
    yield "receipt, by telephone", about(receipt, channel=Channel.PHONE)
    yield "receipt, through a portal", about(receipt, channel=Channel.PORTAL)
    yield "receipt, nobody known", about(receipt, channel=Channel.FIND_CONTACT, target="")
    yield "receipt, not advised", about(receipt, channel=Channel.NONE, warnings=mass)
    yield "receipt, followed up already", about(receipt, used_on=date(2026, 4, 20))
    yield "receipt, too late", about(receipt, state=State.MOVE_ON)
    yield "receipt, nothing due", about(receipt, due_on=None)


def days() -> Iterator[tuple[str, Alert]]:
    yield "refusal that nobody vouches for", about(mail(Detail.REJECTION), state=State.UNCONFIRMED, verified=False)
    yield "job on hold", about(mail(Detail.POSITION_CLOSED, on_hold=True), state=State.ON_HOLD)
    yield "invitation with days", about(mail(Detail.INTERVIEW_INVITE, offered_on=(date(2026, 5, 7), date(2026, 5, 8))))
    yield "invitation with a last day", about(mail(Detail.INTERVIEW_INVITE, deadline=MAY_9))
    proposed = mail(Detail.INTERVIEW_INVITE, event_on=THURSDAY_TEN, event_has_time=True)
    yield "invitation with a time", about(proposed)
    yield "talk at a time", about(mail(Detail.INTERVIEW_SCHEDULED, event_on=THURSDAY_TEN, event_has_time=True))
    yield "talk on a day", about(mail(Detail.INTERVIEW_SCHEDULED, event_on=THURSDAY_TEN))
    yield "talk moved", about(mail(Detail.INTERVIEW_RESCHEDULE, event_on=THURSDAY_TEN, event_has_time=True))
    yield "test with a last day", about(mail(Detail.ASSESSMENT, deadline=MAY_9))
    yield "test whose last day is today", about(mail(Detail.ASSESSMENT, deadline=date(2026, 5, 1)))
    yield "test taken", about(mail(Detail.ASSESSMENT, completed=True))
    yield "request with a last day", about(mail(Detail.INFO_REQUEST, deadline=MAY_9))
    yield "offer with a last day", about(mail(Detail.OFFER, deadline=MAY_9))
    later = {"due_on": date(2026, 5, 13), "because": "2 working days after 2026-05-09, when they are back"}
    yield "absence with an end", about(mail(Detail.OUT_OF_OFFICE, return_on=MAY_9), **later)
    yield "absence for good", about(mail(Detail.OUT_OF_OFFICE, left_for_good=True))
    deputy = Address("Ada Brandt", "ada@lindhof.example")
    yield "absence with a deputy", about(mail(Detail.OUT_OF_OFFICE, return_on=MAY_9, deputy=deputy), **later)


def strangers() -> Iterator[tuple[str, Alert]]:
    offer = mail(Detail.OFFER, employers=(EmployerCandidate("Kestrel", "subject"),))
    wants_money = replace(offer.facts, signs=(Sign("money"),))
    junk = replace(offer, facts=wants_money, role=FolderRole.JUNK, uids=(replace(offer.uids[0], folder="Spam"),))
    tricky = replace(offer, verdict=replace(offer.verdict, clues=("log in at https://evil.example/x or evil.example",)))
    nameless = application("", "")
    yield "of no application", told(offer)[0]
    yield "of nobody known", told(mail(Detail.OFFER))[0]
    yield "in the spam folder, with a caution", about(junk)
    yield "words with links, vouched for", about(tricky)
    yield "words with links, not vouched for", about(tricky, verified=False)
    yield "an application without a name", about(mail(Detail.ACKNOWLEDGEMENT), of=nameless)
    yield "a lost mail of an application without a name", about(mail(Detail.DELIVERY_FAILURE), of=nameless)
    yield "long names", about(mail(Detail.REJECTION), of=application(LONG, LONG))
    yield "long name alone", about(mail(Detail.REJECTION), of=application(LONG, ""))


def follow_ups() -> Iterator[tuple[str, Alert]]:
    yield "follow-up due", due(advised_until=date(2026, 5, 16))
    yield "follow-up due by telephone", due(channel=Channel.PHONE, warnings=("the desk is closed on Fridays",))
    yield "follow-up due through a portal", due(channel=Channel.PORTAL)
    yield "follow-up due on LinkedIn", due(channel=Channel.LINKEDIN)
    yield "follow-up due with a committee", due(of=replace(application(), kind=CounterpartKind.COMMITTEE))
    yield "follow-up due without names", due(of=application("", ""), target="", reasons=())


def everything() -> Iterator[tuple[str, Alert]]:
    for part in (details, receipts, days, strangers, follow_ups):
        yield from part()


def page() -> str:
    """All texts, with what each is about and how loud it is."""
    return "\n".join(f"[{name}] {alert.severity}\n{alert.subject}\n{alert.body}\n" for name, alert in everything())
