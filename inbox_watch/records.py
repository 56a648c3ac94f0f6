"""The words of the house: frozen records that travel from the mailbox to the report.

Every datetime is aware and in UTC; a date is a calendar date in the user's time zone.
Addresses are lower-case `local@domain`. Message-IDs are kept without their angle brackets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class FolderRole(StrEnum):
    """What a folder is for (RFC 6154 special use; inbox is RFC 9051's INBOX and any folder the user names)."""

    INBOX = "inbox"
    SENT = "sent"
    JUNK = "junk"
    ARCHIVE = "archive"


class Label(StrEnum):
    """The tag of a message."""

    ACKNOWLEDGEMENT = "acknowledgement"
    REJECTION = "rejection"
    INTERVIEW = "interview"
    ASSESSMENT = "assessment"
    INFO_REQUEST = "info_request"
    OFFER = "offer"
    STATUS_UPDATE = "status_update"
    HUMAN_REPLY = "human_reply"
    OUT_OF_OFFICE = "out_of_office"
    DELIVERY_FAILURE = "delivery_failure"
    RECRUITER_OUTREACH = "recruiter_outreach"
    JOB_ALERT = "job_alert"
    OTHER = "other"


class Detail(StrEnum):
    """The refinement of a label: effects on clock, budget and alert follow the detail, never the label."""

    ACKNOWLEDGEMENT = "acknowledgement"
    APPLICATION_SENT = "application_sent"
    APPLICATION_VIEWED = "application_viewed"
    REJECTION = "rejection"
    POSITION_CLOSED = "position_closed"
    INTERVIEW_INVITE = "interview_invite"
    INTERVIEW_SCHEDULED = "interview_scheduled"
    INTERVIEW_RESCHEDULE = "interview_reschedule"
    INTERVIEW_CANCELLED = "interview_cancelled"
    ASSESSMENT = "assessment"
    INFO_REQUEST = "info_request"
    BACKGROUND_CHECK = "background_check"
    OFFER = "offer"
    STATUS_UPDATE = "status_update"
    TALENT_POOL = "talent_pool"
    HUMAN_REPLY = "human_reply"
    OUT_OF_OFFICE = "out_of_office"
    DELIVERY_FAILURE = "delivery_failure"
    DELIVERY_DELAY = "delivery_delay"
    RECRUITER_OUTREACH = "recruiter_outreach"
    JOB_ALERT = "job_alert"
    NOT_JOB = "not_job"
    READ_RECEIPT = "read_receipt"
    ACCOUNT_SECURITY = "account_security"
    INCOMPLETE_APPLICATION = "incomplete_application"
    REFERRAL_NOTICE = "referral_notice"
    FEEDBACK_SURVEY = "feedback_survey"

    @property
    def label(self) -> Label:
        """The label this detail belongs to."""
        return _LABEL_OF.get(self, Label.OTHER)


_LABEL_OF: Mapping[Detail, Label] = {
    Detail.ACKNOWLEDGEMENT: Label.ACKNOWLEDGEMENT,
    Detail.APPLICATION_SENT: Label.ACKNOWLEDGEMENT,
    Detail.APPLICATION_VIEWED: Label.ACKNOWLEDGEMENT,
    Detail.REJECTION: Label.REJECTION,
    Detail.POSITION_CLOSED: Label.REJECTION,
    Detail.INTERVIEW_INVITE: Label.INTERVIEW,
    Detail.INTERVIEW_SCHEDULED: Label.INTERVIEW,
    Detail.INTERVIEW_RESCHEDULE: Label.INTERVIEW,
    Detail.INTERVIEW_CANCELLED: Label.INTERVIEW,
    Detail.ASSESSMENT: Label.ASSESSMENT,
    Detail.INFO_REQUEST: Label.INFO_REQUEST,
    Detail.BACKGROUND_CHECK: Label.INFO_REQUEST,
    Detail.OFFER: Label.OFFER,
    Detail.STATUS_UPDATE: Label.STATUS_UPDATE,
    Detail.TALENT_POOL: Label.STATUS_UPDATE,
    Detail.HUMAN_REPLY: Label.HUMAN_REPLY,
    Detail.OUT_OF_OFFICE: Label.OUT_OF_OFFICE,
    Detail.DELIVERY_FAILURE: Label.DELIVERY_FAILURE,
    Detail.DELIVERY_DELAY: Label.DELIVERY_FAILURE,
    Detail.RECRUITER_OUTREACH: Label.RECRUITER_OUTREACH,
    Detail.JOB_ALERT: Label.JOB_ALERT,
}

AUTORESPONSES = frozenset({Label.ACKNOWLEDGEMENT, Label.OUT_OF_OFFICE, Label.DELIVERY_FAILURE})


# From the mailbox


@dataclass(frozen=True, slots=True, order=True)
class MessageUid:
    """The tuple that names one immutable message (RFC 9051 section 2.3.1.1)."""

    account: str
    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One message as the server holds it: `octets` is the whole message, `internaldate` the server's clock."""

    uid: MessageUid
    role: FolderRole
    internaldate: datetime
    octets: bytes


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message that could not be read: a failure that reaches the report."""

    uid: MessageUid
    reason: str
    internaldate: datetime | None = None
    from_: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far one folder has been read in one UIDVALIDITY epoch: every UID up to `uid` is accounted for."""

    account: str
    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Part of a folder, fetched and ready to be judged; `cursor` holds once the batch is stored.

    `read_until` is set on the last batch of a folder: at that instant nothing newer was on the server.
    """

    role: FolderRole
    cursor: Cursor
    messages: tuple[RawMessage, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    read_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one visit to a source brought home; `more` says that another visit is needed."""

    batches: tuple[Batch, ...]
    more: bool = False


# From octets to a message


@dataclass(frozen=True, slots=True)
class Address:
    """An RFC 5322 mailbox: display name (may be empty) and lower-case address."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What stands behind the @, or the empty string."""
        return self.address.rpartition("@")[2]

    @property
    def local_part(self) -> str:
        """What stands before the @."""
        return self.address.rpartition("@")[0]


@dataclass(frozen=True, slots=True)
class Attachment:
    """Name, media type and decoded size in octets of an attachment; never its content."""

    name: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An iTIP event (RFC 5546): method is upper-case (REQUEST, CANCEL, REPLY, COUNTER, PUBLISH or empty)."""

    method: str
    uid: str
    sequence: int
    summary: str
    organizer: str
    starts_at: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """A delivery report (RFC 3464, or its free-text kin): what happened to a mail the user sent.

    `action` is failed, delayed, delivered, relayed or expanded; `codes` are RFC 3463 status codes.
    """

    action: str
    recipients: tuple[str, ...]
    codes: tuple[str, ...]
    returned_message_id: str | None
    by_structure: bool = True


@dataclass(frozen=True, slots=True)
class AutomaticMark:
    """A header that says something about software at work: its name, value and what it votes for.

    `vote` is one of: absence, automated, bulk, report, human.
    """

    header: str
    value: str
    vote: str


@dataclass(frozen=True, slots=True)
class Authentication:
    """The provider's own verdict on the sender (RFC 8601): `domain` is the aligned From domain that passed."""

    passed: bool
    failed: bool
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message, read: header fields of RFC 5322 and what a reader of the mail would see.

    `text` is the visible text without quoted history, signature block or disclaimer; `quoted` is the history.
    """

    uid: MessageUid
    role: FolderRole
    internaldate: datetime
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    from_: Address
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    subject: str
    date: datetime | None
    text: str
    signature: str
    quoted: str
    attachments: tuple[Attachment, ...]
    event: CalendarEvent | None
    delivery: DeliveryStatus | None
    disposition: bool
    marks: tuple[AutomaticMark, ...]
    authentication: Authentication | None
    links: tuple[str, ...]
    sha256: str


# From a message to a finding


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a message is, how sure the judge was, and the clues that decided.

    `judged_by` is `rule:<name>`, `model:<sha256 prefix>` or `user`. At most five clues of at most 80 characters.
    `instead_of` is what the judge had said when the user says otherwise.
    """

    label: Label
    detail: Detail
    probability: float
    unsure: bool
    clues: tuple[str, ...]
    judged_by: str
    scores: tuple[tuple[Label, float], ...] = ()
    instead_of: Detail | None = None


class SentKind(StrEnum):
    """What a mail in the Sent folder is."""

    APPLICATION = "application"
    FOLLOW_UP = "follow_up"
    THANK_YOU = "thank_you"
    WITHDRAWAL = "withdrawal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class EmployerCandidate:
    """A name that may be the employer, and where in the mail it was found (strongest evidence first)."""

    name: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a message says, beside its label.

    `answer_by` is the end of a stated timeline, `return_on` the end of an absence, `deadline` the date by which the
    user must act, `promised_on` the day on which the user promised to call or write; all are local calendar dates.
    """

    employers: tuple[EmployerCandidate, ...] = ()
    platform: str = ""
    platform_kind: str = ""
    role: str = ""
    job_ids: tuple[str, ...] = ()
    answer_by: date | None = None
    return_on: date | None = None
    deadline: date | None = None
    promised_on: date | None = None
    promised_call: bool = False
    event_on: datetime | None = None
    event_uid: str = ""
    contacts: tuple[Address, ...] = ()
    sent_kind: SentKind | None = None
    completed: bool = False
    on_hold: bool = False
    no_reply_policy: bool = False
    no_calls: bool = False
    no_contact: bool = False
    cautions: tuple[str, ...] = ()
    text_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One judged message. There is no body field, so no body can reach the disk or a log.

    `uids` are all the places where the same octets were seen; `automatic` says that software wrote the mail.
    """

    uids: tuple[MessageUid, ...]
    role: FolderRole
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    from_: Address
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    subject: str
    internaldate: datetime
    date: datetime | None
    verdict: Verdict
    facts: Facts
    attachments: tuple[Attachment, ...]
    delivery: DeliveryStatus | None
    authentication: Authentication | None
    automatic: bool
    sha256: str

    @property
    def detail(self) -> Detail:
        """The detail of the verdict."""
        return self.verdict.detail


# What the user said


class StatementKind(StrEnum):
    """The kinds of things a user can say."""

    ADD_APPLICATION = "add_application"
    CLOSE = "close"
    RELABEL = "relabel"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the user said, in the order of `number`; `about` names a message (sha256) or an application (id).

    `values` are the fields of the kind, as text; the statement is never changed or deleted.
    """

    number: int
    kind: StatementKind
    said_at: datetime
    about: str
    values: Mapping[str, str] = field(default_factory=dict)


# From findings to applications


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
class Application:
    """One application, derived from evidence; `keys` are the sha256 or statement keys of what it was made from."""

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
    """A finding and its application; or, when several fit equally, no application and the candidates."""

    sha256: str
    application_id: str | None
    reason: LinkReason
    score: float
    candidates: tuple[str, ...] = ()
    verified: bool = False
    sent_kind: SentKind | None = None


# From applications to standings


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
    """The one follow-up of the current step."""

    due_on: date | None
    advised: bool
    channel: Channel
    target: str
    used_on: date | None
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A finding as it bears on one application: `on` is its local calendar date."""

    finding: Finding
    link: Link
    on: date
    late_days: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one application stands on a day, and why."""

    application: Application
    state: State
    step: Step
    clock_start: date
    acknowledged_on: date | None
    silent_days: int
    follow_up: FollowUp
    events: tuple[Event, ...]

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
