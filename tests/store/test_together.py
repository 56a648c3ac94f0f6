"""Two at once: a reader keeps its moment, a writer waits its turn, a second run goes home at once."""

from __future__ import annotations

import errno
import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from stat import S_IMODE

import pytest

from inbox_watch.errors import EXIT_TEMPORARY, AnotherRun, CannotWrite
from inbox_watch.records import StatementKind
from inbox_watch.store.homes import Place
from inbox_watch.store.lock import held_since, one_run
from inbox_watch.store.store import Store, open_store
from tests.store.builders import NOW, finding, learned
from tests.store.places import Home

_FORKED = multiprocessing.get_context("fork")


def test_a_reader_keeps_the_moment_it_came_in(store: Store, place: Path | Place) -> None:
    store.keep(learned(1, finding(1)), NOW)
    with open_store(place, read_only=True) as report:
        store.keep(learned(2, finding(2)), NOW)
        assert report.findings() == (finding(1),)
        assert report.cursors("personal")["INBOX"].uid == 1
    with open_store(place, read_only=True) as report:
        assert len(report.findings()) == 2


def test_readers_never_wait_for_a_writer(store: Store, place: Path | Place) -> None:
    store.keep(learned(1, finding(1)), NOW)
    with store.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM sightings")
        for _ in range(100):
            with open_store(place, read_only=True) as report:
                assert report.findings() == (finding(1),)
        connection.rollback()


def test_writers_take_turns(home: Home, place: Path | Place) -> None:
    """A poll that keeps batches and a user who says things: nobody is turned away."""
    open_store(place).close()
    speaker = _FORKED.Process(target=_speak, args=(home, place))
    speaker.start()
    with open_store(place) as store:
        for number in range(1, 101):
            store.keep(learned(number, finding(number)), NOW)
        speaker.join()
        assert speaker.exitcode == 0
        assert [said.number for said in store.statements()] == list(range(1, 101))
        assert len(store.findings()) == 100
    speaker.close()


def _speak(home: Home, place: Path | Place) -> None:
    with open_store(home.again(place)) as store:
        for _ in range(100):
            store.say(StatementKind.CLOSE, "a1", {}, NOW)


def test_a_store_may_be_used_by_several_threads(store: Store) -> None:
    threads = [threading.Thread(target=store.say, args=(StatementKind.CLOSE, "a1", {}, NOW)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.statements()) == 8


@contextmanager
def _another_run(lock: Path) -> Iterator[int]:
    """Hold the lock in another process, whose number is given."""
    ours, theirs = _FORKED.Pipe()
    run = _FORKED.Process(target=_hold, args=(lock, theirs))
    run.start()
    assert ours.recv() == "held"
    assert run.pid is not None
    yield run.pid
    ours.send("let go")
    run.join()
    run.close()
    ours.close()
    theirs.close()


def _hold(lock: Path, told: Connection) -> None:
    with one_run(lock, NOW):
        told.send("held")
        told.recv()


def test_a_second_run_goes_home_at_once_and_says_since_when(tmp_path: Path) -> None:
    lock = tmp_path / "run.lock"
    with _another_run(lock) as number:
        began = time.monotonic()
        with (
            pytest.raises(AnotherRun, match=f"process {number}, since 2026-05-01 06:00 UTC") as caught,
            one_run(lock, NOW),
        ):
            pass
        assert time.monotonic() - began < 1
        assert caught.value.exit_code == EXIT_TEMPORARY
        assert held_since(lock) == NOW
    with one_run(lock, NOW + timedelta(hours=1)):
        assert held_since(lock) == NOW + timedelta(hours=1)
    assert held_since(lock) is None


def test_a_lock_that_is_held_but_not_signed_yet_is_held(tmp_path: Path) -> None:
    lock = tmp_path / "run.lock"
    with one_run(lock, NOW):
        for scribble in ("", "42", "a process\n", "1 2 3", "\xff"):
            lock.write_text(scribble, encoding="latin-1")
            with pytest.raises(AnotherRun, match="Another run holds"), one_run(lock, NOW):
                pass


def test_the_lock_is_let_go_after_an_error(tmp_path: Path) -> None:
    lock = tmp_path / "run.lock"
    with pytest.raises(ZeroDivisionError), one_run(lock, NOW):
        raise ZeroDivisionError
    with one_run(lock, NOW):
        pass


def test_a_disk_that_fails_when_the_lock_is_let_go_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "run.lock"
    with one_run(lock, NOW):
        monkeypatch.setattr(os, "ftruncate", _fails)
    monkeypatch.undo()
    with one_run(lock, NOW):
        pass


def _fails(*_: object) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_disk_that_fails_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "ftruncate", _fails)
    with pytest.raises(CannotWrite, match="check the disk"), one_run(tmp_path / "run.lock", NOW):
        pass


def test_the_lock_file_is_private_and_its_folder_is_made(tmp_path: Path) -> None:
    lock = tmp_path / "data" / "run.lock"
    with one_run(lock, NOW):
        assert S_IMODE(lock.stat().st_mode) == 0o600
        assert S_IMODE(lock.parent.stat().st_mode) == 0o700


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for lock in (tmp_path, tmp_path / "link"):
        with pytest.raises(CannotWrite, match="cannot be written"), one_run(lock, NOW):
            pass
    assert not (tmp_path / "elsewhere").exists()
