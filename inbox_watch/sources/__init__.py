"""Where mail comes from: one function a source, all with the same signature.

A source brings raw messages home and judges nothing. A new one is a function and a line in SOURCES.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from importlib import import_module

from inbox_watch.accounts import Account, FilesAccount, ImapAccount
from inbox_watch.records import Cursor, Sitting
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.request import Known, nothing_known

# The module of each source, imported when an account of its kind is visited: files need no IMAP.
SOURCES: Mapping[type, str] = {ImapAccount: "imap", FilesAccount: "files"}


def fetch(
    account: Account,
    cursors: Mapping[str, Cursor],
    *,
    since: date | None,
    budget: Budget,
    deadline: Deadline,
    now: Callable[[], datetime],
    known: Known = nothing_known,
) -> Sitting:
    """Visit the source of an account once; `Sitting.more` asks for another visit.

    `known` says whether a message is stored already. Mail in files needs it: see `files`.
    """
    visit: Callable[..., Sitting] = import_module(f"{__name__}.{SOURCES[type(account)]}").fetch
    return visit(account, cursors, since=since, budget=budget, deadline=deadline, now=now, known=known)
