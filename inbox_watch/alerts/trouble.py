"""What to say of a trouble that each run meets anew: once when it begins, once a day while it lasts, once when it ends.

Cron mails every line of standard error, so a line that is not said is a mail that nobody has to delete.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from inbox_watch.errors import EXIT_TEMPORARY
from inbox_watch.records import Trouble

PATIENCE = timedelta(hours=24)


def met(before: Trouble | None, code: int, now: datetime, *, aloud: bool) -> tuple[Trouble, bool]:
    """Return the trouble as it is now, and whether to speak of it.

    `before` is what earlier runs left and `code` the exit code it calls for. What time may mend is spoken of when it
    has lasted a day; all else at once. `aloud` is for somebody who waits for the answer.
    """
    trouble = before or Trouble(now)
    if not (aloud or _is_news(trouble, code) or _is_day_over(trouble, now)):
        return trouble, False
    return replace(trouble, told=trouble.told | {code}, told_at=now), True


def has_lasted(trouble: Trouble, now: datetime) -> bool:
    """Is it older than a day?"""
    return now - trouble.since >= PATIENCE


def _is_news(trouble: Trouble, code: int) -> bool:
    return code != EXIT_TEMPORARY and code not in trouble.told


def _is_day_over(trouble: Trouble, now: datetime) -> bool:
    """A clock that was put back says yes rather than nothing for years."""
    return not timedelta(0) <= now - (trouble.told_at or trouble.since) < PATIENCE
