"""Polls of one mailbox as a worker of a fleet makes them, one after another or by threads; prints one JSON object.

`python -m benchmarks.fleet.poll_work quiet CONFIGURATION COUNT` polls a mailbox to which nothing comes;
`python -m benchmarks.fleet.poll_work threads CONFIGURATION COUNT` holds so many visits open at once;
`python -m benchmarks.fleet.poll_work contexts - COUNT` makes so many contexts for TLS.
"""

from __future__ import annotations

import json
import ssl
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import cast

from inbox_watch.accounts import ImapAccount
from inbox_watch.cli.context import judge_of, open_state
from inbox_watch.config import Settings, load_settings
from inbox_watch.heard import Moment
from inbox_watch.poll import poll
from inbox_watch.sources import fetch
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.deadline import Deadline
from inbox_watch.store.runs import Run
from inbox_watch.tell import tell_what_is_due
from inbox_watch.workers import workers


def _resident() -> float:
    """MB that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


def quiet(settings: Settings, count: int) -> dict[str, float]:
    """Poll, tell what is due and log the run, so many times, with everything loaded by one poll before."""
    with open_state(settings) as store, workers(partial(judge_of, settings)) as pool:

        def once() -> int:
            moment = Moment(datetime.now(UTC), date.today())  # noqa: DTZ011  # a day at this desk
            account, deadline = settings.accounts[0], Deadline(60)
            new = poll(
                account, store, pool, settings, moment, since=moment.today, deadline=deadline, progress=lambda _: None
            )
            tell_what_is_due(store, settings, moment)
            store.log_run(Run(account.name, moment.now, datetime.now(UTC), 0, new))
            return new

        once()
        began = time.process_time()
        found = sum(once() for _ in range(count))
        return {"new": found, "cpu": (time.process_time() - began) / count, "mb": _resident()}


def threads(settings: Settings, count: int) -> dict[str, float]:
    """What a process holds after one visit, and after so many threads have each made three at the same time."""
    account = cast(ImapAccount, settings.accounts[0])
    with open_state(settings, read_only=True) as store:
        cursors = store.cursors(account.name)
    together = Barrier(count)

    def visit() -> None:
        fetch(
            replace(account, folders=("INBOX",)),
            cursors,
            since=None,
            budget=Budget(),
            deadline=Deadline(60),
            now=lambda: datetime.now(UTC),
        )

    def three() -> None:
        for _ in range(3):
            together.wait()
            visit()

    visit()
    before = _resident()
    with ThreadPoolExecutor(count) as pool:
        for done in [pool.submit(three) for _ in range(count)]:
            done.result()
        after = _resident()
    return {"before": before, "after": after}


def contexts(count: int) -> dict[str, float]:
    """What one context for TLS takes, of so many that are held at once."""
    before, began = _resident(), time.process_time()
    held = [ssl.create_default_context() for _ in range(count)]
    spent = time.process_time() - began
    return {"context_cpu": spent / len(held), "context_mb": (_resident() - before) / len(held)}


def main(part: str, configuration: Path, count: int) -> dict[str, float]:
    """Do one part, and return what it took."""
    if part == "contexts":
        return contexts(count)
    works: dict[str, Callable[[Settings, int], dict[str, float]]] = {"quiet": quiet, "threads": threads}
    return works[part](load_settings(configuration, data_home=configuration.parent), count)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))) + "\n")
