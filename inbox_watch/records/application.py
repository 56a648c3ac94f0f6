"""An application, and what ties a message to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inbox_watch.records.finding import SentKind
from inbox_watch.records.mark import Mark
from inbox_watch.records.message import Address


class Via(StrEnum):
    """How an application went out."""

    MAIL = "mail"
    ATS = "ats"
    JOB_BOARD = "job_board"
    MANUAL = "manual"


class CounterpartKind(StrEnum):
    """Who is on the other side; it decides the wait before a follow-up."""

    LARGE = "large"
    MIDSIZE = "midsize"
    SMALL_OWNER = "small_owner"
    COMMITTEE = "committee"
    OUTSOURCED = "outsourced"
    RECRUITER = "recruiter"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Advert:
    """What the advert says of being in touch, as far as the user has shown it.

    `answer_by` is the end of its timeline; after `expected_after` their silence is the answer, as it says itself.
    """

    no_calls: bool = False
    no_contact: bool = False
    no_reply_policy: bool = False
    closes_on: date | None = None
    answer_by: date | None = None
    expected_after: date | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """One application, derived from evidence; `keys` are the sha256 or statement keys of what it was made from.

    `write_to` is whom the user wants to write to, `hiring_manager` who decides (a name). `wanted` is how much the user
    wants the job, from 1 (most) to 3. `marks` are what happened without a mail, in the order of their days.
    `speculative`: it answers no advert. `referred_by` is who recommended the user (a name). `instructions_followed` is
    the user's word on what the advert asked for; None while nothing was said. `agency_contacts` are the addresses that
    wrote as an agency. `acquaintances` are people at the employer the user knows from other mail or has named, at most
    three, those named first and then the latest heard of.
    """

    id: str
    employer: str
    role: str
    applied_on: date
    via: Via
    kind: CounterpartKind
    kind_guessed: bool
    contacts: tuple[Address, ...]
    keys: tuple[str, ...]
    job_ids: tuple[str, ...] = ()
    mass_mail: bool = False
    closed_on: date | None = None
    advert: Advert = Advert()
    write_to: str = ""
    hiring_manager: str = ""
    wanted: int = 2
    marks: tuple[Mark, ...] = ()
    speculative: bool = False
    referred_by: str = ""
    instructions_followed: bool | None = None
    agency_contacts: tuple[str, ...] = ()
    acquaintances: tuple[Address, ...] = ()


class LinkReason(StrEnum):
    """The evidence that tied a message to an application."""

    IN_REPLY_TO = "in-reply-to"
    REFERENCES = "references"
    DELIVERY_REPORT = "delivery-report"
    JOB_ID = "job-id"
    ADDRESS = "address"
    EMPLOYER_AND_ROLE = "employer+role"
    EMPLOYER = "employer"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Link:
    """A finding and its application; or, when several fit equally, no application and the candidates.

    `beside` are the applications that some evidence spoke for, and better evidence against.
    """

    sha256: str
    application_id: str | None
    reason: LinkReason
    score: float
    candidates: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    verified: bool = False
    sent_kind: SentKind | None = None
