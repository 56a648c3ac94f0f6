from __future__ import annotations

import pytest

from inbox_watch.errors import MailboxUnavailable
from inbox_watch.sources.deadline import Deadline


def test_a_deadline_counts_down_and_then_raises() -> None:
    ticks = iter([0.0, 1.0, 1.0, 9.5, 10.0, 11.0])
    deadline = Deadline(10, clock=lambda: next(ticks))
    deadline.check()
    assert deadline.left(60) == 9.0
    assert deadline.left(0.25) == 0.25
    with pytest.raises(MailboxUnavailable, match="time limit of 10 s"):
        deadline.check()
    with pytest.raises(MailboxUnavailable):
        deadline.left(60)
