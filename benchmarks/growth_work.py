"""One part of the growth benchmark in a process of its own; prints one JSON object.

`python -m benchmarks.growth_work fill DATA COUNT` makes a store; `day DATA` looks at everything, as the first poll of
a day does; `quiet DATA` is a poll to which nothing came; `news DATA COUNT` keeps so many new findings, batch by batch.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.invented import ACCOUNT, invented, placed
from benchmarks.stores import OWN, fill
from benchmarks.today import NOW
from inbox_watch.accounts import FilesAccount
from inbox_watch.cli.context import STORE_NAME
from inbox_watch.config import Settings
from inbox_watch.heard import Moment
from inbox_watch.poll import learned
from inbox_watch.records import Batch, Cursor, Finding, FolderRole
from inbox_watch.store.store import Store, open_store
from inbox_watch.tell import tell_what_is_due

# Employers that no store of this size has applied to.
_OTHERS = 20_000
_AT_ONCE = 100


def settings_at(data: Path) -> Settings:
    """The settings of somebody whose mail is all in the store."""
    account = FilesAccount(ACCOUNT, data, "maildir")
    return Settings(accounts=(account,), data=data, addresses=OWN, country="DE", timezone=ZoneInfo("Europe/Berlin"))


def day(store: Store, settings: Settings) -> None:
    """Look at everything once; what was told is forgotten before."""
    store.mark_told("another day", [])
    quiet(store, settings)


def quiet(store: Store, settings: Settings) -> None:
    """Tell what is due, without anything new."""
    tell_what_is_due(store, settings, Moment(NOW, NOW.date()))


def news(store: Store, settings: Settings, count: int) -> None:
    """Keep mail of this minute, as a poll does for each batch, and tell what is due."""
    moment = Moment(NOW, NOW.date())
    first = store.cursors(ACCOUNT)["INBOX"].uid + 1
    found = placed(_fresh(count, first), "INBOX", 1, first)
    for start in range(0, count, _AT_ONCE):
        part = found[start : start + _AT_ONCE]
        cursor = Cursor(ACCOUNT, "INBOX", 1, part[-1].uids[0].uid)
        store.keep(learned(Batch(FolderRole.INBOX, cursor), part, store, settings, moment), NOW)
    tell_what_is_due(store, settings, moment)


def _fresh(count: int, seed: int) -> list[Finding]:
    """Received a minute ago: half of it about employers of the store, half about others."""
    known, others = invented(count * 2, 2 * seed, NOW), invented(count * 2, 2 * seed + 1, NOW, skipped=_OTHERS)
    received = [
        [finding for finding in each if finding.role is FolderRole.INBOX][: count // 2] for each in (known, others)
    ]
    return [replace(finding, internaldate=NOW - timedelta(minutes=1)) for each in received for finding in each]


def _timed(work: Callable[[Store, Settings], None], data: Path) -> dict[str, float]:
    with open_store(data / STORE_NAME, own_addresses=OWN) as store:
        began = time.process_time()
        work(store, settings_at(data))
        return {"cpu": time.process_time() - began}


def main(part: str, data: Path, count: int) -> dict[str, float]:
    """Do one part, and return what it took."""
    if part == "fill":
        filled = fill(data, count, NOW)
        return {"cpu": filled.cpu * count, "octets": filled.octets}
    works: dict[str, Callable[[Store, Settings], None]] = {
        "day": day,
        "quiet": quiet,
        "news": lambda store, settings: news(store, settings, count),
    }
    return _timed(works[part], data)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], Path(sys.argv[2]), int((*sys.argv, "0")[3]))) + "\n")
