"""Where the application of Monday, 2 March 2026, stands by the second machine (Germany: Good Friday is 3 April)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from inbox_watch.records import (
    Address,
    Application,
    CounterpartKind,
    Event,
    Finding,
    LinkReason,
    State,
    Via,
)
from tests.followup.oracle.invented_mail import linked
from tests.followup.oracle.naive import Expected, expected
from tests.support.findings import LINDHOF, day, sent

CV = Application(
    id="a1",
    employer="Lindhof Labs",
    role="Planner",
    applied_on=date(2026, 3, 2),
    via=Via.MAIL,
    kind=CounterpartKind.UNKNOWN,
    kind_guessed=True,
    contacts=(Address("Petra", LINDHOF),),
    keys=("cv",),
)


def on(today: str, *mail: Finding | Event, promised: str = "", deaf: bool = False, **changes: Any) -> Expected:
    """Where the application of 2 March stands on a day after these mails; a mail as such is linked by its thread."""
    letter = sent("cv", "2026-03-02 08:00", promised_on=day(promised) if promised else None)
    its = replace(CV, **changes)
    events = [each if isinstance(each, Event) else linked(each, LinkReason.IN_REPLY_TO) for each in (letter, *mail)]
    return expected(its, events, today=day(today), deaf=deaf)


def states(days: Sequence[str], *mail: Finding | Event, **changes: Any) -> list[State]:
    return [on(today, *mail, **changes).state for today in days]


def contested(finding: Finding) -> Event:
    """A mail that nobody vouches for."""
    return linked(finding, LinkReason.IN_REPLY_TO, is_verified=False)


def ambiguous(finding: Finding) -> Event:
    """A mail that fits another application as well."""
    return linked(finding, LinkReason.EMPLOYER, is_sure=False)
