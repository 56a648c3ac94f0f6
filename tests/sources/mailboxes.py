"""Mailboxes of every kind, and a reader that visits them as poll does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from inbox_watch.accounts import Account, FilesAccount, ImapAccount
from inbox_watch.records import Cursor, MessageUid, RawMessage, Sitting, Unreadable
from inbox_watch.sources import fetch
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.deadline import Deadline
from tests.support.dovecot import PASSWORD, USER, Dovecot

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def mail(number: int, text: str = "Hello.", size: int = 0) -> bytes:
    """A small message as it travels."""
    body = text + "\r\n" + "x" * size
    return (
        f"Received: from a by b; Mon, 2 Mar 2026 10:{number % 60:02d}:00 +0000\r\n"
        f"From: Petra <petra@lindhof.example>\r\nSubject: Number {number}\r\nMessage-ID: <{number}@lindhof.example>\r\n"
        f"Date: Mon, 2 Mar 2026 09:00:00 +0000\r\n\r\n{body}\r\n"
    ).encode()


def at(day: int, month: int = 3, year: int = 2026) -> datetime:
    return datetime(year, month, day, 10, tzinfo=UTC)


@dataclass
class Reader:
    """Visits an account as poll does: keeps the cursors, knows what it stored, and comes back while there is more."""

    account: Account
    since: date | None = None
    budget: Budget = field(default_factory=Budget)
    cursors: dict[str, Cursor] = field(default_factory=dict)
    stored: dict[MessageUid, RawMessage | Unreadable] = field(default_factory=dict)
    visits: int = 0

    def visit(self, seconds: float = 20) -> Sitting:
        sitting = fetch(
            self.account,
            self.cursors,
            since=self.since,
            budget=self.budget,
            deadline=Deadline(seconds),
            now=lambda: NOW,
            known=self.stored.__contains__,
        )
        self.visits += 1
        for batch in sitting.batches:
            self.cursors[batch.cursor.folder] = batch.cursor
            self.stored |= {message.uid: message for message in batch.messages}
            self.stored |= {item.uid: item for item in batch.unreadable}
        return sitting

    def read(self) -> list[RawMessage]:
        """Visit until there is no more, and return the messages in the order in which they came."""
        messages: list[RawMessage] = []
        more = True
        while more:
            sitting = self.visit()
            messages += (message for batch in sitting.batches for message in batch.messages)
            more = sitting.more
        return messages


class Mailbox(Protocol):
    """Something a source reads from."""

    @property
    def account(self) -> Account: ...

    def deliver(self, octets: bytes, when: datetime) -> None: ...

    def snapshot(self) -> object: ...


@dataclass
class OnServer:
    server: Dovecot

    @property
    def account(self) -> ImapAccount:
        return imap_account(self.server)

    def deliver(self, octets: bytes, when: datetime) -> None:
        self.server.deliver("INBOX", octets, when)

    def snapshot(self) -> object:
        return self.server.snapshot()


@dataclass
class InMaildir:
    path: Path

    @property
    def account(self) -> FilesAccount:
        return FilesAccount("a", self.path, "maildir")

    def deliver(self, octets: bytes, when: datetime) -> None:
        (self.path / "cur").mkdir(parents=True, exist_ok=True)
        number = len(list((self.path / "cur").iterdir()))
        (self.path / "cur" / f"{int(when.timestamp())}.M{number}.host:2,").write_bytes(octets)

    def snapshot(self) -> object:
        return snapshot(self.path)


@dataclass
class InMbox:
    path: Path

    @property
    def account(self) -> FilesAccount:
        return FilesAccount("a", self.path, "mbox")

    def deliver(self, octets: bytes, when: datetime) -> None:
        """Append as mboxrd says, with the line ends of a file."""
        lines = octets.replace(b"\r\n", b"\n").split(b"\n")
        quoted = b"\n".join(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines)
        with self.path.open("ab") as file:
            file.write(
                b"From petra@lindhof.example %s\n%s\n" % (when.strftime("%a %b %e %H:%M:%S %Y").encode(), quoted)
            )

    def snapshot(self) -> object:
        return snapshot(self.path)


@dataclass
class InEmlFiles:
    path: Path

    @property
    def account(self) -> FilesAccount:
        return FilesAccount("a", self.path, "eml")

    def deliver(self, octets: bytes, when: datetime) -> None:
        self.path.mkdir(exist_ok=True)
        (self.path / f"{len(list(self.path.iterdir()))} {when:%Y}.eml").write_bytes(octets)

    def snapshot(self) -> object:
        return snapshot(self.path)


def imap_account(server: Dovecot, **changes: object) -> ImapAccount:
    settings: dict[str, object] = {
        "name": "a",
        "host": server.host,
        "port": server.port,
        "security": "none",
        "user": USER,
        "password_cmd": ("echo", PASSWORD),
    }
    return ImapAccount(**(settings | changes))  # type: ignore[arg-type]  # a test changes what it likes


def snapshot(path: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below, with its content and the time of its last change."""
    files: Collection[Path] = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return {str(file): (file.read_bytes(), file.stat().st_mtime_ns) for file in files}
