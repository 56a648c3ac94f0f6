"""Stores that were filled through their own door, as large as a benchmark wants them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.invented import ACCOUNT, folders_of, invented, keep_all, placed
from benchmarks.mail.texts import ME
from benchmarks.served import Served, numbering
from benchmarks.today import NOW
from inbox_watch.cli.context import STORE_NAME
from inbox_watch.records import Cursor, FolderRole
from inbox_watch.store.runs import Run
from inbox_watch.store.store import Store, open_store

OWN = frozenset({ME.address})
_FOLDERS = {FolderRole.INBOX: "INBOX", FolderRole.SENT: "Sent"}
_ROLES = {"Sent": FolderRole.SENT, "Junk": FolderRole.JUNK, "Archive": FolderRole.ARCHIVE}


@dataclass(frozen=True, slots=True)
class Filled:
    """What it took to fill a store: processor seconds a finding, and octets on the disk."""

    cpu: float
    octets: int


def open_new(data: Path) -> Store:
    """A store in this folder, empty but for the diary of a first run."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return open_store(data / STORE_NAME, own_addresses=OWN)


def last_polled(data: Path) -> int:
    """How many messages were new in the last run of this store."""
    with open_store(data / STORE_NAME, read_only=True, own_addresses=OWN) as store:
        return store.runs()[0].messages


def remember(data: Path, there: Served, names: Sequence[str]) -> None:
    """Make a store that knows every message of these folders on a server."""
    findings = list(invented(there.messages, 5, NOW))
    with open_new(data) as store:
        store.log_run(Run(ACCOUNT, NOW, NOW, 0, there.messages))
        store.chart()
        for name in names:
            uidvalidity, last = numbering(there.server.port, name)
            its, findings = findings[:last], findings[last:]
            cursor = Cursor(ACCOUNT, name, uidvalidity, last)
            keep_all(store, placed(its, name, uidvalidity), _ROLES.get(name, FolderRole.INBOX), cursor, NOW)


def fill(data: Path, count: int, now: datetime) -> Filled:
    """Make a store of so many findings, with a tenth as many applications."""
    findings = list(invented(count, 5, now))
    began = time.process_time()
    with open_new(data) as store:
        store.log_run(Run(ACCOUNT, now, now, 0, count))
        store.chart()
        for role, its in folders_of(findings).items():
            cursor = Cursor(ACCOUNT, _FOLDERS[role], 1, len(its))
            keep_all(store, placed(its, _FOLDERS[role], 1), role, cursor, now)
    spent = time.process_time() - began
    size = sum(path.stat().st_size for path in data.iterdir())
    return Filled(spent / count, size)
