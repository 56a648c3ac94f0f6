"""A service gets so long to answer, and no longer, however slowly it talks."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread


def ends_within(seconds: float, work: Callable[[], None]) -> bool:
    """Do the work and return True; return False when it takes longer, and leave it alone then. What it raises is
    raised.

    A time-out of a socket begins anew with every octet, and there is none for the look-up of a name.
    """
    raised: list[Exception] = []

    def run() -> None:
        try:
            work()
        # What a thread raises ends with it: unless it is handed to whoever waits, bugs of ours too, an alert that was
        # not sent would be marked as sent.
        except Exception as error:
            raised.append(error)

    worker = Thread(target=run, daemon=True)
    worker.start()
    worker.join(seconds)
    if worker.is_alive():
        return False
    for error in raised:
        raise error
    return True
