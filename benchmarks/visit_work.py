"""A visit to a mailbox from where a store has got to: `python -m benchmarks.visit_work PORT SECRET DATA FOLDER,…`."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.contestants.stopwatch import told
from benchmarks.program import NAME, account_at
from benchmarks.stores import OWN
from inbox_watch.cli.context import STORE_NAME
from inbox_watch.sources import fetch
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.deadline import Deadline
from inbox_watch.store.store import open_store


def main(port: int, secret: Path, data: Path, folders: tuple[str, ...]) -> None:
    """Read cursors first; what is told is the visit alone, with its imports done."""
    import inbox_watch.sources.imap  # noqa: F401  # its import is no part of a visit

    account = replace(account_at(port, secret), folders=folders)
    with open_store(data / STORE_NAME, read_only=True, own_addresses=OWN) as store:
        cursors = store.cursors(NAME)

    def visit() -> tuple[int, int]:
        sitting = fetch(
            account, cursors, since=None, budget=Budget(), deadline=Deadline(60), now=lambda: datetime.now(UTC)
        )
        messages = [message for batch in sitting.batches for message in batch.messages]
        return len(messages), sum(len(message.octets) for message in messages)

    told(visit)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), tuple(sys.argv[4].split(",")))
