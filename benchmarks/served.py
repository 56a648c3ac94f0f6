"""A mailbox on a throw-away Dovecot."""

from __future__ import annotations

import imaplib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.mail.mailbox import Mail
from tests.support.dovecot import FOLDERS, PASSWORD, USER, Dovecot

READ_FOLDERS = ("INBOX", "Sent")


@dataclass(frozen=True, slots=True)
class Served:
    """A running server, and what lies on it: messages, their octets, and those of them that are no files."""

    server: Dovecot
    messages: int
    octets: int
    needed: int


@contextmanager
def served(mails: Iterable[Mail], folders: Mapping[str, str] = FOLDERS) -> Iterator[Served]:
    """A server with these mails, for the time of a `with`; its indexes are made before anybody is measured."""
    totals = Counter[str]()
    with Dovecot(folders) as server:
        for mail in mails:
            server.deliver(mail.folder, mail.written.octets, mail.when)
            totals.update(messages=1, octets=len(mail.written.octets), needed=mail.written.needed)
        look_at(server.port, folders)
        yield Served(server, totals["messages"], totals["octets"], totals["needed"])


def look_at(port: int, folders: Iterable[str]) -> None:
    """Let Dovecot see what lies in its folders, as it has seen a mailbox that is in use."""
    for name in {"INBOX", *folders}:
        numbering(port, name)


def numbering(port: int, folder: str) -> tuple[int, int]:
    """UIDVALIDITY and the last UID of a folder."""
    client = imaplib.IMAP4("127.0.0.1", port)
    try:
        client.login(USER, PASSWORD)
        client.select(f'"{folder}"', readonly=True)
        said = client.status(f'"{folder}"', "(UIDVALIDITY UIDNEXT)")[1][0]
        words = bytes(said or b"").decode().rpartition("(")[2].rstrip(")").split()
        return int(words[words.index("UIDVALIDITY") + 1]), int(words[words.index("UIDNEXT") + 1]) - 1
    finally:
        client.logout()
