"""A state carried away and put back: whole, by itself, and never at the cost of the one that was there."""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import resource
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from inbox_watch.errors import EXIT_CANNOT_WRITE, EXIT_FINE, CannotWrite, UsageError
from inbox_watch.records import Finding
from inbox_watch.store.backups import restore_backup, write_backup
from inbox_watch.store.runs import Run
from inbox_watch.store.store import open_store
from tests.store.builders import NOW, finding, learned
from tests.support.invariants import assert_invariants

_FORKED = multiprocessing.get_context("fork")
OLD = [finding(number) for number in range(1, 4)]
NEW = [finding(number) for number in range(1, 400)]


def keep(path: Path, findings: list[Finding]) -> Path:
    with open_store(path) as store:
        store.keep(learned(len(findings), *findings), NOW)
    return path


def findings(path: Path) -> list[Finding]:
    with open_store(path) as store:
        assert_invariants(store)
        return list(store.findings())


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """The backup of a state with OLD."""
    write_backup(keep(tmp_path / "then" / "state.db", OLD), tmp_path / "backup")
    return tmp_path / "backup"


@pytest.fixture
def aside(path: Path) -> Path:
    return path.with_name("state.db.before")


def left_beside(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()} - {path.name, f"{path.name}-wal", f"{path.name}-shm"}


def test_a_backup_is_one_closed_file_and_holds_what_the_log_holds(path: Path, tmp_path: Path) -> None:
    keep(path, OLD)
    with open_store(path) as store:
        store.keep(learned(4, finding(4)), NOW)  # in the log, not yet in the file
        write_backup(path, tmp_path / "backup")
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o600
    assert findings(tmp_path / "backup") == [*OLD, finding(4)]


def test_what_came_before_it_was_put_back_is_no_news(path: Path, aside: Path, tmp_path: Path) -> None:
    with open_store(keep(tmp_path / "then" / "state.db", OLD)) as store:
        store.log_run(Run("a", NOW, NOW, EXIT_FINE, 3))
    write_backup(tmp_path / "then" / "state.db", tmp_path / "backup")
    later = NOW + timedelta(days=9)
    restore_backup(tmp_path / "backup", path, aside, later)
    with open_store(path) as store:
        assert store.first_runs() == {"a": later}


def test_a_restored_state_is_the_one_that_was_saved_and_the_one_before_is_kept(
    path: Path, backup: Path, aside: Path
) -> None:
    before = backup.read_bytes()
    keep(path, NEW)
    assert restore_backup(backup, path, aside, NOW)
    assert findings(path) == OLD
    assert findings(aside) == NEW
    assert backup.read_bytes() == before


def test_a_state_is_restored_where_there_is_none(path: Path, backup: Path, aside: Path) -> None:
    assert not restore_backup(backup, path, aside, NOW)
    assert findings(path) == OLD
    assert left_beside(path) == set()


def test_a_reader_sees_the_state_before_or_after(path: Path, backup: Path, aside: Path) -> None:
    keep(path, NEW)
    with open_store(path, read_only=True) as reader:
        assert len(reader.findings()) == len(NEW)
        restore_backup(backup, path, aside, NOW)
        assert len(reader.findings()) == len(NEW)
    assert findings(path) == OLD


@pytest.mark.parametrize("damage", ["flipped", "cut", "empty", "text"])
def test_a_damaged_state_is_replaced_and_kept_as_it_is(damage: str, path: Path, backup: Path, aside: Path) -> None:
    keep(path, NEW)
    octets = bytearray(path.read_bytes())
    octets[8192:12288] = bytes(4096)
    broken = {"flipped": bytes(octets), "cut": bytes(octets[:5000]), "empty": b"", "text": b"no store " * 500}[damage]
    path.write_bytes(broken)
    path.with_name("state.db-wal").write_bytes(b"what a killed run left")
    assert restore_backup(backup, path, aside, NOW)
    assert findings(path) == OLD
    assert aside.read_bytes() == broken
    assert {aside.name} <= left_beside(path) <= {aside.name, f"{aside.name}-wal"}


def _foreign(path: Path) -> None:
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
        connection.commit()


def _newer(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


def _stray(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM findings WHERE sha256 = ?", (OLD[0].sha256,))
        connection.commit()


def _acting(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM findings; END")


def _meaningless(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE findings SET document = '{}'")
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.write_bytes(b""), "damaged or no backup"),
        (lambda path: path.write_bytes(b"Dear Sir" * 1000), "damaged or no backup"),
        (lambda path: path.write_bytes(path.read_bytes()[:9000]), "damaged or no backup"),
        (_foreign, "damaged or no backup"),
        (_acting, "damaged or no backup"),
        (_meaningless, "damaged or no backup"),
        (_stray, "damaged or no backup"),
        (_newer, "newer inbox_watch .*upgrade inbox_watch"),
        (lambda path: path.unlink(), "not there"),
    ],
)
def test_what_is_no_whole_backup_changes_nothing(
    spoil: Callable[[Path], object], told: str, path: Path, backup: Path, aside: Path
) -> None:
    keep(path, NEW)
    spoil(backup)
    with pytest.raises(UsageError, match=told):
        restore_backup(backup, path, aside, NOW)
    assert findings(path) == NEW
    assert left_beside(path) == set()


def test_a_backup_of_an_older_schema_is_brought_up_to_date(path: Path, backup: Path, aside: Path) -> None:
    with contextlib.closing(sqlite3.connect(backup)) as connection:
        for table in ("islands", "island_keys", "island_traits", "notes", "departed"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DROP INDEX ix_findings_label")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.commit()
    before = backup.read_bytes()
    restore_backup(backup, path, aside, NOW)
    assert findings(path) == OLD
    assert backup.read_bytes() == before


def test_killed_anywhere_there_is_the_state_before_or_after(path: Path, backup: Path, aside: Path) -> None:
    keep(path, NEW)
    dice = random.Random(6)
    outcomes = set[int]()
    longest = 0.1
    for number in range(100):
        if number >= 25 and outcomes == {len(OLD), len(NEW)}:
            break
        run = _FORKED.Process(target=restore_backup, args=(backup, path, aside, NOW))
        run.start()
        time.sleep(dice.uniform(0.0, longest))
        longest *= 1.1 if len(OLD) not in outcomes else 1.0  # a machine with other work takes longer for a restore
        run.kill()
        run.join()
        run.close()
        found = findings(path)
        assert found in (OLD, NEW)
        outcomes.add(len(found))
        if found == OLD:
            assert findings(aside) == NEW
            restore_backup(aside, path, path.with_name("again"), NOW)
    assert outcomes == {len(OLD), len(NEW)}


def _within(room: int, path: Path, backup: Path, aside: Path) -> None:
    """Restore where no file may grow beyond so many bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        restore_backup(backup, path, aside, NOW)
    except CannotWrite as error:
        sys.exit(error.exit_code)


def test_a_disk_that_fills_up_leaves_the_state_before(path: Path, aside: Path, tmp_path: Path) -> None:
    keep(path, OLD)
    write_backup(keep(tmp_path / "much" / "state.db", NEW), tmp_path / "backup")
    outcomes = set()
    for room in range(0, 4_000_000, 100_000):
        run = _FORKED.Process(target=_within, args=(room, path, tmp_path / "backup", aside))
        run.start()
        run.join()
        outcomes.add(run.exitcode)
        assert findings(path) == (NEW if run.exitcode == EXIT_FINE else OLD)
        if run.exitcode == EXIT_FINE:
            break
    assert outcomes == {EXIT_FINE, EXIT_CANNOT_WRITE}
