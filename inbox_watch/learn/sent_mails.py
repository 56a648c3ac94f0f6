"""The Sent mails of `data/sent` as messages, with what each is by the word of its writer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from typing import Any

from inbox_watch.mail.parse import parse
from inbox_watch.mail.text import split_text
from inbox_watch.records import Address, Attachment, FolderRole, Message, MessageUid, RawMessage, SentKind

SENT_ON = datetime(2026, 5, 6, 10, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SentMail:
    """One mail, its file (the group), its language and its kind."""

    name: str
    group: str
    language: str
    message: Message
    kind: SentKind

    @property
    def person(self) -> str:
        """Who wrote it: mail of one person is never on both sides of a measurement."""
        return self.message.from_.address


def sent_mails(folder: Path, groups: Sequence[str]) -> Iterator[SentMail]:
    """The mails of these files in their order."""
    for group in groups:
        for line in (folder / f"{group}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            yield SentMail(row["id"], group, row["lang"], message_of(row), SentKind(row["kind"]))


def message_of(row: dict[str, Any]) -> Message:
    """The message of one line of such a file."""
    visible = split_text(row["body"])
    return replace(
        _empty(),
        from_=_address(row["from"]),
        to=(_address(row["to"]),),
        subject=row["subject"],
        text=visible.text,
        signature=visible.signature,
        in_reply_to=("first@thread.example",) if row["in_thread"] else (),
        attachments=tuple(Attachment(name, "application/octet-stream", size) for name, size in row["files"]),
    )


@cache
def _empty() -> Message:
    return parse(RawMessage(MessageUid("own", "Sent", 1, 1), FolderRole.SENT, SENT_ON, b"From: x@y.example\n\n"))


def _address(text: str) -> Address:
    name, address = parseaddr(text)
    return Address(name, address)
