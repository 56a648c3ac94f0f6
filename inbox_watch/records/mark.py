"""What the user says happened to an application where no mail shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MarkKind(StrEnum):
    """What can happen without a mail (contract: `mark`)."""

    FOLLOWED_UP = "followed-up"
    CONTACT_ASKED = "contact-asked"
    HANDED_IN = "handed-in"
    INTERVIEWED = "interviewed"
    ON_HOLD = "on-hold"
    SNOOZED = "snooze"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What they said when the user asked."""

    RECEIVED = "received"
    PASSED_ON = "passed-on"
    ON_HOLD = "on-hold"
    REJECTED = "rejected"
    NO_ANSWER = "no-answer"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that happened on the local calendar date `on`.

    `until` is the end of a pause or of a snooze, or the day of a talk to come; `by` the channel of a follow-up (email,
    phone, linkedin); `whom` the hiring manager it was passed on to, or the address of the contact that was asked.
    """

    kind: MarkKind
    on: date
    until: date | None = None
    by: str = ""
    outcome: Outcome | None = None
    whom: str = ""
