"""What fails for many is left alone as a whole, and asked again by a few: a provider, or what the house keeps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from inbox_watch.fleet.cadence import Cause

WINDOW = 20
PROBES = 10
_FIRST, _LONGEST = timedelta(minutes=1), timedelta(minutes=10)
# What a provider in trouble makes of many mailboxes at once, and what our own keeper of secrets or database does.
OF_THE_PROVIDER = frozenset({Cause.UNAVAILABLE, Cause.LOGIN})
OF_THE_HOUSE = frozenset({Cause.SECRET, Cause.STATE})


@dataclass(frozen=True, slots=True)
class Health:
    """How the last polls went, of a queue or of the house: in its window so many ended and so many failed.

    `causes` are those that count here; `pauses` are in a row.
    """

    ended: int = 0
    failed: int = 0
    pauses: int = 0
    paused_until: datetime | None = None
    causes: frozenset[Cause] = OF_THE_PROVIDER

    def is_paused(self, now: datetime) -> bool:
        """Is nobody to be polled?"""
        return self.paused_until is not None and now < self.paused_until


def health_after(health: Health, cause: Cause | None, now: datetime) -> Health:
    """Return the health after one more poll, which failed for this cause or, with None, did not.

    Where half of a window failed, there is a pause, each time twice as long; a window that went well ends that. What
    ends in a pause was begun before it, and says nothing new.
    """
    if health.is_paused(now):
        return health
    ended, failed = health.ended + 1, health.failed + (cause in health.causes)
    if ended < (PROBES if health.pauses else WINDOW):
        return replace(health, ended=ended, failed=failed)
    if 2 * failed < ended:
        return Health(causes=health.causes)
    wait = min(_FIRST * 2 ** min(health.pauses, 16), _LONGEST)
    return Health(pauses=health.pauses + 1, paused_until=now + wait, causes=health.causes)


def is_own_fault(cause: Cause, *healths: Health) -> bool:
    """Does a failure count against the mailbox, and not against what is failing for many?"""
    return not any(health.pauses and cause in health.causes for health in healths)


def allowance(health: Health, connections: int, now: datetime) -> int:
    """Return how many connections may be open: none in a pause, a few after it, all when the provider is well."""
    if health.is_paused(now):
        return 0
    return min(PROBES, connections) if health.pauses else connections
