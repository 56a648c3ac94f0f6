"""The threads of a worker: what hangs in one job holds up no other job, and slow ones are kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore

import pytest

from inbox_watch.fleet.threads import Threads


@pytest.fixture
def threads() -> Iterator[Threads]:
    its = Threads(quick=3, slow=2)
    yield its
    its.stop()


def test_a_job_whose_last_mailbox_hangs_holds_one_thread(threads: Threads) -> None:
    over, hung = Event(), Event()
    left = [None]

    def hang_once() -> None:
        if left:
            left.pop()
            hung.set()
            assert over.wait(30)

    with ThreadPoolExecutor(1) as jobs:
        hanging = jobs.submit(threads.run, hang_once, 3, is_slow=False)
        assert hung.wait(30)
        done = list[int]()
        threads.run(lambda: done.append(1), 3, is_slow=False)
        assert len(done) == 3
        assert not hanging.done()
        over.set()
        hanging.result(30)


def test_who_shares_a_limit_is_told_when_fewer_go_on(threads: Threads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inbox_watch.fleet.threads.LOOK_SECONDS", 0.05)
    over, told = Event(), Event()
    left, fewer = [over, None, None], list[int]()

    def hang_once() -> None:
        if hang := left.pop():
            assert hang.wait(30)

    def tell(threads: int) -> None:
        fewer.append(threads)
        if threads == 1:
            told.set()

    with ThreadPoolExecutor(1) as jobs:
        hanging = jobs.submit(threads.run, hang_once, 3, tell, is_slow=False)
        assert told.wait(30)
        assert not hanging.done()
        over.set()
        hanging.result(30)
    assert fewer in ([1], [2, 1])


def test_slow_ones_take_no_thread_of_the_others_and_what_finds_none_is_not_begun(threads: Threads) -> None:
    over, hung = Event(), Semaphore(0)

    def hang() -> None:
        hung.release()
        assert over.wait(30)

    with ThreadPoolExecutor(1) as jobs:
        hanging = jobs.submit(threads.run, hang, 9, is_slow=True)
        assert hung.acquire(timeout=30)
        assert hung.acquire(timeout=30)
        done = list[int]()
        threads.run(lambda: done.append(1), 9, is_slow=True)
        assert done == []
        threads.run(lambda: done.append(1), 2, is_slow=False)
        assert done == [1, 1]
        over.set()
        hanging.result(30)
    assert not hung.acquire(blocking=False)
    threads.run(lambda: done.append(1), 1, is_slow=True)
    assert done == [1, 1, 1]


def test_what_a_job_raises_is_raised_once_all_of_its_threads_have_ended(threads: Threads) -> None:
    def fail() -> None:
        raise RuntimeError("no database")

    for is_slow in (False, True):
        for _ in range(3):
            with pytest.raises(RuntimeError, match="no database"):
                threads.run(fail, 3, is_slow=is_slow)
