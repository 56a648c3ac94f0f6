"""Files and folders that only their owner may read."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inbox_watch.errors import CannotWrite

_OTHERS = 0o077


@contextmanager
def only_for_me() -> Iterator[None]:
    """Create with 0600 and 0700 inside this block, whatever umask the run was started with."""
    before = os.umask(_OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def make_folder(folder: Path) -> None:
    """Make a folder and its parents; one that is there stays as the user made it."""
    with only_for_me():
        folder.mkdir(parents=True, exist_ok=True)


def close_to_others(path: Path) -> None:
    """Take a file's rights away from everyone but its owner."""
    if path.exists() and path.stat().st_mode & _OTHERS:
        path.chmod(0o600)


def sync_file(path: Path) -> None:
    """Make what stands in a file survive a power cut."""
    _sync(path, os.O_RDWR)


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut."""
    _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses into an error the user can mend."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error.strerror or str(error)) from error


_FULL = frozenset(map(os.strerror, (errno.ENOSPC, errno.EDQUOT)))
_BROKEN = os.strerror(errno.EIO)


def cannot_write(path: Path, reason: str) -> CannotWrite:
    """Return the error for a place that cannot be written."""
    if reason in _FULL:
        return CannotWrite(f"{path} cannot be written, the disk is full: free some space and run again.")
    if reason == _BROKEN:
        return CannotWrite(f"{path} cannot be written ({reason}): check the disk, and run again.")
    return CannotWrite(
        f"{path} cannot be written ({reason}): give this user write permission to the file and its folder, "
        "or name another folder as `data` under [paths] in config.toml."
    )
