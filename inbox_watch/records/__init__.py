"""The words of the house: frozen records that travel from the mailbox to the report.

Every datetime is aware and in UTC; a date is a calendar date in the user's time zone.
Addresses are lower-case `local@domain`. Message-IDs are kept without their angle brackets.
"""

from __future__ import annotations

from inbox_watch.records.application import Advert, Application, CounterpartKind, Link, LinkReason, Via
from inbox_watch.records.draft import Draft, DraftKind
from inbox_watch.records.finding import EmployerCandidate, Facts, Finding, SentKind, Sign, Verdict
from inbox_watch.records.labels import AUTORESPONSES, Detail, Label
from inbox_watch.records.mailbox import Batch, Cursor, FolderRole, MessageUid, RawMessage, Sitting, Unreadable
from inbox_watch.records.mark import Mark, MarkKind, Outcome
from inbox_watch.records.message import (
    Address,
    Attachment,
    Authentication,
    AutomaticMark,
    CalendarEvent,
    DeliveryStatus,
    Message,
    Origin,
)
from inbox_watch.records.removal import Removal
from inbox_watch.records.standing import (
    SILENT_STATES,
    Alert,
    Channel,
    Event,
    FolderHeard,
    FollowUp,
    Report,
    Standing,
    State,
    Step,
    Unlinked,
)
from inbox_watch.records.statement import Statement, StatementKind, in_force
from inbox_watch.records.trouble import Trouble

__all__ = [
    "AUTORESPONSES",
    "SILENT_STATES",
    "Address",
    "Advert",
    "Alert",
    "Application",
    "Attachment",
    "Authentication",
    "AutomaticMark",
    "Batch",
    "CalendarEvent",
    "Channel",
    "CounterpartKind",
    "Cursor",
    "DeliveryStatus",
    "Detail",
    "Draft",
    "DraftKind",
    "EmployerCandidate",
    "Event",
    "Facts",
    "Finding",
    "FolderHeard",
    "FolderRole",
    "FollowUp",
    "Label",
    "Link",
    "LinkReason",
    "Mark",
    "MarkKind",
    "Message",
    "MessageUid",
    "Origin",
    "Outcome",
    "RawMessage",
    "Removal",
    "Report",
    "SentKind",
    "Sign",
    "Sitting",
    "Standing",
    "State",
    "Statement",
    "StatementKind",
    "Step",
    "Trouble",
    "Unlinked",
    "Unreadable",
    "Verdict",
    "Via",
    "in_force",
]
