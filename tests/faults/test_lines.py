"""A line that fails, or a kill, at any word to or from a real server."""

from __future__ import annotations

import signal
from itertools import count
from pathlib import Path

import pytest

from inbox_watch.errors import EXIT_FINE, EXIT_TEMPORARY
from tests.faults.amounts import IS_FULL, LONG
from tests.faults.caught_up import assert_caught_up, undisturbed
from tests.faults.runs import Host, User
from tests.faults.scenes import FIRST, NEW, NEWS, OLD
from tests.faults.serving import deliver, imap
from tests.faults.tracing import run_spoiled
from tests.faults.tracing import tracing as tracing
from tests.support.dovecot import Dovecot
from tests.support.tally import Tally

pytestmark = [LONG, pytest.mark.usefixtures("tracing")]

KILL, RESET = "signal=KILL", "error=ECONNRESET"


@pytest.mark.parametrize("call", ["sendto", "recvfrom"])
def test_a_poll_whose_line_fails_at_any_call_is_caught_up(
    call: str, host: Host, place: Path, dovecot: Dovecot, tally: Tally
) -> None:
    deliver(dovecot, OLD)
    user = User(host, place / "before", imap(dovecot.port))
    user.poll(FIRST)
    deliver(dovecot, NEW)
    golden = undisturbed(user, place, NEWS)
    faults = 0
    for spoil in (KILL, RESET):
        for number in count(1, 1 if IS_FULL else 7):
            twin = user.copy(place / "twin")
            spoiled = run_spoiled(twin, call, number, spoil, "poll", now=NEWS)
            if not spoiled.was_reached:
                break
            faults += 1
            fine = {-signal.SIGKILL} if spoil == KILL else {EXIT_FINE, EXIT_TEMPORARY}
            assert spoiled.code in fine, (call, number, spoil, twin.complaints())
            assert_caught_up(twin, golden)
    assert faults > 1
    tally.add("lines", faults)
