"""Ctrl-C and SIGTERM as a wish: what is under way may come to its end, but not for long; Ctrl-C is never lost."""

from __future__ import annotations

import logging
import signal
import sys
from _thread import interrupt_main
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

from inbox_watch.errors import EXIT_FINE

_GRACE_SECONDS = 1.0
_AGAIN_SECONDS = 0.05
_ENDING = (signal.SIGINT, signal.SIGTERM)


def insist() -> None:
    """From now on let a Ctrl-C be pressed again when Python drops it.

    It drops what is raised in a callback of the garbage collector (sys.unraisablehook), and SQLAlchemy has many. One
    that comes while SQLAlchemy closes a connection is passed on, but logged with its traceback as well.
    """
    before = sys.unraisablehook

    def hear(dropped: sys.UnraisableHookArgs) -> None:
        if issubclass(dropped.exc_type, KeyboardInterrupt):
            Timer(_AGAIN_SECONDS, interrupt_main).start()
        else:
            before(dropped)

    sys.unraisablehook = hear
    logging.getLogger("sqlalchemy.pool.impl.QueuePool").addFilter(_is_a_failure)


def _is_a_failure(record: logging.LogRecord) -> bool:
    """Is it told of for another reason than an end that was asked for?"""
    raised = record.exc_info[0] if record.exc_info else None
    return raised is None or issubclass(raised, Exception)


class Wish:
    """Which signal came, if one did."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._came: int | None = None

    def hear(self, number: int, _frame: object) -> None:
        """Tell of the first signal; the second, or the end of the grace, breaks off whatever is under way."""
        if self._came is not None:
            self.obey()
        self._came = number
        signal.setitimer(signal.ITIMER_REAL, _GRACE_SECONDS)
        self._tell()

    def obey(self) -> None:
        """Leave as the signal wants it, if one came: SIGTERM is an end that was asked for."""
        if self._came == signal.SIGINT:
            raise KeyboardInterrupt
        if self._came is not None:
            raise SystemExit(EXIT_FINE)


@contextmanager
def leaving(tell: Callable[[], None]) -> Iterator[Wish]:
    """Hear both signals; `tell` has to be safe to call at any moment."""
    wish = Wish(tell)
    before = {number: signal.signal(number, wish.hear) for number in _ENDING}
    before[signal.SIGALRM] = signal.signal(signal.SIGALRM, lambda *_: wish.obey())
    try:
        yield wish
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
