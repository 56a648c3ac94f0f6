"""Standings and findings for tests of alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from inbox_watch.alerts.choose import alerts_for_mail
from inbox_watch.alerts.severity import Occasion
from inbox_watch.alerts.wishes import AlertWishes
from inbox_watch.config import ALERT_KINDS
from inbox_watch.records import (
    Address,
    Alert,
    Application,
    Channel,
    CounterpartKind,
    Detail,
    Event,
    Finding,
    FolderRole,
    FollowUp,
    Link,
    LinkReason,
    Standing,
    State,
    Step,
    Verdict,
    Via,
)
from tests.store import builders

DAY = date(2026, 5, 1)
ARRIVED = datetime(2026, 5, 1, 9, tzinfo=UTC)
PETRA = Address("Petra Lindhof", "petra@lindhof.example")


def finding(
    detail: Detail = Detail.ACKNOWLEDGEMENT,
    *,
    number: int = 1,
    role: FolderRole = FolderRole.INBOX,
    unsure: bool = False,
    clues: tuple[str, ...] = (),
    arrived: datetime = ARRIVED,
) -> Finding:
    verdict = Verdict(detail.label, detail, 0.97, unsure=unsure, clues=clues, judged_by="rule:test")
    return replace(builders.finding(number), role=role, internaldate=arrived, verdict=verdict)


def application(employer: str = "Lindhof Labs", role: str = "Planner") -> Application:
    return Application(
        id="a1",
        employer=employer,
        role=role,
        applied_on=date(2026, 4, 1),
        via=Via.MAIL,
        kind=CounterpartKind.UNKNOWN,
        kind_guessed=True,
        contacts=(PETRA,),
        keys=("k",),
    )


def standing(
    *found: Finding,
    state: State = State.DUE,
    step: Step = Step.APPLICATION,
    due_on: date | None = DAY,
    target: str = PETRA.address,
    used_on: date | None = None,
    verified: bool = True,
    of: Application | None = None,
    **follow_up: Any,
) -> Standing:
    """The keywords left over are fields of its follow-up."""
    of = of or application()
    return Standing(
        application=of,
        state=state,
        step=step,
        clock_start=date(2026, 4, 1),
        acknowledged_on=None,
        silent_days=30,
        follow_up=replace(
            FollowUp(due_on, True, Channel.EMAIL, target, used_on, reasons=("no receipt came",)), **follow_up
        ),
        events=tuple(
            Event(each, Link(each.sha256, of.id, LinkReason.IN_REPLY_TO, 1.0, verified=verified), DAY) for each in found
        ),
    )


ALL = AlertWishes(ALERT_KINDS, date(2026, 4, 1))
NOW = Occasion(ARRIVED, DAY, ZoneInfo("Europe/Berlin"))


def when_it_came(found: Finding) -> Occasion:
    """The moment at which a mail came."""
    return Occasion(found.internaldate, found.internaldate.astimezone(NOW.timezone).date(), NOW.timezone)


def told(found: Finding, *standings: Standing, wishes: AlertWishes = ALL, at: Occasion = NOW) -> tuple[Alert, ...]:
    """What rings when this one mail is new, on the morning of the first of May."""
    return alerts_for_mail([found], standings, wishes, at)
