"""A new store: made whole beside its place, then moved in, so that an empty file is never taken for a new store."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from inbox_watch.errors import CannotWrite
from inbox_watch.store.database import Database, unfinished_log
from inbox_watch.store.private import sync_folder
from inbox_watch.store.versions import upgrade


def create(path: Path) -> None:
    """Make the store that is missing here; a kill leaves a whole one or none."""
    log = unfinished_log(path)
    if log is not None and not path.exists():  # SQLite would mix it into the new store
        raise CannotWrite(f"{path} is gone but {log.name} is still there: put it back, or move that away as well.")
    with TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
        fresh = Path(folder) / path.name
        fresh.touch()
        database = Database(fresh, known_as=path)
        try:
            upgrade(database)  # with a rollback journal: on a full disk a log would stay behind and not be moved in
            database.use_wal()
        finally:
            database.close()
        _move_in(fresh, path)


def _move_in(fresh: Path, path: Path) -> None:
    """Give the store its name, unless another run was quicker."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    sync_folder(path.parent)
