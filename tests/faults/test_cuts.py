"""A connection to a real server, harmed after any octet: a retry brings what was missing, and nothing wrong."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from inbox_watch.errors import EXIT_FINE, EXIT_TEMPORARY
from tests.faults.amounts import LONG, some_of
from tests.faults.caught_up import assert_caught_up, undisturbed
from tests.faults.cutter import Cutter, Harm
from tests.faults.runs import Host, User
from tests.faults.scenes import FIRST, NEW, NEWS, OLD
from tests.faults.serving import deliver, imap, imaps
from tests.support.dovecot import Dovecot
from tests.support.tally import Tally

pytestmark = LONG

_PATIENCE, _DEADLINE = 0.3, 0.8


@pytest.mark.parametrize(("harm", "every"), [(Harm.END, 7), (Harm.RESET, 11)])
@pytest.mark.parametrize("news", [False, True], ids=["first", "news"])
def test_a_connection_that_breaks_after_any_octet_costs_a_retry(
    news: bool, harm: Harm, every: int, host: Host, place: Path, dovecot: Dovecot, tally: Tally
) -> None:
    deliver(dovecot, OLD)
    with Cutter(dovecot.port) as line:
        user = User(host, place / "before", imap(line.port))
        if news:
            user.poll(FIRST)
            deliver(dovecot, NEW)
        line.plan(None)
        golden = undisturbed(user, place, NEWS)
        cuts = some_of(range(0, line.received, every), 6)
        for octets in cuts:
            twin = user.copy(place / "twin")
            line.plan(harm, octets)
            code = twin.run("poll", now=NEWS)
            assert code in (EXIT_FINE, EXIT_TEMPORARY), (octets, twin.complaints())
            line.plan(None)
            assert_caught_up(twin, golden, repeats=0)
    tally.add("cuts", len(cuts))


@pytest.mark.parametrize("is_encrypted", [False, True], ids=["plain", "tls"])
@pytest.mark.parametrize("harm", [Harm.STALL, Harm.DRIP])
def test_a_server_that_falls_silent_or_drips_anywhere_does_not_hold_a_poll(
    harm: Harm, is_encrypted: bool, host: Host, place: Path, dovecot: Dovecot, tally: Tally
) -> None:
    deliver(dovecot, OLD)
    with Cutter(dovecot.tls_port if is_encrypted else dovecot.port) as line:
        account = imaps(line.port, dovecot.ca_file) if is_encrypted else imap(line.port)
        user = User(host, place / "before", account)
        golden = undisturbed(user, place, NEWS)
        places = some_of(range(line.received), 3, 40)
        for octets in places:
            twin = user.copy(place / "twin")
            line.plan(harm, octets)
            began = time.monotonic()
            code = twin.run("poll", now=NEWS, read_seconds=_PATIENCE, run_seconds=_DEADLINE)
            assert time.monotonic() - began < _DEADLINE + 4, octets
            assert code in (EXIT_FINE, EXIT_TEMPORARY), (octets, twin.complaints())
            line.plan(None)
            assert_caught_up(twin, golden, repeats=0)
    tally.add("stalls", len(places))


def test_a_bit_that_turns_under_encryption_is_noticed(host: Host, place: Path, dovecot: Dovecot, tally: Tally) -> None:
    deliver(dovecot, OLD)
    with Cutter(dovecot.tls_port) as line:
        user = User(host, place / "before", imaps(line.port, dovecot.ca_file))
        golden = undisturbed(user, place, NEWS)
        flips = some_of(range(line.received), 5, 150)
        for octets in flips:
            twin = user.copy(place / "twin")
            line.plan(Harm.FLIP, octets)
            code = twin.run("poll", now=NEWS, read_seconds=_PATIENCE, run_seconds=_DEADLINE)
            assert code in (EXIT_FINE, EXIT_TEMPORARY), (octets, twin.complaints())
            line.plan(None)
            assert_caught_up(twin, golden, repeats=0)
    tally.add("flips", len(flips))
