"""How long the mailbox was listened to: silence may be claimed only up to there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from inbox_watch.records import FolderHeard, FolderRole, Report, State

_ONE_DAY = timedelta(days=1)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Deaf:
    """Folders of one account that are not up to date; `since` is their earliest last read, None when there was none."""

    account: str
    folders: tuple[str, ...]
    since: datetime | None


def deaf(report: Report) -> tuple[Deaf, ...]:
    """Return what was not read in the 24 hours before as-of, one entry an account (two when some were never read)."""
    limit = _too_old(report)
    behind = [folder for folder in _needed(report.heard) if _until(folder) < limit]
    alike = groupby(sorted(behind, key=_account_and_never), key=_account_and_never)
    return tuple(_deaf(account, tuple(folders)) for (account, _), folders in alike)


def heard_until(report: Report) -> datetime | None:
    """Return the instant up to which every folder that counts was read; None when there is no such instant."""
    earliest = min((_until(folder) for folder in _needed(report.heard)), default=_NEVER)
    return None if earliest == _NEVER else earliest


def last_look(report: Report) -> date:
    """Return the last day of which we know that no answer came."""
    until = heard_until(report)
    return min(report.as_of, local_day(until, report)) if until else report.as_of


def local_day(instant: datetime, report: Report) -> date:
    """Return the calendar date of an instant in the user's time zone."""
    return instant.astimezone(ZoneInfo(report.timezone)).date()


def blind_days(folder: FolderHeard, report: Report) -> tuple[tuple[date, date], ...]:
    """Return the gaps of a folder as pairs of calendar dates."""
    return tuple((local_day(start, report), local_day(end, report)) for start, end in folder.blind)


def unheard_days(report: Report, days: int) -> int:
    """Return on how many of the last so many days nobody listened to some folder that counts, whole days only."""
    first = report.as_of - days * _ONE_DAY
    unheard = set[date]()
    for folder in _needed(report.heard):
        until = local_day(folder.until, report) if folder.until else first
        for start, end in (*blind_days(folder, report), (until, report.as_of)):
            unheard.update(_days_between(max(start, first), end))
    return len(unheard)


def _days_between(start: date, end: date) -> Iterator[date]:
    """The days from the start on; the last one was listened to in part."""
    return (start + number * _ONE_DAY for number in range((end - start).days))


def _too_old(report: Report) -> datetime:
    """Return the instant before which a last read is surely 24 hours old.

    A report knows its day and not its hour. A read of yesterday may be 5 or 40 hours old; the standings were made with
    the hour known, so it is too old when one of them is `unknown`.
    """
    doubted = any(standing.state is State.UNKNOWN for standing in report.standings)
    day = report.as_of if doubted else report.as_of - _ONE_DAY
    return datetime.combine(day, time(), ZoneInfo(report.timezone)).astimezone(UTC)


def _needed(heard: tuple[FolderHeard, ...]) -> tuple[FolderHeard, ...]:
    """Every inbox counts; of Sent, Junk and Archive the freshest, for such folders are renamed without harm."""
    freshest: dict[tuple[str, FolderRole], FolderHeard] = {}
    for folder in sorted(heard, key=_until):
        freshest[folder.account, folder.role] = folder
    return tuple(folder for folder in heard if folder.role is FolderRole.INBOX or folder in freshest.values())


def _until(folder: FolderHeard) -> datetime:
    return folder.until or _NEVER


def _account_and_never(folder: FolderHeard) -> tuple[str, bool]:
    return folder.account, folder.until is None


def _deaf(account: str, folders: tuple[FolderHeard, ...]) -> Deaf:
    since = min((folder.until for folder in folders if folder.until), default=None)
    return Deaf(account, tuple(folder.folder for folder in folders), since)
