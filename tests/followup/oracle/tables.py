"""The lengths of waits, and the rows of the table of details as sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from inbox_watch.records import CounterpartKind, Detail, Label, LinkReason, SentKind, State

WAIT_DAYS: Mapping[CounterpartKind, int] = MappingProxyType(
    {
        CounterpartKind.UNKNOWN: 7,
        CounterpartKind.SMALL_OWNER: 7,
        CounterpartKind.COMMITTEE: 7,
        CounterpartKind.RECRUITER: 5,
        CounterpartKind.OUTSOURCED: 5,
        CounterpartKind.MIDSIZE: 10,
        CounterpartKind.LARGE: 14,
    }
)


@dataclass(frozen=True, slots=True)
class Waits:
    """How long to wait: calendar days by counterpart, working days after a talk, calendar days for the rest."""

    days: Mapping[CounterpartKind, int] = field(default_factory=lambda: WAIT_DAYS)
    working_days_after_talk: int = 5
    working_days_after_their_date: int = 2
    move_on_days: int = 45
    hold_days: int = 30


PLAIN_WAITS = Waits()

# labels.tsv, counts_as_answer: yes, and partial.
ANSWERS = frozenset(
    {
        Detail.OFFER,
        Detail.REJECTION,
        Detail.POSITION_CLOSED,
        Detail.INTERVIEW_INVITE,
        Detail.INTERVIEW_SCHEDULED,
        Detail.INTERVIEW_RESCHEDULE,
        Detail.INTERVIEW_CANCELLED,
        Detail.ASSESSMENT,
        Detail.BACKGROUND_CHECK,
        Detail.INFO_REQUEST,
        Detail.STATUS_UPDATE,
        Detail.HUMAN_REPLY,
    }
)

# labels.tsv, silence_clock: these move or stop the clock, so their words about time are heard; the others let it run.
MAY_STATE_A_TIMELINE = (ANSWERS - {Detail.OFFER, Detail.REJECTION, Detail.POSITION_CLOSED}) | {Detail.ACKNOWLEDGEMENT}

REFUSALS = frozenset({Detail.REJECTION, Detail.POSITION_CLOSED})
MAY_PUT_ON_HOLD = frozenset({Detail.POSITION_CLOSED, Detail.STATUS_UPDATE})
TALKS = frozenset(
    {
        Detail.INTERVIEW_INVITE,
        Detail.INTERVIEW_SCHEDULED,
        Detail.INTERVIEW_RESCHEDULE,
        Detail.INTERVIEW_CANCELLED,
    }
)

# What shows that the process lives in spite of a refusal.
REOPENING = frozenset(
    {
        Detail.OFFER,
        Detail.INTERVIEW_INVITE,
        Detail.INTERVIEW_SCHEDULED,
        Detail.INTERVIEW_RESCHEDULE,
        Detail.ASSESSMENT,
        Detail.INFO_REQUEST,
        Detail.BACKGROUND_CHECK,
    }
)

# What nobody sends who did not get the application.
PROOFS_OF_ARRIVAL = ANSWERS | {
    Detail.ACKNOWLEDGEMENT,
    Detail.APPLICATION_VIEWED,
    Detail.OUT_OF_OFFICE,
    Detail.READ_RECEIPT,
    Detail.TALENT_POOL,
    Detail.FEEDBACK_SURVEY,
}

NO_ANSWER_LABELS = frozenset(
    {
        Label.ACKNOWLEDGEMENT,
        Label.OUT_OF_OFFICE,
        Label.DELIVERY_FAILURE,
        Label.RECRUITER_OUTREACH,
        Label.JOB_ALERT,
        Label.OTHER,
    }
)
SURELY_NO_ANSWER = 0.8

THREAD = frozenset({LinkReason.IN_REPLY_TO, LinkReason.REFERENCES})

USES_THE_BUDGET = frozenset({SentKind.FOLLOW_UP, SentKind.OTHER, SentKind.APPLICATION})
MAY_CARRY_PAPERS = frozenset({SentKind.FOLLOW_UP, SentKind.OTHER, SentKind.ANSWER, SentKind.APPLICATION})

# State.UNKNOWN stands in for these when the mailbox was not read.
CLAIMS_OF_SILENCE = frozenset({State.DUE, State.SILENT_FINAL, State.SILENT_HOLD, State.MOVE_ON})
