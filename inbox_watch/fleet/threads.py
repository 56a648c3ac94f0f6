"""The threads of a worker process, which its jobs share: what hangs holds one of them, and no place of a job."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Semaphore

from inbox_watch.fleet.shards import THREADS

# The threads of a job end within a second or so of each other, unless one of them hangs.
LOOK_SECONDS = 5.0


def all_the_same(threads: int) -> None:
    """Whoever shares no limit need not know how many are left."""


class Threads:
    """So many for mailboxes that are not known to be slow, and so many for slow ones, which may hang for minutes."""

    def __init__(self, quick: int = THREADS, slow: int = THREADS) -> None:
        """Start none yet."""
        self._quick, self._slow = ThreadPoolExecutor(quick), ThreadPoolExecutor(slow)
        self._free = Semaphore(slow)

    def run(
        self, work: Callable[[], None], times: int, fewer: Callable[[int], None] = all_the_same, *, is_slow: bool
    ) -> None:
        """Do a job's work by up to so many threads, and wait for all of them; raises what it raised in one.

        Where it is slow it is done by the threads that are free now, and perhaps by none. When some have ended and
        others go on, `fewer` is told how many these are.
        """
        begun = self._begun_slow(work, times) if is_slow else [self._quick.submit(work) for _ in range(times)]
        left, told = set(begun), times
        try:
            while left:
                left = wait(left, LOOK_SECONDS).not_done
                if 0 < len(left) < told:
                    fewer(told := len(left))
        finally:
            wait(begun)
        for each in begun:
            each.result()

    def _begun_slow(self, work: Callable[[], None], times: int) -> list[Future[None]]:
        free = sum(self._free.acquire(blocking=False) for _ in range(times))
        return [self._slow.submit(self._and_free, work) for _ in range(free)]

    def _and_free(self, work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            self._free.release()

    def stop(self) -> None:
        """End them; no job may be under way any more."""
        self._quick.shutdown()
        self._slow.shutdown()
