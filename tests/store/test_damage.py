"""A damaged file is refused or still answers; it never raises anything else, and never starts afresh."""

from __future__ import annotations

import gc
import os
import random
from pathlib import Path

import pytest

from inbox_watch.errors import CannotWrite
from inbox_watch.records import StatementKind
from inbox_watch.store import database
from inbox_watch.store.runs import Run
from inbox_watch.store.store import Store, open_store
from tests.store.builders import NOW, alert, finding, learned

_FLIPS = 200
_SCHEMA_BYTES = 8192  # the pages that say what the others are


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "state.db"
    with open_store(path) as store:
        store.keep(learned(40, *(finding(number) for number in range(1, 41)), read_until=NOW), NOW)
        store.queue_alerts([alert("a")], NOW)
        store.name_applications({"k": "a1"})
        store.say(StatementKind.CLOSE, "a1", {"why": "filled"}, NOW)
        store.log_run(Run("personal", NOW, NOW, 0, 40))
    return path.read_bytes()


def _ask_everything(store: Store) -> int:
    store.cursors("personal")
    store.heard(NOW)
    store.statements()
    store.application_ids()
    store.unsent_alerts()
    store.runs()
    store.first_runs()
    store.last_good_run("personal")
    return len(store.findings()) + len(store.unreadable())


def test_flipped_bytes_are_refused_or_harmless(whole: bytes, path: Path) -> None:
    dice = random.Random(7)
    path.parent.mkdir()
    refused, files = 0, _open_files()
    for number in range(_FLIPS):
        flipped = bytearray(whole)
        where = dice.randrange(_SCHEMA_BYTES if number % 2 else len(whole))
        flipped[where] = dice.randrange(256)
        path.write_bytes(flipped)
        try:
            with open_store(path, read_only=True) as store:
                assert _ask_everything(store) == 40
        except CannotWrite:
            refused += 1
        assert path.read_bytes() == flipped
    assert 0 < refused < _FLIPS
    assert _open_files() == files


def _open_files() -> int:
    gc.collect()  # an error's traceback may hold a cursor, and that its file
    return len(os.listdir("/dev/fd"))


def test_what_the_file_holds_is_not_quoted_in_the_error(whole: bytes, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(whole.replace(b"Petra Lindhof", b"Petra \xffindhof"))
    with open_store(path) as store, pytest.raises(CannotWrite, match="Could not decode") as caught:
        store.findings()
    assert "Petra" not in str(caught.value)


@pytest.mark.parametrize("part", [0.01, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused_untouched(whole: bytes, path: Path, part: float) -> None:
    path.parent.mkdir()
    rest = whole[: int(len(whole) * part)]
    path.write_bytes(rest)
    with pytest.raises(CannotWrite, match="damaged"):
        open_store(path)
    assert path.read_bytes() == rest


def test_a_page_that_was_never_written_is_found_before_anything_is_read(whole: bytes, path: Path) -> None:
    path.parent.mkdir()
    size = int.from_bytes(whole[16:18], "big")
    for start in range(size, len(whole), size):
        torn = whole[:start] + bytes(size) + whole[start + size :]
        path.write_bytes(torn)
        with pytest.raises(CannotWrite, match="restore a backup"):
            open_store(path)
        assert path.read_bytes() == torn


def test_a_big_store_is_looked_over_only_after_a_run_that_was_cut_short(
    whole: bytes, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    size = int.from_bytes(whole[16:18], "big")
    torn = whole[:-size] + bytes(size)
    path.write_bytes(torn)
    monkeypatch.setattr(database, "_ALWAYS_CHECKED_BYTES", 0)
    open_store(path).close()
    path.with_name("state.db-wal").write_bytes(b"a log that no run put away")
    with pytest.raises(CannotWrite, match="damaged"):
        open_store(path)
