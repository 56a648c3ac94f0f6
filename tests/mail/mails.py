"""Mails for tests, written out: the octets of a letter and the message read from them."""

from __future__ import annotations

from datetime import UTC, datetime

from inbox_watch.mail.parse import parse
from inbox_watch.records import FolderRole, Message, MessageUid, RawMessage

ARRIVED = datetime(2026, 6, 3, 9, 30, tzinfo=UTC)
HEAD = "From: Anna Jansen <anna@acme.example>\nTo: kim@home.example\nSubject: Your application\n"


def raw(octets: bytes) -> RawMessage:
    return RawMessage(MessageUid("personal", "INBOX", 7, 1), FolderRole.INBOX, ARRIVED, octets)


def read(letter: str | bytes, authserv_id: str = "") -> Message:
    octets = letter if isinstance(letter, bytes) else letter.encode()
    return parse(raw(octets), authserv_id)
