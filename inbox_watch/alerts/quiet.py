"""When the user does not want to be woken; pure."""

from __future__ import annotations

from datetime import datetime

from inbox_watch.config import Settings
from inbox_watch.records import Alert


def is_quiet(settings: Settings, now: datetime) -> bool:
    """Is it quiet at the user's place? The hours are those of the clock on the wall, whatever it was put forward or
    back; the first minute counts, the last does not."""
    if settings.quiet_hours is None:
        return False
    begin, end = settings.quiet_hours
    time = now.astimezone(settings.timezone).time()
    return begin <= time < end if begin < end else time >= begin or time < end


def may_be_told(alert: Alert, *, quiet: bool) -> bool:
    """In quiet hours only what cannot wait: a talk within 24 hours, or the last day to act."""
    return not quiet or alert.severity == "pressing"
