"""What the store remembers, as evidence for a survey: all of it, or what is on some islands."""

from __future__ import annotations

from datetime import datetime

from inbox_watch.link.islands import said_there
from inbox_watch.store.islands import Nearby
from inbox_watch.store.store import Store
from inbox_watch.survey import Evidence


def gather(store: Store, now: datetime) -> Evidence:
    """Everything the store remembers."""
    return Evidence(store.findings(), store.unreadable(), store.statements(), store.application_ids(), store.heard(now))


def gather_on(store: Store, near: Nearby, now: datetime) -> Evidence:
    """What the store remembers of some islands."""
    statements = said_there(store.statements(), near.keys)
    return Evidence(near.findings, (), statements, store.application_ids(), store.heard(now))
