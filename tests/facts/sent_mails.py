"""The Sent mails of data/sent: one half to develop the rules on, one written before them and only counted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from email.utils import parseaddr
from pathlib import Path

from inbox_watch.mail.text import split_text
from inbox_watch.records import Address, Attachment, Message, SentKind
from tests.facts.mails import letter

FOLDER = Path(__file__).resolve().parents[2] / "data" / "sent"
WRITTEN_ON = date(2026, 5, 6)


@dataclass(frozen=True, slots=True)
class Truth:
    """What a Sent mail is and says, by the word of its writer."""

    kind: SentKind
    promised: tuple[date | None, bool]
    referred_by: str
    addressed_to: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One Sent mail of the data and the truth about it."""

    name: str
    language: str
    message: Message
    truth: Truth


def samples(group: str) -> Iterator[Sample]:
    """The mails of one file of data/sent, in its order."""
    for line in (FOLDER / f"{group}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        promised = date.fromisoformat(row["promised_on"]) if "promised_on" in row else None
        truth = Truth(
            SentKind(row["kind"]),
            (promised, row.get("promised_call", False)),
            row.get("referred_by", ""),
            row.get("addressed_to", ""),
        )
        yield Sample(row["id"], row["lang"], _message(row), truth)


def _message(row: dict[str, object]) -> Message:
    visible = split_text(str(row["body"]))
    files = row["files"]
    assert isinstance(files, list)
    return replace(
        letter(visible.text, subject=str(row["subject"]), reply=bool(row["in_thread"])),
        from_=_address(str(row["from"])),
        to=(_address(str(row["to"])),),
        signature=visible.signature,
        attachments=tuple(Attachment(name, "application/octet-stream", size) for name, size in files),
    )


def _address(text: str) -> Address:
    name, address = parseaddr(text)
    return Address(name, address)
