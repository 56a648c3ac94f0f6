"""Up to which moment mail counts, and whether some may have been missed by then; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from inbox_watch.accounts import ImapAccount
from inbox_watch.config import Settings
from inbox_watch.records import FolderHeard, FolderRole

DEAF_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Moment:
    """The time of a run: `now` is the clock, `today` the day whose report counts (they differ with --as-of)."""

    now: datetime
    today: date


def moment_of(today: date, now: datetime, timezone: ZoneInfo) -> datetime:
    """The moment up to which mail counts: the end of the day, or now when that is earlier."""
    return min(now, end_of(today, timezone))


def end_of(day: date, timezone: ZoneInfo) -> datetime:
    """The last moment of a local calendar day."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=timezone).astimezone(UTC) - timedelta(
        microseconds=1
    )


def is_deaf(heard: tuple[FolderHeard, ...], settings: Settings, moment: datetime) -> bool:
    """Is there mail we may have missed: a folder whose last complete read is more than 24 hours before the moment?

    Every folder the user names counts. Of Sent, Junk and Archive the freshest of each counts: such folders are
    renamed or removed without harm.
    """
    for account in settings.accounts:
        own = [folder for folder in heard if folder.account == account.name]
        named = account.folders if isinstance(account, ImapAccount) else ()
        required = [folder.until for folder in own if folder.folder in named or folder.role is FolderRole.INBOX]
        for role in (FolderRole.SENT, FolderRole.JUNK, FolderRole.ARCHIVE):
            same = [folder.until for folder in own if folder.role is role]
            required += [max((until for until in same if until), default=None)] if same else []
        if not required or any(until is None or until < moment - DEAF_AFTER for until in required):
            return True
    return False
