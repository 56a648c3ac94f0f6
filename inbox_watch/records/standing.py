"""Where an application stands today, and what the user is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from inbox_watch.records.application import Application, Link
from inbox_watch.records.finding import Finding
from inbox_watch.records.mailbox import FolderRole, Unreadable
from inbox_watch.records.mark import Mark


class State(StrEnum):
    """Where an application stands (contract: `state`)."""

    WAITING = "waiting"
    DUE = "due"
    FOLLOWED_UP = "followed_up"
    SILENT_FINAL = "silent_final"
    SILENT_HOLD = "silent_hold"
    MOVE_ON = "move_on"
    UNDELIVERED = "undelivered"
    ANSWERED = "answered"
    INTERVIEW = "interview"
    ASSESSMENT = "assessment"
    INFO_REQUESTED = "info_requested"
    OFFER = "offer"
    REJECTED = "rejected"
    CLOSED = "closed"
    ON_HOLD = "on_hold"
    UNCONFIRMED = "unconfirmed"
    UNKNOWN = "unknown"


SILENT_STATES = frozenset({State.DUE, State.SILENT_FINAL, State.SILENT_HOLD, State.MOVE_ON})


class Step(StrEnum):
    """The step of the process; each step has one follow-up of its own."""

    APPLICATION = "application"
    TEST = "test"
    INTERVIEW = "interview"
    PAPERS = "papers"


class Channel(StrEnum):
    """How the follow-up should go out."""

    EMAIL = "email"
    PHONE = "phone"
    PORTAL = "portal"
    LINKEDIN = "linkedin"
    FIND_CONTACT = "find_contact"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The one follow-up of the current step.

    `because` is the arithmetic of `due_on` in a clause; empty where nothing is due. `snoozed_until` is the day on which
    the user wants to be reminded, where that decides the due date. `suggestions` are what may be done for it, the best
    first. `advised_until` is the last day on which it is still advised, None where it is not advised.
    """

    due_on: date | None
    advised: bool
    channel: Channel
    target: str
    used_on: date | None
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    because: str = ""
    snoozed_until: date | None = None
    suggestions: tuple[str, ...] = ()
    advised_until: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A finding as it bears on one application: `on` is its local calendar date."""

    finding: Finding
    link: Link
    on: date
    late_days: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one application stands on a day, and why; `marks` are those of the user's that had happened by then."""

    application: Application
    state: State
    step: Step
    clock_start: date
    acknowledged_on: date | None
    silent_days: int
    follow_up: FollowUp
    events: tuple[Event, ...]
    marks: tuple[Mark, ...] = ()

    @property
    def silent(self) -> bool:
        """Delivered, no human answer, no decision, due date passed."""
        return self.state in SILENT_STATES


@dataclass(frozen=True, slots=True)
class FolderHeard:
    """How long one folder has been listened to: `until` is the last complete read, `blind` the gaps over 24 hours."""

    account: str
    folder: str
    role: FolderRole
    until: datetime | None
    blind: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing worth saying: `key` says what "once" means; severity is info, normal or urgent."""

    key: str
    kind: str
    severity: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A mail about a job that belongs to no application, or to one of several equals (`candidates`, by id)."""

    finding: Finding
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report is made from, as of the end of one local calendar day.

    `standings` are in order of urgency; `notices` are sentences about the tool's own health (a damaged model, alerts
    that could not be delivered) that belong at the top.
    """

    as_of: date
    timezone: str
    heard: tuple[FolderHeard, ...]
    standings: tuple[Standing, ...]
    unlinked: tuple[Unlinked, ...]
    unsure: tuple[Finding, ...]
    unreadable: tuple[Unreadable, ...]
    notices: tuple[str, ...] = ()
