"""The place of the store: made if it is missing, and closed to others."""

from __future__ import annotations

from pathlib import Path

from inbox_watch.errors import InboxWatchError
from inbox_watch.store.private import close_to_others, make_folder


def make_ready(path: Path, *, read_only: bool) -> None:
    """See to it that there is a file, and that only its owner may read it."""
    if read_only:
        if not path.exists():
            raise InboxWatchError(f"Nothing was read yet, {path} is not there: run `inbox-watch poll` first.")
        return
    make_folder(path.parent)
    if not path.exists():
        from inbox_watch.store.creation import create  # once in the life of a store

        create(path)
    for ending in ("", "-wal", "-shm"):
        close_to_others(path.with_name(path.name + ending))
