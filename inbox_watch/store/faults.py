"""What SQLite complains about, in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from inbox_watch.errors import AnotherRun, CannotWrite, InboxWatchError
from inbox_watch.store.private import cannot_write, writing_to
from inbox_watch.store.schema import DamagedError

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
_REFUSED = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN})

# Said by SQLite or its Python driver without a code of their own; our statements are fixed, so the file is at fault.
_DAMAGED_WORDS = ("no such", "has no column", "foreign key mismatch", "Could not decode to UTF-8")

_SHORT = 80


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what goes wrong with the file into an error the user can mend; what is our bug stays as it is."""
    try:
        with writing_to(path):
            yield
    except (DBAPIError, sqlite3.Error) as error:
        ours = _in_our_words(path, error.orig if isinstance(error, DBAPIError) else error)
        if ours is None:
            raise
        raise ours from error
    except (DamagedError, UnicodeDecodeError) as error:  # the driver cannot even read some of SQLite's complaints
        raise damaged(path, str(error)) from error


def damaged(path: Path, reason: str) -> CannotWrite:
    """Return the error for a file that is no whole store; the driver quotes what it cannot read, we do not."""
    short = "".join(each if each.isprintable() else "?" for each in reason.partition(" with text ")[0][:_SHORT])
    return CannotWrite(
        f"{path} is damaged or no store of inbox_watch ({short}), and nothing in it was changed: restore a backup, "
        f"or move it away together with {path.name}-wal and {path.name}-shm and poll again, which reads the mailbox "
        "anew (what you said yourself is only in the backup)."
    )


def _in_our_words(path: Path, error: BaseException | None) -> InboxWatchError | None:
    """Tell by SQLite's primary result code (https://sqlite.org/rescode.html)."""
    extended: int = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    reason = str(error)
    if code in _BUSY:
        return AnotherRun(f"{path} is in use by another run of inbox_watch: try again in a minute.")
    if (
        code in _DAMAGED
        or extended == sqlite3.SQLITE_IOERR_SHORT_READ
        or any(words in reason for words in _DAMAGED_WORDS)
    ):
        return damaged(path, reason)
    if code == sqlite3.SQLITE_FULL:
        return CannotWrite(f"{path} cannot be written, the disk is full: free some space and run again.")
    if code in _REFUSED:
        return cannot_write(path, reason)
    if code == sqlite3.SQLITE_IOERR:
        return CannotWrite(
            f"{path} cannot be read or written ({reason}): check the disk and its free space, run again."
        )
    return None
