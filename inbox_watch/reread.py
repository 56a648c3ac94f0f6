"""Known messages read once more from where they lie: for what needs their text, which is never kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from inbox_watch.accounts import Account
from inbox_watch.mail.parse import UnreadableMessage, parse
from inbox_watch.records import Cursor, Message, MessageUid, RawMessage
from inbox_watch.sources import fetch
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.deadline import Deadline


def find_messages(
    account: Account, wanted: Iterable[str], since: date, deadline: Deadline, now: Callable[[], datetime]
) -> dict[str, Message]:
    """Return the messages of an account with these sha256; what is gone from the mailbox is left out.

    Reads like a first poll: EXAMINE and BODY.PEEK, and nothing is kept.
    """
    left = set(wanted)
    found: dict[str, Message] = {}
    cursors: dict[str, Cursor] = {}
    # Mail in files has no cursor: what was visited is not to be visited again.
    visited: set[MessageUid] = set()
    more = True
    while left and more:
        sitting = fetch(
            account, cursors, since=since, budget=Budget(), deadline=deadline, now=now, known=visited.__contains__
        )
        more = sitting.more
        for batch in sitting.batches:
            cursors[batch.cursor.folder] = batch.cursor
            for raw in batch.messages:
                visited.add(raw.uid)
                message = _parsed(raw)
                if message and message.sha256 in left:
                    found[message.sha256] = message
                    left.discard(message.sha256)
    return found


def _parsed(raw: RawMessage) -> Message | None:
    try:
        return parse(raw)
    except UnreadableMessage:
        return None
