"""The next visit is under way while the last is judged; nothing is skipped, and nobody is kept waiting by it."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import inbox_watch.poll
from inbox_watch.accounts import FilesAccount
from inbox_watch.ahead import Visit, visits
from inbox_watch.config import Settings
from inbox_watch.consider import Judge
from inbox_watch.errors import MailboxUnavailable
from inbox_watch.facts.gather import Place
from inbox_watch.heard import Moment
from inbox_watch.poll import poll
from inbox_watch.records import Batch, Cursor, FolderRole, MessageUid, RawMessage, Sitting, Unreadable
from inbox_watch.sources.budget import Budget
from inbox_watch.sources.deadline import Deadline
from inbox_watch.sources.request import Known, nothing_known
from inbox_watch.store.store import Store, open_store
from inbox_watch.workdays import Workdays
from inbox_watch.workers import Workers, workers

PLACE = Place(ZoneInfo("Europe/Berlin"), Workdays("DE"))
NOW = datetime(2026, 5, 1, tzinfo=UTC)


def uid(number: int) -> MessageUid:
    return MessageUid("a", "INBOX", 1, number)


def sitting(number: int, last: int) -> Sitting:
    """The visit that brings the message of this number; the one before could not be read."""
    message = RawMessage(uid(number * 2), FolderRole.INBOX, NOW, b"")
    broken = Unreadable(uid(number * 2 - 1), "")
    batch = Batch(FolderRole.INBOX, Cursor("a", "INBOX", 1, number * 2), (message,), (broken,))
    return Sitting((batch,), more=number < last)


class Source:
    """Counts its visits, and what each was told."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.told: list[tuple[int, list[int]]] = []
        self.threads: list[int] = []
        self.under_way = threading.Event()

    def visit(self, cursors: Mapping[str, Cursor], known: Known, deadline: Deadline) -> Sitting:
        deadline.check()
        self.told.append((cursors["INBOX"].uid, [number for number in range(1, 20) if known(uid(number))]))
        self.threads.append(threading.get_ident())
        if len(self.told) > 1:
            self.under_way.set()
        return sitting(len(self.told), self.last)


BEGIN = {"INBOX": Cursor("a", "INBOX", 1, 0)}


def read(visit: Visit) -> list[Sitting]:
    with visits(visit, BEGIN, uid(9).__eq__, Deadline(20)) as sittings:
        return list(sittings)


def test_each_visit_knows_what_those_before_brought() -> None:
    source = Source(3)
    assert read(source.visit) == [sitting(number, 3) for number in (1, 2, 3)]
    assert source.told == [(0, [9]), (2, [1, 2, 9]), (4, [1, 2, 3, 4, 9])]


def test_the_next_visit_does_not_wait_for_the_last_to_be_judged() -> None:
    source = Source(3)
    with visits(source.visit, BEGIN, nothing_known, Deadline(20)) as sittings:
        next(sittings)
        assert source.under_way.wait(10)
        assert len(source.told) == 2


def test_no_visit_runs_further_ahead() -> None:
    source = Source(9)
    with visits(source.visit, BEGIN, nothing_known, Deadline(20)) as sittings:
        next(sittings)
        source.under_way.wait(10)
        time.sleep(0.1)
        assert len(source.told) == 2


def test_a_single_visit_needs_no_thread() -> None:
    source = Source(1)
    assert len(read(source.visit)) == 1
    assert source.threads == [threading.get_ident()]


def test_an_error_comes_after_what_was_brought_before_it() -> None:
    source = Source(9)

    def failing(cursors: Mapping[str, Cursor], known: Known, deadline: Deadline) -> Sitting:
        if len(source.told) == 2:
            raise MailboxUnavailable("gone")
        return source.visit(cursors, known, deadline)

    with visits(failing, BEGIN, nothing_known, Deadline(20)) as sittings:
        assert [next(sittings), next(sittings)] == [sitting(1, 9), sitting(2, 9)]
        with pytest.raises(MailboxUnavailable, match="gone"):
            next(sittings)


def test_who_leaves_ends_the_visit_under_way() -> None:
    ended = threading.Event()

    def slow(_cursors: Mapping[str, Cursor], _known: Known, deadline: Deadline) -> Sitting:
        if threading.current_thread() is threading.main_thread():
            return sitting(1, 2)
        try:
            while True:
                time.sleep(deadline.left(0.01))
        finally:
            ended.set()

    began = time.monotonic()
    with visits(slow, BEGIN, nothing_known, Deadline(20)) as sittings:
        next(sittings)
    assert time.monotonic() - began < 5
    assert ended.wait(5)


def test_the_time_limit_of_the_run_counts() -> None:
    source, minutes = Source(9), iter(range(100))
    limit = Deadline(5, clock=lambda: float(next(minutes)))
    with (
        visits(source.visit, BEGIN, nothing_known, limit) as sittings,
        pytest.raises(MailboxUnavailable, match="time limit"),
    ):
        list(sittings)
    assert 0 < len(source.told) < 9


def test_what_was_brought_and_not_kept_comes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run ends in the middle while the next visit is under way; the next run reads on where the last had kept."""
    for number in range(9):
        letter = f"From: a@lindhof.example\r\nSubject: {number}\r\n\r\nOne.\r\n"
        (tmp_path / f"{number}.eml").write_bytes(letter.encode())
    account = FilesAccount("saved", tmp_path, "eml")
    settings = Settings(accounts=(account,), data=tmp_path, timezone=PLACE.timezone)
    monkeypatch.setattr(inbox_watch.poll, "Budget", lambda: Budget(messages=3))
    kept: list[int] = []

    def after(batch: Batch) -> None:
        kept.append(len(batch.messages))
        if sum(kept) == 3:
            raise KeyboardInterrupt

    def run(store: Store, pool: Workers) -> int:
        moment = Moment(NOW, NOW.date())
        return poll(
            account, store, pool, settings, moment, since=date(2000, 1, 1), deadline=Deadline(20), progress=after
        )

    with open_store(tmp_path / "store.sqlite3") as store, workers(Judge(None, PLACE)) as pool:
        with pytest.raises(KeyboardInterrupt):
            run(store, pool)
        assert len(store.findings()) == 3
        assert run(store, pool) == 6
        assert sorted(finding.subject for finding in store.findings()) == [str(number) for number in range(9)]
