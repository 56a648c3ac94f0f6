"""The state as one file to carry away, and back in its place: whole or not at all, and the state before is kept."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from inbox_watch.errors import CannotWrite, UsageError
from inbox_watch.store import evidence, outbox, runs, said
from inbox_watch.store.database import Database
from inbox_watch.store.private import make_folder, only_for_me, sync_file, sync_folder, writing_to
from inbox_watch.store.versions import REVISIONS, check_version, version_of

if TYPE_CHECKING:
    from inbox_watch.store.homes import Place

# What was written last may lie beside an SQLite file; the fourth part, -shm, is only an index of the log.
_LOGS = ("-wal", "-journal")
PARTS = ("", *_LOGS, "-shm")


def leftovers(store: Path) -> list[Path]:
    """The folders beside a store in which a restore that was killed left a state."""
    return sorted(each for each in store.parent.glob(f".{store.name}-*") if each.is_dir() and not each.is_symlink())


def write_backup(place: Path | Place, target: Path) -> None:
    """Write the state of one moment into a file that only its owner may read; what lay there is replaced at the end.

    Raises UsageError for a store that is no file.
    """
    store = _file(place)
    with only_for_me(), writing_to(target), TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
        fresh = Path(folder) / target.name
        database = Database(store, read_only=True)
        try:
            check_version(database)
            database.copy_to(fresh)
        finally:
            database.close()
        _check_all(fresh, known_as=target)
        fresh.replace(target)
        sync_folder(target.parent)


def restore_backup(backup: Path, place: Path | Place, aside: Path, now: datetime) -> bool:
    """Put the state of a backup in the place of the present one, kept as `aside`; returns whether there was one.

    What came before `now` is no news to the state that is put back.

    Raises UsageError for a file that is no whole backup of a version this program knows, and for a store that is no
    file. Killed or out of space anywhere, the present state is as it was.
    """
    store = _file(place)
    _examine(backup)
    with only_for_me(), writing_to(store):
        make_folder(store.parent)
        with TemporaryDirectory(prefix=f".{store.name}-", dir=store.parent) as folder:
            fresh = Path(folder) / store.name
            _copy(backup, fresh)
            _bring_up_to_date(fresh, now, known_as=backup)
            if _is_sound(store):
                _keep(store, aside, Path(folder))
                _take_over(store, fresh)
                return True
            was_there = _set_aside(store, aside)
            fresh.replace(store)
            sync_folder(store.parent)
            return was_there


def _file(place: Path | Place) -> Path:
    if isinstance(place, Path):
        return place
    raise UsageError(
        "A store on a server has no backup of its own: let `pg_dump` keep the whole database, by a login that row "
        "security does not bind (BYPASSRLS), and `pg_restore` put it back."
    )


def _examine(backup: Path) -> None:
    """Refuse what is no backup; nothing is written, here or there."""
    if not backup.is_file():
        raise UsageError(f"{backup} is not there or no file: name one that `inbox-watch backup` wrote.")
    database = Database(backup, read_only=True)
    try:
        database.check_all()
        version = version_of(database)
    except CannotWrite as error:
        raise _no_backup(backup) from error
    finally:
        database.close()
    if version not in REVISIONS:
        raise UsageError(
            f"{backup} was written by a newer inbox_watch (its schema is {version}, this program knows "
            f"{REVISIONS[-1]}), and your state was not changed: upgrade inbox_watch."
        )


def _no_backup(path: Path) -> UsageError:
    return UsageError(f"{path} is damaged or no backup of inbox_watch, and your state was not changed: name another.")


def _copy(source: Path, target: Path) -> None:
    database = Database(source, read_only=True)
    try:
        database.copy_to(target)
    finally:
        database.close()


def _bring_up_to_date(fresh: Path, now: datetime, known_as: Path) -> None:
    database = Database(fresh, known_as=known_as)
    try:
        check_version(database)
        with database.writing() as connection:
            runs.restored(connection, now)
        _read_all(database)
    finally:
        database.close()
    _check_all(fresh, known_as=known_as)


def _read_all(database: Database) -> None:
    """Refuse rows that mean nothing, in pages that fit together."""
    try:
        with database.reading() as connection:
            evidence.all_findings(connection)
            evidence.all_unreadable(connection, None)
            said.all_statements(connection)
            runs.all_runs(connection)
            outbox.unsent(connection)
    except CannotWrite as error:
        raise _no_backup(database.path) from error


def _check_all(path: Path, known_as: Path) -> None:
    database = Database(path, read_only=True, known_as=known_as)
    try:
        database.check_all()
    finally:
        database.close()


def _is_sound(store: Path) -> bool:
    """Is there a state that SQLite can replace in one transaction?"""
    if not store.exists():
        return False
    database = Database(store, read_only=True)
    try:
        database.check_all()
        return version_of(database) in REVISIONS
    except CannotWrite:
        return False
    finally:
        database.close()


def _keep(store: Path, aside: Path, folder: Path) -> None:
    copy = folder / aside.name
    _copy(store, copy)
    copy.replace(aside)
    sync_folder(aside.parent)


def _take_over(store: Path, fresh: Path) -> None:
    database = Database(store)
    try:
        database.replace_by(fresh)
    finally:
        database.close()


def _set_aside(store: Path, aside: Path) -> bool:
    """Keep what is no whole state octet for octet, then take its logs away: SQLite would mix them into another file."""
    there = [part for part in ("", *_LOGS) if _part(store, part).exists()]
    for part in there:
        shutil.copyfile(_part(store, part), _part(aside, part))
        sync_file(_part(aside, part))
    sync_folder(store.parent)
    for part in PARTS[1:]:
        _part(store, part).unlink(missing_ok=True)
    return bool(there)


def _part(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
