"""A mailbox at a glance, before anything is read: its folders, how much came since when, whose names stand in headers.

One session, and no text of a mail: headers of the newest messages; a few whole ones are fetched to time the line, and
thrown away.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from inbox_watch.accounts import ImapAccount
from inbox_watch.mail.origin import authserv_id_of
from inbox_watch.records import FolderRole
from inbox_watch.sources.budget import MEBIBYTE
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.folders import Folder, choose
from inbox_watch.sources.imap import session_of
from inbox_watch.sources.secrets import Secret
from inbox_watch.sources.server import MisreadError
from inbox_watch.sources.session import Session
from inbox_watch.sources.wording import plain

NEWEST = 50
_TIMED = 20
_UNMEASURED = 0.0


@dataclass(frozen=True, slots=True)
class FolderView:
    """A folder that will be read: all its messages, and how many came on or after each of the days asked for."""

    name: str
    role: FolderRole
    messages: int
    since: Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Preview:
    """What one look at a mailbox shows.

    `others` are the names of folders that will not be read, `missing` those of the account that are not there.
    `stamps` has the name in the topmost Authentication-Results (RFC 8601) of each of the newest messages in the inbox,
    empty for a message without; `senders` are the addresses in From of the newest sent mail, the most frequent first.
    """

    folders: tuple[FolderView, ...]
    others: tuple[str, ...]
    missing: tuple[str, ...]
    stamps: tuple[str, ...]
    senders: tuple[str, ...]
    seconds_per_message: float

    def count(self, since: date) -> int:
        """How many messages a first poll from this day on reads."""
        return sum(folder.since[since] for folder in self.folders)


def preview(
    account: ImapAccount,
    secret: Secret | None,
    days: Sequence[date],
    deadline: Deadline,
    clock: Callable[[], float] = time.monotonic,
) -> Preview:
    """Log in and look; `secret` stands for one that the account does not name yet, `days` are those to count from.

    Raises LoginRefused, ConfigError, or MailboxUnavailable.
    """
    with session_of(account, deadline, secret=secret) as session:
        listed = session.list_folders()
        folders, missing = choose(listed, account.folders)
        read = {folder.name for folder in folders}
        views, stamps, senders, seconds = list[FolderView](), list[str](), list[str](), _UNMEASURED
        for folder in folders:
            view, newest = _view(session, folder, days)
            views.append(view)
            if folder.name == "INBOX":
                stamps = [_stamp(head) for head in _heads(session, newest)]
                seconds = _seconds_each(session, newest[-_TIMED:], clock)
            elif folder.role is FolderRole.SENT and not senders:
                senders = _senders(_heads(session, newest))
        others = tuple(plain(each.name, 80) for each in listed if each.name not in read)
    return Preview(tuple(views), others, missing, tuple(stamps), tuple(senders), seconds)


def _view(session: Session, folder: Folder, days: Sequence[date]) -> tuple[FolderView, list[int]]:
    """The folder, and the UIDs of its newest messages in rising order."""
    state = session.examine(folder)
    found = {day: sorted(session.search(1, None, day)) if state.messages else [] for day in days}
    newest = max(found.values(), key=len, default=[])[-NEWEST:]
    counts = {day: len(uids) for day, uids in found.items()}
    return FolderView(folder.name, folder.role, state.messages, counts), newest


def _heads(session: Session, uids: Sequence[int]) -> Iterator[Message]:
    """Headers, as far as the server gives them."""
    with contextlib.suppress(MisreadError):
        for octets in session.headers(uids).values() if uids else ():
            yield BytesHeaderParser().parsebytes(octets)


def _stamp(head: Message) -> str:
    field = head.get("Authentication-Results")
    return authserv_id_of(str(field)) if field else ""


def _senders(heads: Iterator[Message]) -> list[str]:
    fields = (str(field) for head in heads for field in head.get_all("From", [])[:1])
    found = [address.lower() for field in fields for _, address in getaddresses([field])[:1] if "@" in address]
    return sorted(set(found), key=lambda address: (-found.count(address), address))


def _seconds_each(session: Session, uids: Sequence[int], clock: Callable[[], float]) -> float:
    """How long one message takes to come over the line, without the few that are very large."""
    with contextlib.suppress(MisreadError):
        usual = [uid for uid, letter in session.survey(uids).items() if letter.size < MEBIBYTE] if uids else []
        if usual:
            began = clock()
            session.bodies(usual)
            return (clock() - began) / len(usual)
    return _UNMEASURED
