"""A provider that fails for many is left alone as a whole, and asked again by a few."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from inbox_watch.fleet.cadence import Cause

WINDOW = 20
PROBES = 10
_FIRST, _LONGEST = timedelta(minutes=1), timedelta(minutes=30)
# What a provider in trouble makes of many mailboxes at once; the others are theirs or ours.
_OF_THE_PROVIDER = frozenset({Cause.UNAVAILABLE, Cause.LOGIN})


@dataclass(frozen=True, slots=True)
class Health:
    """How the last polls of a queue went: in its window so many ended and so many failed; `pauses` are in a row."""

    ended: int = 0
    failed: int = 0
    pauses: int = 0
    paused_until: datetime | None = None

    def is_paused(self, now: datetime) -> bool:
        """Is nobody to be polled there?"""
        return self.paused_until is not None and now < self.paused_until


def health_after(health: Health, cause: Cause | None, now: datetime) -> Health:
    """Return the health after one more poll of the queue, which failed for this cause or, with None, did not.

    Where half of a window failed, the queue pauses, each time twice as long; a window that went well ends that.
    """
    ended, failed = health.ended + 1, health.failed + (cause in _OF_THE_PROVIDER)
    if ended < (PROBES if health.pauses else WINDOW):
        return Health(ended, failed, health.pauses, health.paused_until)
    if 2 * failed < ended:
        return Health()
    wait = min(_FIRST * 2 ** min(health.pauses, 16), _LONGEST)
    return Health(pauses=health.pauses + 1, paused_until=now + wait)


def is_own_fault(cause: Cause, health: Health) -> bool:
    """Does a failure count against the mailbox, and not against a provider that is failing for many?"""
    return not (health.pauses and cause in _OF_THE_PROVIDER)


def allowance(health: Health, connections: int, now: datetime) -> int:
    """Return how many connections may be open: none in a pause, a few after it, all when the provider is well."""
    if health.is_paused(now):
        return 0
    return min(PROBES, connections) if health.pauses else connections
