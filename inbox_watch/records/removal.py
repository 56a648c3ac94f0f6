"""What is to be removed from the memory, by the keys it has there."""

from __future__ import annotations

from dataclasses import dataclass

from inbox_watch.records.mailbox import MessageUid


@dataclass(frozen=True, slots=True)
class Removal:
    """Mail by its sha256, applications by their ids (for what is queued about them), statements by their numbers, and
    messages that could not be read."""

    mail: frozenset[str] = frozenset()
    applications: frozenset[str] = frozenset()
    statements: frozenset[int] = frozenset()
    unreadable: frozenset[MessageUid] = frozenset()
