"""Where a message comes from: folders, cursors, raw octets, what one sitting brings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FolderRole(StrEnum):
    """What a folder is for (RFC 6154 special use; inbox is RFC 9051's INBOX and any folder the user names)."""

    INBOX = "inbox"
    SENT = "sent"
    JUNK = "junk"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True, order=True)
class MessageUid:
    """The tuple that names one immutable message (RFC 9051 section 2.3.1.1)."""

    account: str
    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One message as the server holds it: `octets` is the whole message, `internaldate` the server's clock.

    `conversation` is the server's own number of the thread (Gmail's X-GM-THRID), or empty.
    """

    uid: MessageUid
    role: FolderRole
    internaldate: datetime
    octets: bytes
    conversation: str = ""


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

    `read_until` is set on the last batch of a folder: at that instant nothing newer was on the server. `left` is how
    many more new messages the folder has; in a large one, about how many; None where nobody knows.
    """

    role: FolderRole
    cursor: Cursor
    messages: tuple[RawMessage, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    read_until: datetime | None = None
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one visit to a source brought home; `more` says that another visit is needed."""

    batches: tuple[Batch, ...]
    more: bool = False
