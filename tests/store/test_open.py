"""Opening: made whole, made private, shared in turns; what is no store is refused untouched."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE

import pytest

from inbox_watch.errors import EXIT_CANNOT_WRITE, AnotherRun, CannotWrite, InboxWatchError
from inbox_watch.store import creation, database
from inbox_watch.store.store import Store, open_store
from tests.store.builders import NOW, finding, learned, uid
from tests.support.invariants import assert_invariants


def _mode(path: Path) -> int:
    return S_IMODE(path.stat().st_mode)


@pytest.fixture
def careless_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    assert os.umask(before) == 0


@pytest.fixture
def kept(path: Path) -> Path:
    """A store with something in it, closed."""
    with open_store(path) as store:
        store.keep(learned(1, finding(1), read_until=NOW), NOW)
    return path


@pytest.mark.usefixtures("careless_umask")
def test_everything_on_disk_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "share" / "inbox_watch" / "state.db"
    with open_store(path) as store:
        store.keep(learned(1, finding(1)), NOW)
        files = sorted(path.parent.iterdir())
        assert [file.name for file in files] == ["state.db", "state.db-shm", "state.db-wal"]
        assert {_mode(file) for file in files} == {0o600}
    assert _mode(path.parent) == _mode(path.parent.parent) == 0o700
    with open_store(path, read_only=True):
        assert {_mode(file) for file in path.parent.iterdir()} == {0o600}


@pytest.mark.usefixtures("careless_umask")
def test_a_store_others_could_read_is_closed_to_them(kept: Path) -> None:
    kept.chmod(0o644)
    with open_store(kept) as store:
        store.keep(learned(2, finding(2)), NOW)
        assert {_mode(file) for file in kept.parent.iterdir()} == {0o600}


def test_a_folder_the_user_made_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    with open_store(tmp_path / "state.db"):
        assert _mode(tmp_path) == 0o750


def test_what_was_kept_is_there_when_it_is_opened_again(kept: Path) -> None:
    with open_store(kept) as store:
        assert store.findings() == (finding(1),)
        assert_invariants(store)
    assert [file.name for file in kept.parent.iterdir()] == ["state.db"]


def test_the_file_survives_a_power_cut_and_lets_readers_read(path: Path) -> None:
    with open_store(path) as store, store.database.reading() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert pragmas == ["wal", 2, 1, 5000]


def test_names_with_marks_of_an_address_are_only_names(tmp_path: Path) -> None:
    path = tmp_path / "a#b?mode=memory%20 ü" / "state.db"
    with open_store(path) as store:
        store.keep(learned(1, finding(1)), NOW)
    with open_store(path, read_only=True) as store:
        assert store.knows(uid(1))


def test_a_store_that_two_runs_make_at_once_is_one_store(path: Path) -> None:
    with open_store(path) as store:
        store.keep(learned(1, finding(1)), NOW)
        creation.create(path)
        assert store.findings() == (finding(1),)
    with open_store(path) as store:
        assert store.findings() == (finding(1),)


def test_reading_needs_something_to_read(path: Path) -> None:
    with pytest.raises(InboxWatchError, match="poll"):
        open_store(path, read_only=True)
    assert not path.parent.exists()


def test_a_read_only_store_writes_nothing(kept: Path) -> None:
    before = kept.read_bytes()
    with open_store(kept, read_only=True) as store:
        with pytest.raises(CannotWrite):
            store.keep(learned(2, finding(2)), NOW)
        assert store.findings() == (finding(1),)
    assert kept.read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    "content", [b"", b"garbage", b"SQLite format 3\0" + bytes(9000), os.urandom(9000), b"\x80\x02cposix\nsystem\n"]
)
def test_a_file_that_is_no_store_is_refused_untouched(path: Path, content: bytes, *, read_only: bool) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(CannotWrite) as caught:
        open_store(path, read_only=read_only)
    assert caught.value.exit_code == EXIT_CANNOT_WRITE
    assert str(path) in str(caught.value)
    assert "restore a backup" in str(caught.value)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_untouched(path: Path) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE findings (sha256)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(CannotWrite, match="no schema version"):
        open_store(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["state.db"]


def test_a_log_without_its_store_is_never_mixed_into_a_new_one(path: Path) -> None:
    path.parent.mkdir()
    path.with_name("state.db-wal").write_bytes(b"frames")
    with pytest.raises(CannotWrite, match=r"state\.db-wal is still there"):
        open_store(path)
    assert not path.exists()


def test_a_store_in_use_is_told_as_another_run(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.05)
    with open_store(path) as store:
        with open_store(path) as other, store.database.writing():
            with pytest.raises(AnotherRun, match="in use by another run"):
                other.keep(learned(1, finding(1)), NOW)
            assert other.findings() == ()
        store.keep(learned(1, finding(1)), NOW)


def test_our_own_mistakes_are_not_dressed_up(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.database.writing():
        raise ZeroDivisionError
