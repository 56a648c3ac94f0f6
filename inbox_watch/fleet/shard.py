"""One job: its mailboxes polled by a few of the threads of its worker; what one meets is no matter of the others."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from queue import Empty, SimpleQueue
from threading import Event

from inbox_watch.fleet.engine import Arguments
from inbox_watch.fleet.mailbox import Work, poll_mailbox
from inbox_watch.fleet.shards import THREADS
from inbox_watch.fleet.threads import all_the_same
from inbox_watch.store.server.mailboxes import release

# After this, what a job has not begun is given back, and becomes other jobs.
BUDGET_SECONDS = 300.0

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Shard:
    """A job under way: what is left of it, and whether anything says to begin no more."""

    work: Work
    queue: str
    clients: Sequence[str]
    claimed_at: datetime
    threads: int = THREADS
    is_slow: bool = False
    fewer: Callable[[int], None] = all_the_same
    clock: Callable[[], float] = time.monotonic
    _left: SimpleQueue[str] = field(default_factory=SimpleQueue)
    _paused: Event = field(default_factory=Event)
    _begun: Event = field(default_factory=Event)

    def run(self) -> bool:
        """Poll every mailbox, or give it back; returns whether any was begun.

        Raises what is wrong with the database.
        """
        for client in self.clients:
            self._left.put(client)
        ends_at, number = self.clock() + BUDGET_SECONDS, min(self.threads, len(self.clients))
        try:
            self.work.threads.run(partial(self._poll_until, ends_at), number, self.fewer, is_slow=self.is_slow)
        finally:
            self._give_back()
        return self._begun.is_set()

    def _poll_until(self, ends_at: float) -> None:
        while not (self.work.stop.is_set() or self._paused.is_set() or self.clock() > ends_at):
            try:
                client = self._left.get_nowait()
            except Empty:
                return
            self._begun.set()
            if poll_mailbox(self.work, self.queue, client, self.claimed_at):
                self._paused.set()
        # Now: the mailboxes of other threads may take minutes.
        self._give_back()

    def _give_back(self) -> None:
        """Give back what was not begun."""
        rest = list[str]()
        with suppress(Empty):
            while True:
                rest.append(self._left.get_nowait())
        release(self.work.server, rest, self.claimed_at)


def work_on(work: Work, arguments: Arguments, fewer: Callable[[int], None] = all_the_same) -> bool:
    """Do a job that `dispatch` made; returns whether any of its mailboxes was begun.

    `fewer` is told by how many threads it still polls when some of them have nothing more to do.
    """
    claimed_at = datetime.fromisoformat(arguments["claimed_at"])
    # What a worker of an older version made says neither by how many threads, nor whether it is slow.
    threads, is_slow = arguments.get("threads", THREADS), bool(arguments.get("is_slow"))
    return Shard(work, arguments["queue"], arguments["clients"], claimed_at, threads, is_slow, fewer).run()
