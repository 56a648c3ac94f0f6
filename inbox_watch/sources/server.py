"""What reading a folder needs from an IMAP server, in the words of RFC 9051; `session.Session` talks to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from inbox_watch.errors import MailboxUnavailable
from inbox_watch.sources.folders import Folder, Listed
from inbox_watch.sources.outline import Outline


@dataclass(frozen=True, slots=True)
class FolderState:
    """What STATUS and EXAMINE tell (sections 6.3.11 and 6.3.3); `uidnext` is None where a server does not say."""

    uidvalidity: int
    uidnext: int | None
    messages: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A message before it is fetched: RFC822.SIZE and INTERNALDATE (section 6.4.5), as far as the server told.

    `conversation` is Gmail's number of the thread (X-GM-THRID); other servers have none. `outline` is what to fetch of
    a message that is better fetched in parts.
    """

    uid: int
    size: int = 0
    internaldate: datetime | None = None
    conversation: str = ""
    outline: Outline | None = None

    @property
    def fetched(self) -> int:
        """The octets that fetching it takes; 0 where the server did not tell the size."""
        return self.size - self.outline.saved if self.outline else self.size


@dataclass(frozen=True, slots=True)
class Opening:
    """What will be asked of a folder when it is open: the UIDs from `first` on, received on `since` or later, and about
    the messages up to `last`.
    """

    first: int
    last: int
    since: date | None


class MisreadError(Exception):
    """An answer to FETCH that cannot be used, while the session goes on.

    `refused` is NO or BAD: then the server may be at fault rather than the message.
    """

    def __init__(self, reason: str, *, refused: bool) -> None:
        """Keep the reason as a sentence for the report."""
        super().__init__(reason)
        self.reason = reason
        self.refused = refused


class Server(Protocol):
    """A logged-in session. Every method may raise MailboxUnavailable; those that fetch may raise MisreadError too."""

    @property
    def window(self) -> int:
        """The most UIDs one SEARCH or FETCH may be about."""

    def list_folders(self) -> tuple[Listed, ...]:
        """List all folders."""

    def status(self, folder: Folder) -> FolderState | None:
        """Ask for the state of a folder without opening it."""

    def statuses(self, folders: Sequence[Folder]) -> dict[str, FolderState]:
        """Ask for the states of many folders at once, by name; what is not clear is missing."""

    def examine(self, folder: Folder, opening: Opening | None = None) -> FolderState:
        """Open a folder read-only; what will be asked next may be asked along with it."""

    def search(self, first: int, last: int | None, since: date | None) -> list[int]:
        """Find the UIDs from `first` to `last` (None: all above), received on `since` or later."""

    def survey(self, uids: Sequence[int]) -> dict[int, Letter]:
        """Ask for size, date of arrival and thread."""

    def bodies(self, uids: Sequence[int]) -> dict[int, bytes]:
        """Fetch whole messages."""

    def outlines(self, uids: Sequence[int], beside: Sequence[Letter] = ()) -> dict[int, Outline | None]:
        """Ask which parts to fetch of messages; None for those that had better come whole.

        The messages `beside` may be asked for at once, and are then kept for when `together` fetches them.
        """

    def together(self, letters: Sequence[Letter], then: Sequence[Letter] = ()) -> dict[int, bytes]:
        """Fetch messages, in parts those that have an outline; those with which anything went wrong are missing.

        Those that come `then` may be asked for before the last of these has come.
        """

    def excerpt(self, uid: int) -> dict[int, bytes]:
        """Fetch the start of a message that is too large."""

    def reopen(self, folder: Folder) -> None:
        """Begin a new session in a folder, after the last one broke."""

    def unavailable(self, happened: str) -> MailboxUnavailable:
        """Make the error that says what happened, and where."""
