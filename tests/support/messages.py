"""Messages for tests of rooms that take a Message: only what a test is about has to be named."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from inbox_watch.records import Address, FolderRole, Message, MessageUid

WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

_PLAIN: dict[str, Any] = {
    "uid": MessageUid("personal", "INBOX", 1, 42),
    "role": FolderRole.INBOX,
    "internaldate": WHEN,
    "message_id": "one@lindhof.example",
    "in_reply_to": (),
    "references": (),
    "from_": Address("", "petra@lindhof.example"),
    "reply_to": (),
    "to": (Address("", "me@example.org"),),
    "cc": (),
    "bcc": (),
    "subject": "",
    "date": WHEN,
    "text": "",
    "signature": "",
    "quoted": "",
    "attachments": (),
    "event": None,
    "delivery": None,
    "disposition": False,
    "marks": (),
    "authentication": None,
    "links": (),
    "sha256": "0" * 64,
}


def message(**fields: Any) -> Message:
    """A plain received message with these fields."""
    return Message(**{**_PLAIN, **fields})
