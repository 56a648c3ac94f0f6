"""A server that answers wrongly, once: what it spoiled is read later or named, and all else is as it should be."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from inbox_watch.errors import EXIT_FINE, EXIT_TEMPORARY
from inbox_watch.store.store import open_store
from tests.faults.amounts import some_of
from tests.faults.bad_replies import NUMBERED_OTHERWISE, REPLIES
from tests.faults.caught_up import assert_polite
from tests.faults.portrait import Portrait, difference
from tests.faults.runs import Host, User
from tests.faults.scenes import FIRST, NEW, OLD
from tests.faults.serving import imap
from tests.support.bad_server import BadServer
from tests.support.tally import Tally

MAILS = {number: mail.octets for number, mail in enumerate([*OLD, *NEW][-6:], 1)}
# What each of the replies spoils at most.
SPOILED = 3


def read_from(server: BadServer, user: User, now: datetime) -> int:
    """A poll of this server."""
    user.move_to(imap(server.port))
    with server:
        return user.run("poll", now=now, read_seconds=0.5, run_seconds=6.0)


@pytest.fixture
def golden(host: Host, place: Path) -> Portrait:
    """What a poll of a server leaves that answers rightly."""
    user = User(host, place / "golden")
    assert read_from(BadServer(MAILS), user, FIRST) == EXIT_FINE
    return user.portrait()


@pytest.mark.parametrize("name", some_of(list(REPLIES), 14))
def test_a_wrong_reply_costs_a_retry_or_is_named(
    name: str, host: Host, place: Path, golden: Portrait, tally: Tally
) -> None:
    user = User(host, place / "user")
    code = read_from(BadServer(MAILS, **REPLIES[name]), user, FIRST)
    assert code in (EXIT_FINE, EXIT_TEMPORARY), user.complaints()
    assert_polite(user)
    for hours in (1, 2):
        assert read_from(BadServer(MAILS), user, FIRST + timedelta(hours=hours)) == EXIT_FINE, user.complaints()
    assert_nothing_is_missing(user, golden, is_numbered_otherwise=name in NUMBERED_OTHERWISE)
    assert user.told() == ""
    tally.add("bad_replies", 1)


def assert_nothing_is_missing(user: User, golden: Portrait, *, is_numbered_otherwise: bool) -> None:
    found, unread = user.portrait(), unreadable(user)
    if unread:
        assert unread == {SPOILED}
        assert len(found["findings"]) == len(golden["findings"]) - 1
        assert set(found["findings"]) < set(golden["findings"])
    elif is_numbered_otherwise:
        assert len(found["findings"]) == len(golden["findings"])
        assert len(found["sightings"]) == 2 * len(golden["sightings"])
    else:
        assert found == golden, difference(found, golden)


def unreadable(user: User) -> set[int]:
    """The UIDs of what is named as not read."""
    with open_store(user.store, read_only=True) as store:
        return {item.uid.uid for item in store.unreadable()}
