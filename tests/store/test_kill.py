"""Killed at any moment, or cut off from power: every batch is there as a whole or not at all."""

from __future__ import annotations

import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from inbox_watch.errors import EXIT_CANNOT_WRITE, EXIT_FINE, CannotWrite
from inbox_watch.store.homes import Place
from inbox_watch.store.lock import one_run
from inbox_watch.store.store import Learned, Store, open_store
from tests.store.builders import HOUR, NOW, alert, finding, learned, uid, unreadable
from tests.store.places import Files, Home
from tests.support.invariants import assert_invariants

_KILLS = 50
_BATCH = 4
_FORKED = multiprocessing.get_context("fork")


def _batch(number: int) -> Learned:
    """Return batch number 1, 2, …: three messages and one that cannot be read, an alert and an id."""
    last = number * _BATCH
    first = last - _BATCH + 1
    return replace(
        learned(last, *(finding(each) for each in range(first, last)), read_until=NOW + number * HOUR),
        unreadable=(unreadable(last),),
        alerts=(alert(f"alert {number}"),),
        application_ids={f"key {number}": f"a{number}"},
    )


def _keep_on(home: Home, place: Path | Place, first: int, told: Connection) -> None:
    """Keep batches for ever, and say so after each."""
    with open_store(home.again(place)) as store:
        for number in range(first, first + 10_000):
            store.keep(_batch(number), NOW)
            told.send(number)


def _kill_while_keeping(home: Home, place: Path | Place, first: int, patience: float) -> int:
    """Start a run that keeps batches, kill it a moment after its second, and return the last one it told of."""
    listener, teller = _FORKED.Pipe(duplex=False)
    run = _FORKED.Process(target=_keep_on, args=(home, place, first, teller))
    run.start()
    teller.close()
    told: list[int] = [listener.recv(), listener.recv()]
    time.sleep(patience)
    run.kill()
    run.join()
    told += _rest(listener)
    listener.close()
    run.close()
    return max(told)


def _rest(listener: Connection) -> Iterator[int]:
    try:
        while True:
            yield listener.recv()
    except EOFError:
        return


def _assert_whole_batches(store: Store) -> int:
    """Everything of the batches up to the cursor is there and nothing of a later one; return their number."""
    number = store.cursors("personal")["INBOX"].uid // _BATCH
    assert_invariants(
        store,
        on_server=[uid(each) for each in range(1, (number + 2) * _BATCH)],
        alert_keys=[f"alert {each}" for each in range(1, number + 1)],
    )
    assert len(store.findings()) == number * (_BATCH - 1)
    assert len(store.unreadable()) == len(store.unsent_alerts()) == len(store.application_ids()) == number
    assert store.heard(NOW)[0].until == NOW + number * HOUR
    return number


def test_a_run_killed_at_any_moment_loses_nothing_it_told_of(home: Home, place: Path | Place) -> None:
    dice = random.Random(50)
    reached = 0
    for _ in range(_KILLS):
        told = _kill_while_keeping(home, place, reached + 1, dice.uniform(0, 0.02))
        with open_store(place, read_only=True) as store:
            assert _assert_whole_batches(store) in (told, told + 1)
        with open_store(place) as store:
            reached = _assert_whole_batches(store)
            assert reached in (told, told + 1)


def test_power_lost_at_any_byte_leaves_some_whole_batches(path: Path, tmp_path: Path) -> None:
    """C4: the log cut short every few hundred bytes, each time also with a flipped bit before the cut."""
    _kill_while_keeping(Files(path.parent), path, 1, 0.01)
    main, log = path.read_bytes(), path.with_name("state.db-wal").read_bytes()
    dice = random.Random(4)
    reached = set()
    for end in range(1, len(log), max(1, len(log) // 60)):
        for cut in (log[:end], _flipped(log[:end], dice)):
            copy = tmp_path / "copy.db"
            copy.write_bytes(main)
            copy.with_name("copy.db-wal").write_bytes(cut)
            with open_store(copy) as store:
                reached.add(_assert_whole_batches(store) if store.cursors("personal") else 0)
    assert len(reached) > 1


def _flipped(octets: bytes, dice: random.Random) -> bytes:
    changed = bytearray(octets)
    changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def test_a_run_killed_while_it_makes_the_store_leaves_a_whole_one_or_none(path: Path) -> None:
    dice = random.Random(9)
    made = 0
    for _ in range(12):
        run = _FORKED.Process(target=open_store, args=(path,))
        run.start()
        time.sleep(dice.uniform(0, 0.12))
        run.kill()
        run.join()
        run.close()
        if path.exists():
            made += 1
            with open_store(path) as store:
                assert store.findings() == ()
            path.unlink()
    with open_store(path) as store:
        assert_invariants(store)


def test_a_disk_that_fills_up_while_the_store_is_made_leaves_a_whole_one_or_none(path: Path) -> None:
    outcomes = set()
    for room in range(0, 200_000, 8_000):
        maker = _FORKED.Process(target=_make_within, args=(path, room))
        maker.start()
        maker.join()
        outcomes.add(maker.exitcode)
        maker.close()
        if path.exists():
            with open_store(path) as store:
                assert store.findings() == ()
                assert_invariants(store)
            path.unlink()
    assert outcomes == {EXIT_FINE, EXIT_CANNOT_WRITE}


def _make_within(path: Path, room: int) -> None:
    """Make a store where no file may grow beyond so many bytes; Python ignores the signal and sees EFBIG."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        open_store(path).close()
    except CannotWrite as error:
        sys.exit(error.exit_code)


def test_the_lock_of_a_killed_run_is_free_though_its_workers_live(path: Path) -> None:
    listener, teller = _FORKED.Pipe(duplex=False)
    run = _FORKED.Process(target=_hold_with_a_worker, args=(path, teller))
    run.start()
    worker = listener.recv()
    run.kill()
    run.join()
    with one_run(path, NOW):
        assert Path(f"/proc/{worker}").exists()
    listener.close()
    teller.close()
    run.close()


def _hold_with_a_worker(path: Path, told: Connection) -> None:
    with one_run(path, NOW):
        worker = _FORKED.Process(target=time.sleep, args=(5,))
        worker.start()
        told.send(worker.pid)
        worker.join()


def test_a_log_that_lost_its_store_is_no_silent_new_start(path: Path) -> None:
    _kill_while_keeping(Files(path.parent), path, 1, 0)
    path.unlink()
    with pytest.raises(CannotWrite, match=r"state\.db-wal is still there"):
        open_store(path)
