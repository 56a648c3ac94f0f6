"""Small worlds to keep: messages with a number, batches of them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from inbox_watch.records import (
    Address,
    Alert,
    Cursor,
    Detail,
    Facts,
    Finding,
    FolderRole,
    Label,
    MessageUid,
    Unreadable,
    Verdict,
)
from inbox_watch.store.store import Learned

NOW = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def uid(number: int, *, account: str = "personal", folder: str = "INBOX", uidvalidity: int = 7) -> MessageUid:
    return MessageUid(account, folder, uidvalidity, number)


def cursor(number: int, *, account: str = "personal", folder: str = "INBOX", uidvalidity: int = 7) -> Cursor:
    return Cursor(account, folder, uidvalidity, number)


def finding(number: int, *uids: MessageUid, octets: str = "", detail: Detail = Detail.ACKNOWLEDGEMENT) -> Finding:
    """Return what the message with this number is; `octets` names another content than its number does."""
    return Finding(
        uids=uids or (uid(number),),
        role=FolderRole.INBOX,
        message_id=f"{number}@lindhof.example",
        in_reply_to=(),
        references=("application@me.example",),
        from_=Address("Petra Lindhof", "petra@lindhof.example"),
        reply_to=(),
        to=(Address("", "me@me.example"),),
        subject=f"Your application {number}",
        internaldate=NOW + number * HOUR,
        date=None,
        verdict=Verdict(Label(detail.label), detail, 0.97, unsure=False, clues=("received",), judged_by="rule:test"),
        facts=Facts(role="Planner"),
        attachments=(),
        delivery=None,
        authentication=None,
        automatic=True,
        sha256=hashlib.sha256((octets or str(number)).encode()).hexdigest(),
    )


def unreadable(number: int, reason: str = "no header") -> Unreadable:
    return Unreadable(uid(number), reason, NOW, "someone <x@y.example>", "Hello")


def alert(key: str) -> Alert:
    return Alert(key, "acknowledgement", "normal", f"Receipt {key}", "They have your application.")


def learned(number: int, *findings: Finding, read_until: datetime | None = None) -> Learned:
    """Return a batch of the inbox that reaches up to this number."""
    return Learned(FolderRole.INBOX, cursor(number), findings, read_until=read_until)
