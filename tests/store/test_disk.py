"""A disk that is full, read-only or not ours: told in a sentence, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inbox_watch.errors import EXIT_CANNOT_WRITE, CannotWrite
from inbox_watch.store import creation  # noqa: F401 - nobody may not be able to import it later
from inbox_watch.store.store import Store, open_store
from tests.store.builders import NOW, finding, learned, uid
from tests.support.invariants import assert_invariants

_NOBODY = 65534


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite, match="File exists"):
        open_store(tmp_path / "file" / "state.db")


def test_a_folder_that_may_not_be_written_is_told() -> None:
    with tempfile.TemporaryDirectory() as name:
        with _only_to_be_read(Path(name)), pytest.raises(CannotWrite, match="Permission denied"):
            open_store(Path(name) / "state.db")
        assert list(Path(name).iterdir()) == []


def test_a_store_that_may_not_be_written_is_told() -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "state.db"
        with open_store(path) as store:
            store.keep(learned(1, finding(1)), NOW)
        with _only_to_be_read(path, path.parent), pytest.raises(CannotWrite, match="give this user write permission"):
            open_store(path)
        with open_store(path) as store:
            assert store.findings() == (finding(1),)


@contextmanager
def _only_to_be_read(*paths: Path) -> Iterator[None]:
    """Take the right to write away; root has it always, so root becomes nobody meanwhile."""
    root = os.geteuid() == 0
    for path in paths:
        path.chmod(0o500)
        if root:
            os.chown(path, _NOBODY, _NOBODY)
    if root:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path in paths:
            path.chmod(0o700)


def test_a_full_disk_keeps_nothing_and_recovers(path: Path) -> None:
    with open_store(path) as store:
        store.keep(learned(1, finding(1)), NOW)
        pages = _limit_pages(store, 1)
        with pytest.raises(CannotWrite, match="disk is full: free some space") as caught:
            _fill(store, 2)
        assert caught.value.exit_code == EXIT_CANNOT_WRITE
        reached = store.cursors("personal")["INBOX"].uid
        assert [found.uids[0].uid for found in store.findings()] == list(range(1, reached + 1))
        assert_invariants(store, on_server=[uid(number) for number in range(1, 500)])
        _limit_pages(store, pages + 10_000)
        _fill(store, reached + 1)
        assert len(store.findings()) == 499
        assert_invariants(store, on_server=[uid(number) for number in range(1, 500)])


def _limit_pages(store: Store, pages: int) -> int:
    """Let the file grow no further than this (or than it is), and return how far that is."""
    with store.database.reading() as connection:
        allowed: int = connection.exec_driver_sql(f"PRAGMA max_page_count={pages}").scalar_one()
        return allowed


def _fill(store: Store, first: int) -> None:
    for number in range(first, 500):
        store.keep(learned(number, finding(number)), NOW)


@pytest.mark.parametrize("kilobytes", range(8, 320, 24))
def test_a_disk_of_any_size_holds_whole_batches(kilobytes: int, tmp_path: Path) -> None:
    with _disk(tmp_path, kilobytes) as folder:
        told = [_open_and_fill(folder / "state.db") for _ in range(2)]
        assert all("free space" in sentence or "free some space" in sentence for sentence in told), told
        assert {file.name for file in folder.iterdir()} <= {"state.db", "state.db-wal", "state.db-shm"}


def _open_and_fill(path: Path) -> str:
    """Go on until the disk is full, and return what was said about it."""
    try:
        store = open_store(path)
    except CannotWrite as error:
        return str(error)
    with store, pytest.raises(CannotWrite) as caught:
        _fill(store, 1)
    with open_store(path, read_only=True) as report:
        assert_invariants(report, on_server=[uid(number) for number in range(1, 500)])
        assert [len(report.findings())] == ([cursor.uid for cursor in report.cursors("personal").values()] or [0])
    return str(caught.value)


@contextmanager
def _disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """Lend a disk of this size, where that is allowed."""
    options = ["-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(["mount", *options], capture_output=True, check=False).returncode != 0:
        pytest.skip("a small disk can only be mounted by root: run the tests as root in a machine that allows it")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
