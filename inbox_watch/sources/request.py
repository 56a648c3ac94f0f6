"""What a visit to any source is asked for, beside the account itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from inbox_watch.records import MessageUid
from inbox_watch.sources.deadline import Deadline

Known = Callable[[MessageUid], bool]


def nothing_known(_uid: MessageUid) -> bool:
    """Take every message for new."""
    return False


@dataclass(frozen=True, slots=True)
class Request:
    """The terms that stay the same for all folders of a visit."""

    account: str
    since: date | None
    deadline: Deadline
    now: Callable[[], datetime]
    known: Known
