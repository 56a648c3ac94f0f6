"""When a mailbox is polled next: by how lively it is, and how often it failed and why; a pure function of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

from inbox_watch.errors import (
    CannotWrite,
    ConfigError,
    FolderMissing,
    JudgeEnded,
    LoginRefused,
    MailboxUnavailable,
    NoSecret,
)

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# So long after the last mail about a job, sent or received: so long between two polls.
STEPS = ((DAY, 10 * MINUTE), (3 * DAY, 30 * MINUTE), (14 * DAY, HOUR), (30 * DAY, 3 * HOUR))
QUIET = 6 * HOUR
# A wait is stretched or cut by up to a tenth.
SPREAD = 0.1


class Cause(StrEnum):
    """Why a poll failed, by who has to mend it: the client, who keeps the secrets, nobody, who enrols, or we."""

    LOGIN = "login"
    SECRET = "secret"  # noqa: S105  # a word of ours
    UNAVAILABLE = "unavailable"
    SETUP = "setup"
    STATE = "state"
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait after the first failure, how many times as long after each further one, and at most."""

    first: timedelta
    factor: int
    longest: timedelta


# Providers lock accounts whose logins fail again and again, so these are tried the least.
PATIENCE: Mapping[Cause, Patience] = {
    Cause.LOGIN: Patience(HOUR, 4, DAY),
    Cause.SECRET: Patience(10 * MINUTE, 2, 6 * HOUR),
    Cause.UNAVAILABLE: Patience(10 * MINUTE, 2, 6 * HOUR),
    Cause.SETUP: Patience(6 * HOUR, 2, DAY),
    Cause.STATE: Patience(10 * MINUTE, 2, HOUR),
    Cause.BUG: Patience(HOUR, 2, DAY),
}
# Time mends these: a quiet mailbox is tried again sooner than it would have been polled.
TRANSIENT = frozenset({Cause.SECRET, Cause.UNAVAILABLE, Cause.STATE})


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a mailbox failed last, and how many times in a row for that."""

    cause: Cause
    times: int = 1


def cause_of(error: Exception) -> Cause:
    """Return why a poll failed; what no user can meet is a bug of ours."""
    return next((cause for kind, cause in _CAUSES if isinstance(error, kind)), Cause.BUG)


# A secret that could not be had is a refused login by its type.
_CAUSES: tuple[tuple[type[Exception], Cause], ...] = (
    (NoSecret, Cause.SECRET),
    (LoginRefused, Cause.LOGIN),
    (MailboxUnavailable, Cause.UNAVAILABLE),
    (ConfigError, Cause.SETUP),
    (FolderMissing, Cause.SETUP),
    (CannotWrite, Cause.STATE),
    # The machine of the worker lacks memory.
    (JudgeEnded, Cause.STATE),
)


def trouble_after(trouble: Trouble | None, cause: Cause | None) -> Trouble | None:
    """Return the trouble of a mailbox after one more poll, which failed for this cause or, with None, did not."""
    if cause is None:
        return None
    return Trouble(cause, trouble.times + 1 if trouble and trouble.cause is cause else 1)


def interval(last_activity: datetime | None, now: datetime) -> timedelta:
    """Return how long to wait between two polls of a mailbox that last saw mail about a job then; None for never."""
    if last_activity is None:
        return QUIET
    age = now - last_activity
    return next((wait for limit, wait in STEPS if age < limit), QUIET)


def back_off(trouble: Trouble) -> timedelta:
    """Return how long a mailbox in trouble is left alone."""
    patience = PATIENCE[trouble.cause]
    doublings = min(trouble.times - 1, 16)
    return min(patience.first * int(patience.factor**doublings), patience.longest)


def wait_of(last_activity: datetime | None, now: datetime, trouble: Trouble | None) -> timedelta:
    """Return how long a mailbox waits for its next poll."""
    if trouble is None:
        return interval(last_activity, now)
    if trouble.cause in TRANSIENT:
        return back_off(trouble)
    return max(interval(last_activity, now), back_off(trouble))


def next_poll_at(
    client: str, now: datetime, last_activity: datetime | None, trouble: Trouble | None = None
) -> datetime:
    """Return when a mailbox is due again after a poll that ended now; the same for the same client and day."""
    wait = wait_of(last_activity, now, trouble)
    return now + wait * (1 + SPREAD * (2 * share_of(client, now) - 1))


def first_poll_at(client: str, enrolled_at: datetime, within: timedelta) -> datetime:
    """Return when a new mailbox is read for the first time: those that are enrolled together are spread over a time."""
    return enrolled_at + within * share_of(client, enrolled_at)


def share_of(client: str, now: datetime) -> float:
    """Return a number from 0 up to 1 that is a client's own on a day, and as good as random among clients."""
    digest = blake2b(f"{now.date().toordinal()} {client}".encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2**48
