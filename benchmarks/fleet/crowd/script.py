"""A source of mail that needs no network: a mailbox to which nothing comes, or one message, a moment after it is asked.

Servers on this machine are asked over IMAP as ever.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from unittest.mock import patch

from inbox_watch.accounts import ImapAccount
from inbox_watch.records import Batch, Cursor, FolderRole, MessageUid, RawMessage, Sitting
from inbox_watch.sources import imap
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.request import Known, nothing_known

HERE = "localhost"
UIDVALIDITY, LAST = 1, 1_000
FOLDERS: Mapping[str, FolderRole] = {
    "Sent": FolderRole.SENT,
    "INBOX": FolderRole.INBOX,
    "Archive": FolderRole.ARCHIVE,
    "Drafts": FolderRole.ARCHIVE,
    "Jobs": FolderRole.ARCHIVE,
    "Junk": FolderRole.JUNK,
}
_INVITATION = """From: Runa Brandt <runa.brandt@brookmere.example>
To: {client}@client.example
Subject: Invitation to an interview: Data Analyst
Date: {date}
Message-ID: <{client}@brookmere.example>
Content-Type: text/plain; charset=utf-8

Dear applicant,

thank you for applying for the position of Data Analyst at Brookmere Ltd. We would like to invite you to an interview
by video. Would next Tuesday at 10:00 suit you? Please let us know by Friday.

Kind regards
Runa Brandt
Brookmere Ltd
"""
_real = imap.fetch


@dataclass(frozen=True, slots=True)
class Script:
    """Each visit takes so many seconds; one mailbox in `news_every` has one new message, once."""

    seconds: float
    news_every: int

    def fetch(
        self,
        account: ImapAccount,
        cursors: Mapping[str, Cursor],
        *,
        since: date | None,
        budget: Budget,
        deadline: Deadline,
        now: Callable[[], datetime],
        known: Known = nothing_known,
    ) -> Sitting:
        """Visit a mailbox that is no server's."""
        if account.host == HERE:
            return _real(account, cursors, since=since, budget=budget, deadline=deadline, now=now, known=known)
        time.sleep(deadline.left(self.seconds))
        deadline.check()
        asked_at = now()
        return Sitting(tuple(self._batch(account, folder, cursors.get(folder), asked_at) for folder in FOLDERS))

    def _batch(self, account: ImapAccount, folder: str, cursor: Cursor | None, asked_at: datetime) -> Batch:
        uid = cursor.uid if cursor else LAST
        messages = tuple(self._news(account, uid, asked_at)) if folder == "INBOX" else ()
        reached = Cursor(account.name, folder, UIDVALIDITY, uid + len(messages))
        return Batch(FOLDERS[folder], reached, messages, read_until=asked_at, left=0)

    def _news(self, account: ImapAccount, uid: int, asked_at: datetime) -> Iterator[RawMessage]:
        if uid == LAST and has_news(account.user, self.news_every):
            text = _INVITATION.format(client=account.user, date=asked_at.strftime("%a, %d %b %Y %H:%M:%S +0000"))
            octets = text.replace("\n", "\r\n").encode()
            its = MessageUid(account.name, "INBOX", UIDVALIDITY, uid + 1)
            yield RawMessage(its, FolderRole.INBOX, asked_at, octets)


def has_news(client: str, news_every: int) -> bool:
    """Does a message wait for this client? Its number is at the end of its name; the first one has none."""
    found = re.search(r"\d+$", client)
    number = int(found[0]) if found else 0
    return number > 0 and number % news_every == 0


@contextmanager
def scripted(script: Script) -> Iterator[None]:
    """Read every mailbox by a script, for the time of a `with`."""
    with patch.object(imap, "fetch", script.fetch):
        yield
