"""What the store remembers, as evidence for a survey: all of it, or what is on some islands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from inbox_watch.link.islands import said_there
from inbox_watch.records import Finding
from inbox_watch.store.islands import Nearby
from inbox_watch.store.store import Store
from inbox_watch.survey import ABOUT_A_JOB, Evidence


def gather(store: Store, now: datetime) -> Evidence:
    """Everything the store remembers."""
    return Evidence(store.findings(), store.unreadable(), store.statements(), store.application_ids(), store.heard(now))


def gather_for_report(store: Store, now: datetime) -> Evidence:
    """What a report shows: the mail that may be tied to an application, or may be about a job.

    What is left out is on islands without application, where no mail is taken for more than other mail, and neither
    lacks a home nor asks for a look. While there is no chart, everything.
    """
    near = store.worth_a_look(ABOUT_A_JOB)
    if near is None:
        return gather(store, now)
    statements = said_there(store.statements(), near.keys)
    return Evidence(near.findings, store.unreadable(), statements, store.application_ids(), store.heard(now))


def gather_on(store: Store, near: Nearby, now: datetime, new: Iterable[Finding] = ()) -> Evidence:
    """What the store remembers of some islands, and of mail that is `new` there: it may have had an id before."""
    statements = said_there(store.statements(), near.keys)
    ids = store.application_ids_of(near.keys.union(finding.sha256 for finding in new))
    return Evidence(near.findings, (), statements, ids, store.heard(now))
