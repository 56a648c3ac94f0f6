"""How long to wait for a server: between two attempts, in IDLE, and for an answer."""

from __future__ import annotations

import os
import select
import time
from dataclasses import dataclass

# A server may log out whoever was silent for 30 minutes (RFC 2177 section 3).
LONGEST_RENEWAL = 29 * 60.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. `renewal` ends an IDLE and begins the next; routers forget connections that are silent for longer.

    After a failure `first` passes until the next attempt, then twice as long, up to `longest`; a connection that held
    for `settled` counts as good. `answer` is for one answer. `glance` is how often to look whether the machine slept,
    `breath` how long a server that talks without end is left alone. `refusals` of the login in a row are the last.
    """

    renewal: float = 9 * 60.0
    first: float = 1.0
    longest: float = 5 * 60.0
    settled: float = 10.0
    answer: float = 15.0
    glance: float = 30.0
    breath: float = 0.2
    refusals: int = 5

    def __post_init__(self) -> None:
        """Refuse a renewal that comes when the server may have hung up."""
        if not 0 < self.renewal <= LONGEST_RENEWAL:
            raise ValueError(f"an IDLE is renewed within {LONGEST_RENEWAL:g} s")

    def before_attempt(self, failures: int, chance: float) -> float:
        """Return the seconds to wait after so many failures in a row; `chance`, from 0 to 1, spreads many clients."""
        doubled: float = self.first * 2 ** min(failures - 1, 30)
        return min(doubled, self.longest) * (0.5 + chance / 2)


class Farewell:
    """Tells every waiting thread at once that it is time to go."""

    def __init__(self) -> None:
        self._reader, self._writer = os.pipe()

    def say(self) -> None:
        """End every wait, and those to come. The pipe stays open: a thread may still look at it."""
        os.write(self._writer, b"\0")

    def fileno(self) -> int:
        """Readable from the farewell on."""
        return self._reader

    def comes_within(self, seconds: float) -> bool:
        """Wait so long at most."""
        poller = select.poll()
        poller.register(self._reader, select.POLLIN)
        return bool(poller.poll(seconds * 1000))


def time_passed() -> float:
    """Seconds since some fixed moment, those in which the machine slept included (CLOCK_BOOTTIME of Linux)."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
