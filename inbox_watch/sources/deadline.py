"""The wall-clock limit of a run.

A timeout bounds a single wait: a server that drips an octet at a time defeats it. A deadline bounds them all.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from inbox_watch.errors import MailboxUnavailable


class Deadline:
    """The instant at which a run has to end, counted from its making."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Start to count; `clock` is monotonic and in seconds."""
        self._seconds = seconds
        self._clock = clock
        self._ends_at = clock() + seconds

    def renew(self) -> None:
        """Count anew from now: whoever waits for mail waits for days, but for no single answer."""
        self._ends_at = self._clock() + self._seconds

    def check(self) -> None:
        """Raise MailboxUnavailable when the time is up."""
        self.left(self._seconds)

    def left(self, at_most: float) -> float:
        """Return the seconds one may still wait, never more than `at_most`; raise when there are none."""
        remaining = self._ends_at - self._clock()
        if remaining <= 0:
            raise MailboxUnavailable(
                f"The time limit of {self._seconds:g} s was reached; what is left will be read on the next run."
            )
        return min(remaining, at_most)
