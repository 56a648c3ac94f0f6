"""Alerts of a fleet on their way, apart from the polls: told, then marked; at least once each, by their keys."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

import msgspec

from inbox_watch.alerts.deliver import send_pending
from inbox_watch.errors import InboxWatchError
from inbox_watch.fleet.clients import Client
from inbox_watch.fleet.mailbox import Work
from inbox_watch.fleet.settings import settings_of
from inbox_watch.store.server.mailboxes import Sending, one_step, sent, take_sending
from inbox_watch.store.store import open_store

# Alerts of a client that a sender took are taken by another one after this; while the first is at it, that one finds
# the client held, and leaves it alone.
LEASE = timedelta(seconds=30)
# As many clients as one sender takes at a time, and how many threads tell them: a target may take two minutes.
AT_ONCE, THREADS = 50, 10

log = logging.getLogger(__name__)


def send_all(work: Work) -> int:
    """Send what waits, client by client; returns of how many clients. Another sender may be at work beside."""
    count = 0
    while not work.stop.is_set():
        now = work.clock()
        with one_step(work.server) as connection:
            taken = take_sending(connection, now, now + LEASE, AT_ONCE)
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(partial(_send, work), taken))
        count += len(taken)
        if len(taken) < AT_ONCE:
            break
    return count


def _send(work: Work, taken: Sending) -> None:
    """What goes wrong with the alerts of one client is tried again, and holds up nobody else."""
    try:
        again_at = _send_of(work, taken, work.clock())
    except InboxWatchError as error:
        log.info("%s has alerts that were not sent: %s", taken.client, type(error).__name__)
        return
    with one_step(work.server) as connection:
        sent(connection, taken.client, taken.until, again_at)


def _send_of(work: Work, taken: Sending, now: datetime) -> datetime | None:
    """Send, and return when to try again, None for never."""
    settings = settings_of(msgspec.json.decode(taken.record, type=Client), work.house)
    with (
        work.turns.one_run(taken.client, now) as place,
        open_store(place, own_addresses=settings.addresses) as store,
    ):
        send_pending(store, settings, now)
        return min((each.next_try_at for each in store.unsent_alerts() if each.failed_at is None), default=None)
