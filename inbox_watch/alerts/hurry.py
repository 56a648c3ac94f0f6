"""A service gets so long to answer, and no longer, however slowly it talks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import wait

from inbox_watch.aside import aside


def ends_within(seconds: float, work: Callable[[], None]) -> bool:
    """Do the work and return True; return False when it takes longer, and leave it alone then. What it raises is
    raised.

    A time-out of a socket begins anew with every octet, and there is none for the look-up of a name.
    """
    begun = aside(work)
    if begun not in wait([begun], seconds).done:
        return False
    begun.result()
    return True
