"""One run at a time: a lock that the kernel takes back from the dead (flock(2))."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from inbox_watch.errors import AnotherRun
from inbox_watch.store.private import make_folder, writing_to

_held: set[int] = set()


def _let_go() -> None:
    """Close the locks a forked worker was born with, or it would hold them for as long as it outlives a killed run."""
    while _held:
        os.close(_held.pop())


os.register_at_fork(after_in_child=_let_go)


@contextmanager
def one_run(path: Path, now: datetime) -> Iterator[None]:
    """Hold the lock for the length of the block, or raise AnotherRun at once."""
    descriptor = _open(path)
    _held.add(descriptor)
    try:
        _take(path, descriptor)
        _sign(path, descriptor, now)
        yield
        with suppress(OSError):  # what stands in a lock that nobody holds is not read
            os.ftruncate(descriptor, 0)
    finally:
        _held.discard(descriptor)
        os.close(descriptor)


def held_since(path: Path) -> datetime | None:
    """Return when the run that holds the lock began; a killed run's word stays, so ask only after AnotherRun."""
    signature = _read_signature(path)
    return signature[1] if signature else None


def _open(path: Path) -> int:
    with writing_to(path):
        make_folder(path.parent)
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


def _take(path: Path, descriptor: int) -> None:
    with writing_to(path):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AnotherRun(f"Another run{_described(path)} holds {path}: wait until it ends.") from error


def _sign(path: Path, descriptor: int, now: datetime) -> None:
    with writing_to(path):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()} {now.isoformat()}\n".encode("ascii"), 0)


def _read_signature(path: Path) -> tuple[int, datetime] | None:
    """Return the process and the moment that are written in the lock file."""
    try:
        process, began = path.read_text(encoding="ascii").split()
        return int(process), datetime.fromisoformat(began)
    except (OSError, ValueError):
        return None


def _described(path: Path) -> str:
    signature = _read_signature(path)
    return f" (process {signature[0]}, since {signature[1]:%Y-%m-%d %H:%M} UTC)" if signature else ""
