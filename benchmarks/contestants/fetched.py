"""This program's way to the mailbox: fetched, and with `--parse` before the folders parsed as well."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.contestants.stopwatch import told
from benchmarks.program import account_at, visits
from inbox_watch.mail.parse import parse


def read(port: int, secret: Path, *, parsing: bool) -> tuple[int, int]:
    """Return how many messages there were, and the octets that came home."""
    messages = octets = 0
    for batch in visits(account_at(port, secret)):
        for raw in batch.messages:
            messages += 1
            octets += len(raw.octets)
            if parsing:
                parse(raw)
    return messages, octets


if __name__ == "__main__":
    told(lambda: read(int(sys.argv[1]), Path(sys.argv[2]), parsing="--parse" in sys.argv))
