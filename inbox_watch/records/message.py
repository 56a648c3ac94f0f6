"""One message, read: header fields, what a reader sees, what its structure says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inbox_watch.records.mailbox import FolderRole, MessageUid


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
    """Name, media type and decoded size in octets of an attachment; never its content.

    `locked` says that it is a PDF with an encryption dictionary (ISO 32000-1, section 7.6).
    """

    name: str
    type: str
    size: int
    locked: bool = False


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


class Origin(StrEnum):
    """What the user's provider says of a sender: the domain in From is genuine, nothing certain, or it is forged."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    FAILING = "failing"


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
    `internaldate` is when it came: the server's clock, or an earlier day that its trace shows (mail/arrival.py).
    `is_posted`: nothing in its head shows that it came from outside (mail/posting.py). `masked_links` are hosts that
    links show, each with the host to which the link leads.
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
    conversation: str = ""
    is_posted: bool = False
    masked_links: tuple[tuple[str, str], ...] = ()
