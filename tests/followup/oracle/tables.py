"""The lengths of waits, and the rows of the table of details as sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from inbox_watch.records import CounterpartKind, Detail, Label, SentKind, State

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

REFUSALS = frozenset({Detail.REJECTION, Detail.POSITION_CLOSED})
MAY_PUT_ON_HOLD = frozenset({Detail.POSITION_CLOSED, Detail.STATUS_UPDATE})
TALKS = frozenset({Detail.INTERVIEW_INVITE, Detail.INTERVIEW_SCHEDULED, Detail.INTERVIEW_RESCHEDULE})
REQUESTS = frozenset({Detail.INFO_REQUEST, Detail.BACKGROUND_CHECK})
RECEIPTS = frozenset({Detail.ACKNOWLEDGEMENT, Detail.APPLICATION_SENT})

# What would be an answer if it were known to which application.
WOULD_ANSWER = (
    REFUSALS
    | TALKS
    | {
        Detail.OFFER,
        Detail.ASSESSMENT,
        Detail.INFO_REQUEST,
        Detail.HUMAN_REPLY,
    }
)

# labels.tsv, counts_as_answer: yes, and partial. Such a mail, if it is not contested, ends doubts and a promise.
ANSWERS = WOULD_ANSWER | REQUESTS | {Detail.INTERVIEW_CANCELLED, Detail.STATUS_UPDATE}

# What, if somebody vouches for it, shows that the process lives in spite of a refusal.
REOPENING = TALKS | {Detail.OFFER}

# What nobody sends who did not get the application.
PROOFS_OF_ARRIVAL = (
    ANSWERS
    | RECEIPTS
    | {
        Detail.APPLICATION_VIEWED,
        Detail.OUT_OF_OFFICE,
        Detail.TALENT_POOL,
        Detail.FEEDBACK_SURVEY,
    }
)

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

# Sent mail that answers what is open, and that may carry the application once more after a bounce.
LETTERS = frozenset({SentKind.ANSWER, SentKind.FOLLOW_UP, SentKind.OTHER})

# What waits for the user, so that a letter then is no follow-up.
WAITS_FOR_THE_USER = frozenset({State.ASSESSMENT, State.INFO_REQUESTED, State.ANSWERED})
