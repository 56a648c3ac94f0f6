"""What is known of a message once it was judged; it has no room for a body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from inbox_watch.records.labels import Detail, Label
from inbox_watch.records.mailbox import FolderRole, MessageUid
from inbox_watch.records.message import Address, Attachment, Authentication, DeliveryStatus, Origin


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a message is, how sure the judge was, and the clues that decided.

    `judged_by` is `rule:<name>`, `model:<sha256 prefix>` or `user`. At most five clues of at most 80 characters.
    `instead_of` is what the judge had said when the user says otherwise. `sure_in_thread`: an unsure judge would be
    sure of it in mail that answers the user's letter about an application.
    """

    label: Label
    detail: Detail
    probability: float
    unsure: bool
    clues: tuple[str, ...]
    judged_by: str
    scores: tuple[tuple[Label, float], ...] = ()
    instead_of: Detail | None = None
    sure_in_thread: bool = False


class SentKind(StrEnum):
    """What a mail in the Sent folder is."""

    APPLICATION = "application"
    FOLLOW_UP = "follow_up"
    ANSWER = "answer"
    THANK_YOU = "thank_you"
    WITHDRAWAL = "withdrawal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class EmployerCandidate:
    """A name that may be the employer, and where in the mail it was found (strongest evidence first)."""

    name: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of forgery or fraud: its kind (knowledge/scam_signs.tsv) and the words or names that show it."""

    kind: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a message says, beside its label.

    `answer_by` is the end of a stated timeline, `return_on` the end of an absence, `deadline` the date by which the
    user must act, `promised_on` the day on which the user promised to call or write; all are local calendar dates.
    `language` is the language it is written in (ISO 639-1), or empty.
    `event_on` is when a talk starts, in UTC; without `event_has_time` only its day at the user's place is known.
    `offered_on` are days to choose from, in their order: then no day is agreed.
    `referred_by` recommended the user, `addressed_to` is greeted by the user: names as the mail writes them.
    `speculative`: an application that answers no advert. `has_letter`: words of its own or a second document went with
    the application; None where that was not looked for. `expected_after` is the day from which on their silence is the
    answer, as they say themselves ("if you have not heard from us within four weeks, ..."). `deputy` is whom an absence
    note names to write to instead; `left_for_good`: the note says that its writer no longer works there.
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
    event_has_time: bool = False
    offered_on: tuple[date, ...] = ()
    event_uid: str = ""
    contacts: tuple[Address, ...] = ()
    sent_kind: SentKind | None = None
    referred_by: str = ""
    addressed_to: str = ""
    speculative: bool = False
    has_letter: bool | None = None
    deputy: Address | None = None
    left_for_good: bool = False
    completed: bool = False
    on_hold: bool = False
    no_reply_policy: bool = False
    expected_after: date | None = None
    no_calls: bool = False
    no_contact: bool = False
    signs: tuple[Sign, ...] = ()
    text_sha256: str = ""
    language: str = ""


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
    conversation: str = ""

    @property
    def detail(self) -> Detail:
        """The detail of the verdict."""
        return self.verdict.detail

    @property
    def origin(self) -> Origin:
        """What is known of the sender; where the provider says nothing, nothing is."""
        said = self.authentication
        if said is None or not (said.passed or said.failed):
            return Origin.UNVERIFIED
        return Origin.VERIFIED if said.passed else Origin.FAILING
