"""An application, what happened to it, and where it stands on a day.

stand(cv("2026-03-02"), received("no", "2026-04-01", Detail.REJECTION), today="2026-04-02").state
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from inbox_watch.followup.policy import Policy
from inbox_watch.followup.standing import standing
from inbox_watch.records import (
    Address,
    Application,
    CounterpartKind,
    Event,
    Finding,
    FolderRole,
    Link,
    LinkReason,
    Standing,
    Via,
)
from inbox_watch.workdays import Workdays
from tests.support.findings import LINDHOF, TIMEZONE, day, sent

GERMANY = Policy(TIMEZONE, Workdays("DE"))


def application(applied_on: str = "2026-03-02", **changes: Any) -> Application:
    plain = Application(
        id="a1",
        employer="Lindhof Labs",
        role="Planner",
        applied_on=day(applied_on),
        via=Via.MAIL,
        kind=CounterpartKind.UNKNOWN,
        kind_guessed=True,
        contacts=(Address("Petra", LINDHOF),),
        keys=("cv",),
    )
    return replace(plain, **changes)


def event(finding: Finding, *, verified: bool = True, linked: bool = True) -> Event:
    """What a mail is to the application; not `linked`: it fits another one as well."""
    link = Link(
        sha256=finding.sha256,
        application_id="a1" if linked else None,
        reason=LinkReason.IN_REPLY_TO,
        score=1.0,
        candidates=() if linked else ("a1", "a2"),
        verified=verified and linked,
        sent_kind=finding.facts.sent_kind if finding.role is FolderRole.SENT else None,
    )
    return Event(finding, link, finding.internaldate.astimezone(TIMEZONE).date())


def stand(
    *events: Finding | Event,
    today: str,
    its: Application | None = None,
    policy: Policy = GERMANY,
    deaf: bool = False,
) -> Standing:
    """Where an application by mail of Monday, 2 March 2026, stands after these events."""
    its = its or application()
    founding = sent("cv", f"{its.applied_on}")
    all_events = tuple(each if isinstance(each, Event) else event(each) for each in (founding, *events))
    return standing(its, all_events, policy, today=day(today), deaf=deaf)
