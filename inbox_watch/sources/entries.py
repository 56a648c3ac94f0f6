"""What lies in a Maildir, an mbox or a folder of .eml files: for each message a lasting UID, and how to read it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path

from inbox_watch.accounts import FilesAccount
from inbox_watch.errors import ConfigError, MailboxUnavailable
from inbox_watch.records import FolderRole
from inbox_watch.sources.budget import EXCERPT, LARGEST_MESSAGE
from inbox_watch.sources.clock import HEADER_OCTETS, arrival, is_plausible
from inbox_watch.sources.folders import decode_name, role_by_name
from inbox_watch.sources.mbox import canonical, messages, unquoted

# UIDs take the upper half of 53 bits (what JSON carries exactly), states the lower: 32 bits of seconds and 20 more.
_HALF = 1 << 52
_STATE_BITS = 20
_DELIVERED_AT = re.compile(r"(\d{9,10})\.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One message in a file; `arrived` and `octets` read it, and may find it gone (OSError)."""

    uid: int
    arrived: Callable[[datetime], datetime | None]
    octets: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Box:
    """A folder of a files account; `state` changes with its content, and is 0 where that cannot be told cheaply."""

    name: str
    role: FolderRole
    entries: Callable[[], Generator[Entry, None, None]]
    state: int = 0


def boxes(account: FilesAccount) -> list[Box]:
    """Return the folders of an account; an account without its path is an error of the configuration."""
    path = account.path
    if account.form == "maildir":
        return _maildirs(account)
    if account.form == "mbox":
        if not path.is_file():
            raise ConfigError(f"mbox {path} of account {account.name} is not there or not a file: correct the path.")
        return [Box(_shown(path.name), account.role, partial(_mbox_entries, path), _state(path))]
    if not path.is_dir():
        raise ConfigError(f"eml {path} of account {account.name} is not there or not a folder: correct the path.")
    return [Box(_shown(path.name), account.role, partial(_eml_entries, path))]


def _maildirs(account: FilesAccount) -> list[Box]:
    """The Maildir itself, and beside it the Maildir++ folders (`.Sent`) that are for what IMAP's would be."""
    root = account.path
    if not (root / "cur").is_dir() and not (root / "new").is_dir():
        raise ConfigError(f"maildir {root} of account {account.name} has neither cur nor new in it: correct the path.")
    found = [Box("INBOX", account.role, partial(_maildir_entries, root))]
    for directory in sorted(root.glob(".?*/")):
        name = decode_name(_shown(directory.name[1:]))
        role = role_by_name(name, ".")
        if role:
            found.append(Box(name, role, partial(_maildir_entries, directory)))
    return found


def _maildir_entries(directory: Path) -> Generator[Entry, None, None]:
    for unique, path in sorted(_maildir_files(directory).items()):
        read = partial(_maildir_octets, directory, unique, path)
        yield Entry(_uid(os.fsencode(unique)), partial(_maildir_date, unique, path), read)


def _maildir_files(directory: Path) -> dict[str, Path]:
    """The files by the unique part of their names, without the flags. A file moves from new to cur: so new first."""
    found: dict[str, Path] = {}
    for part in ("new", "cur"):
        if (directory / part).is_dir():
            found |= {path.name.partition(":")[0]: path for path in _files(directory / part, r"[^.].*")}
    return found


def _maildir_date(unique: str, path: Path, now: datetime) -> datetime | None:
    """The seconds with which a Maildir name begins, where they make sense, else the file's own time."""
    seconds = _DELIVERED_AT.match(unique)
    delivered = datetime.fromtimestamp(int(seconds[1]), UTC) if seconds else None
    return delivered if delivered and is_plausible(delivered, now) else _changed(path)


def _maildir_octets(directory: Path, unique: str, path: Path) -> bytes:
    """Read the file; under the name it has now, should a mail program have renamed it in the meantime."""
    try:
        return _octets(path)
    except FileNotFoundError:
        return _octets(_maildir_files(directory).get(unique, path))


def _eml_entries(directory: Path) -> Generator[Entry, None, None]:
    for folder, below, _ in os.walk(directory):
        below.sort()
        for path in _files(Path(folder), r".*\.[eE][mM][lL]"):
            with contextlib.suppress(FileNotFoundError):
                name = os.fsencode(path.relative_to(directory)) + b"|%d" % path.stat().st_size
                yield Entry(_uid(name), partial(_eml_date, path), partial(_octets, path))


def _eml_date(path: Path, now: datetime) -> datetime | None:
    with path.open("rb") as file:
        start = file.read(HEADER_OCTETS)
    return arrival(start, "", now) or _changed(path)


def _mbox_entries(path: Path) -> Generator[Entry, None, None]:
    """The messages of an mbox; two that are alike are told apart by their order."""
    seen: Counter[bytes] = Counter()
    with path.open("rb") as file:
        _lock(file.fileno(), path)
        start = file.read(5)
        if start and start != b"From ":
            raise ConfigError(f"mbox {path} does not begin with `From `, so it is no mbox: correct the path.")
        file.seek(0)
        for filed in messages(file):
            digest = blake2b(filed.octets[:LARGEST_MESSAGE], digest_size=16).digest()
            seen[digest] += 1
            octets = filed.octets if len(filed.octets) <= LARGEST_MESSAGE else filed.octets[:EXCERPT]
            date = partial(_mbox_date, octets, filed.date, path)
            yield Entry(_uid(digest + b"|%d" % seen[digest]), date, partial(_mbox_octets, octets))


def _mbox_date(message: bytes, from_line: str, path: Path, now: datetime) -> datetime | None:
    return arrival(message, from_line, now) or _changed(path)


def _mbox_octets(message: bytes) -> bytes:
    return canonical(unquoted(message))


def _lock(descriptor: int, path: Path) -> None:
    """Ask whether somebody is writing into the file (RFC 4155 leaves locking to the system); reading needs no more."""
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise MailboxUnavailable(f"{path} is being written to; it will be tried again on the next run.") from error
    except OSError:
        return


def _files(directory: Path, pattern: str) -> list[Path]:
    with os.scandir(directory) as found:
        return sorted(Path(item.path) for item in found if re.fullmatch(pattern, item.name) and item.is_file())


def _octets(path: Path) -> bytes:
    """Read a message; of one that is too large the beginning, as from a server."""
    with path.open("rb") as file:
        large = os.fstat(file.fileno()).st_size > LARGEST_MESSAGE
        return canonical(file.read(EXCERPT if large else -1))


def _changed(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (ValueError, OverflowError):
        return None


def _uid(name: bytes) -> int:
    return _HALF | _hash(name) % _HALF


def _state(path: Path) -> int:
    """A number that rises with the file's time of change, for a stored cursor never goes back."""
    found = path.stat()
    rest = _hash(b"%d|%d|%d" % (found.st_ino, found.st_size, found.st_mtime_ns)) % (1 << _STATE_BITS)
    return ((int(found.st_mtime) << _STATE_BITS) | rest) % _HALF


def _hash(octets: bytes) -> int:
    return int.from_bytes(blake2b(octets, digest_size=8).digest())


def _shown(name: str) -> str:
    """A file name as text that every store takes."""
    return os.fsencode(name).decode("utf-8", "replace")
