"""One mailbox of a fleet: its record to a poll, and the outcome to when it is due again."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import msgspec

from inbox_watch.errors import EXIT_BUG, EXIT_FINE, AnotherRun, DatabaseRefused, DatabaseUnavailable, InboxWatchError
from inbox_watch.fleet.cadence import Cause, Trouble, cause_of, next_poll_at, trouble_after
from inbox_watch.fleet.clients import Client
from inbox_watch.fleet.figures import renew_figures
from inbox_watch.fleet.healing import healths_after
from inbox_watch.fleet.health import is_own_fault
from inbox_watch.fleet.judging import Judges
from inbox_watch.fleet.settings import ACCOUNT, House, account_of, settings_of
from inbox_watch.fleet.threads import Threads
from inbox_watch.heard import Moment
from inbox_watch.poll import look_back, poll
from inbox_watch.records import Batch
from inbox_watch.sources.deadline import Deadline
from inbox_watch.store.runs import Run
from inbox_watch.store.server.clients import Server
from inbox_watch.store.server.mailboxes import (
    Claimed,
    Polled,
    claimed,
    last_activity,
    leave,
    one_step,
    release,
    settle,
)
from inbox_watch.store.server.turns import Turns
from inbox_watch.store.store import Store, open_store
from inbox_watch.tell import tell_what_is_due

# A mailbox may take so long; one that took longer than SLOW_AFTER is slow, and has more time among its like.
SECONDS, SLOW_SECONDS = 60.0, 240.0
SLOW_AFTER = 20.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker process has for all of its jobs; once `stop` is set, no mailbox is begun."""

    server: Server
    turns: Turns
    judges: Judges
    house: House
    stop: Event
    clock: Callable[[], datetime]
    threads: Threads = field(default_factory=Threads)


@dataclass(slots=True)
class _Outcome:
    """What a poll came to so far."""

    messages: int = 0
    error: Exception | None = None
    active_at: datetime | None = None
    has_alerts: bool = False

    def count(self, batch: Batch) -> None:
        self.messages += len(batch.messages)


def poll_mailbox(work: Work, queue: str, client: str, claimed_at: datetime) -> bool:
    """Poll a mailbox that a job claimed, and write down how it went; returns whether its queue has to pause.

    A mailbox that the job has no more is left alone, and so is one whose client does not consent today. Raises
    DatabaseUnavailable or DatabaseRefused.
    """
    mailbox = claimed(work.server, client, claimed_at)
    if mailbox is None:
        return False
    record, now = msgspec.json.decode(mailbox.record, type=Client), work.clock()
    if not record.consent.holds(now.date()):
        release(work.server, [client], claimed_at)
        return False
    outcome = _Outcome()
    try:
        _poll(work, record, mailbox, claimed_at, now, outcome)
    except AnotherRun:  # of a worker that was taken for dead and has the same claim, or of one that sends alerts
        leave(work.server, client, claimed_at, work.clock() + timedelta(seconds=_patience(mailbox)))
        return False
    except (DatabaseUnavailable, DatabaseRefused):  # no mailbox is to blame, and the job is tried again
        raise
    # One mailbox that meets a bug must not stop the other ninety-nine of the job; the bug is noted as its trouble.
    except Exception as error:
        outcome.error = error
        _note(client, error)
    return _settle(work, queue, mailbox, claimed_at, now, outcome)


def _poll(work: Work, record: Client, mailbox: Claimed, claimed_at: datetime, now: datetime, outcome: _Outcome) -> None:
    settings = settings_of(record, work.house)
    moment = Moment(now, now.astimezone(ZoneInfo(record.timezone)).date())
    with (
        work.turns.one_run(record.id, now) as place,
        open_store(place, own_addresses=settings.addresses) as store,
    ):
        # Whoever withdraws a consent takes the mailbox from its job, and ends the turns that have begun by then.
        if claimed(work.server, record.id, claimed_at) is None:
            raise AnotherRun(f"The client {record.id} is no more of this job.")
        code = EXIT_BUG
        try:
            poll(
                account_of(record, work.house),
                store,
                work.judges.of(settings),
                settings,
                moment,
                since=look_back(settings, moment.today),
                deadline=Deadline(_patience(mailbox)),
                progress=outcome.count,
            )
            code = EXIT_FINE
        except InboxWatchError as error:
            code = error.exit_code
            raise
        finally:
            store.log_run(Run(ACCOUNT, now, work.clock(), code, outcome.messages))
            _look_around(store, outcome)
        tell_what_is_due(store, settings, moment)
        renew_figures(store, settings, moment, has_news=bool(outcome.messages))
        outcome.has_alerts = bool(store.unsent_alerts())


def _patience(mailbox: Claimed) -> float:
    """For how many seconds a poll may last."""
    return SLOW_SECONDS if mailbox.is_slow else SECONDS


def _look_around(store: Store, outcome: _Outcome) -> None:
    if outcome.messages:
        outcome.active_at = last_activity(store.database)
        outcome.has_alerts = bool(store.unsent_alerts())


def _settle(
    work: Work, queue: str, mailbox: Claimed, claimed_at: datetime, began_at: datetime, outcome: _Outcome
) -> bool:
    now = work.clock()
    seconds = (now - began_at).total_seconds()
    # What reads on until its time is up is slow and not broken: the next poll goes on from there.
    is_reading_on = bool(outcome.messages) and seconds >= SLOW_AFTER
    cause = cause_of(outcome.error) if outcome.error and not is_reading_on else None
    active_at = outcome.active_at or mailbox.active_at
    healths = healths_after(work.server, queue, cause, now)
    trouble = _trouble(mailbox)
    if cause is None or is_own_fault(cause, *healths):
        trouble = trouble_after(trouble, cause)
    polled = Polled(
        began_at=began_at,
        ended_at=now,
        next_poll_at=now if is_reading_on and outcome.error else next_poll_at(mailbox.client, now, active_at, trouble),
        is_slow=seconds > SLOW_AFTER,
        cause=trouble.cause if trouble else None,
        times=trouble.times if trouble else 0,
        active_at=active_at,
        send_at=now if outcome.has_alerts else None,
    )
    with one_step(work.server) as connection:
        settle(connection, mailbox.client, claimed_at, polled)
    return any(health.is_paused(now) for health in healths)


def _trouble(mailbox: Claimed) -> Trouble | None:
    return Trouble(Cause(mailbox.cause), mailbox.times) if mailbox.cause else None


def _note(client: str, error: Exception) -> None:
    """What is said of a mailbox in a log: no word of the error itself, which may name the client's address."""
    cause = cause_of(error)
    if cause is not Cause.BUG:
        log.info("%s was not polled: %s", client, cause)
        return
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    log.error("%s met a bug of inbox_watch: %s in %s", client, type(error).__name__, where)
