"""Paths on the command line to messages: .eml files, folders of them, mbox, Maildir, and JSON Lines."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from inbox_watch.accounts import FilesAccount
from inbox_watch.errors import UsageError
from inbox_watch.records import Address, FolderRole, Message, MessageUid, RawMessage
from inbox_watch.sources.budget import EXCERPT, LARGEST_MESSAGE
from inbox_watch.sources.clock import arrival, plausible
from inbox_watch.sources.entries import boxes
from inbox_watch.sources.folders import decode_name, role_by_name
from inbox_watch.sources.mbox import canonical

_ACCOUNT = "classify"
_JSON_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Named:
    """One message and the name its answer goes by; instead of a message, why there is none."""

    path: str
    message: RawMessage | Message | str


def check(paths: tuple[Path, ...]) -> None:
    """Raise UsageError when one of the paths is not there: before any answer, not after the half of them."""
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise UsageError(f"There is no file or folder {', '.join(missing)}; name .eml, mbox, Maildir or JSON Lines.")


def messages(path: Path, now: datetime, *, json_lines: bool) -> Iterator[Named]:
    """Yield what lies at a path, one message at a time; `json_lines` says that it is JSON Lines whatever its name."""
    if path.is_dir():
        yield from _folder(path, now)
    elif json_lines or path.suffix.lower() in _JSON_LINES:
        yield from _lines(path, now)
    elif _is_mbox(path):
        yield from _mbox(path, now)
    else:
        yield _file(path, FolderRole.INBOX, now)


def _folder(path: Path, now: datetime) -> Iterator[Named]:
    if (path / "cur").is_dir() or (path / "new").is_dir():
        for folder, role in _maildirs(path):
            for file in sorted(_maildir_files(folder), key=lambda file: file.name):
                yield _file(file, role, now)
        return
    for above, below, names in os.walk(path):
        below.sort()
        for name in sorted(names):
            if name.lower().endswith(".eml"):
                yield _file(Path(above, name), FolderRole.INBOX, now)


def _maildirs(root: Path) -> Iterator[tuple[Path, FolderRole]]:
    """The Maildir and those of its Maildir++ folders that an account would read."""
    yield root, FolderRole.INBOX
    for folder in sorted(root.glob(".?*/")):
        role = role_by_name(decode_name(folder.name[1:]), ".")
        if role:
            yield folder, role


def _maildir_files(folder: Path) -> list[Path]:
    parts = [folder / part for part in ("new", "cur") if (folder / part).is_dir()]
    return [file for part in parts for file in part.iterdir() if file.is_file() and not file.name.startswith(".")]


def _file(path: Path, role: FolderRole, now: datetime) -> Named:
    try:
        with path.open("rb") as file:
            large = os.fstat(file.fileno()).st_size > LARGEST_MESSAGE
            octets = canonical(file.read(EXCERPT if large else -1))
            changed = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
    except OSError as error:
        return Named(_shown(path), f"the file cannot be read ({error.strerror})")
    arrived = plausible(arrival(octets, "", now) or changed, now)
    return Named(_shown(path), RawMessage(_uid(path), role, arrived, octets))


def _is_mbox(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(5) == b"From "
    except OSError:
        return False


def _mbox(path: Path, now: datetime) -> Iterator[Named]:
    """The messages of an mbox, numbered from 1."""
    for box in boxes(FilesAccount(_ACCOUNT, path, "mbox")):
        for number, entry in enumerate(box.entries(), 1):
            arrived = plausible(entry.arrived(now), now)
            yield Named(f"{_shown(path)}#{number}", RawMessage(_uid(path, number), box.role, arrived, entry.octets()))


def _lines(path: Path, now: datetime) -> Iterator[Named]:
    """The objects of a JSON Lines file; their `id` is the name of the answer, else file and line."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _object(line, _uid(path, number), f"{_shown(path)}:{number}", now)


def _object(line: bytes, uid: MessageUid, place: str, now: datetime) -> Named:
    try:
        item = json.loads(line)
    except (ValueError, RecursionError):
        return Named(place, "the line is not JSON")
    if not isinstance(item, dict):
        return Named(place, "the line is not a JSON object")
    item = {key: _sound(value) for key, value in item.items()}
    name = str(item.get("id", place))
    wrong = [key for key in ("from", "subject", "body") if not isinstance(item.get(key, ""), str)]
    if wrong or not ("body" in item or "subject" in item):
        return Named(name, f"the object needs text as {', '.join(wrong) or 'subject or body'}")
    return Named(name, _message(item, uid, hashlib.sha256(line).hexdigest(), now))


def _message(item: dict[str, Any], uid: MessageUid, sha256: str, now: datetime) -> Message:
    """A message of which only sender, subject and text are known."""
    from inbox_watch.mail.parse import SUBJECT_LIMIT  # 50 ms, for JSON Lines alone
    from inbox_watch.mail.structure import one_line
    from inbox_watch.mail.text import reader_text, split_text

    name, address = parseaddr(item.get("from", ""))
    visible = split_text(reader_text(item.get("body", ""), ""))
    return Message(
        uid=uid,
        role=FolderRole.INBOX,
        internaldate=now,
        message_id="",
        in_reply_to=(),
        references=(),
        from_=Address(one_line(name), address.lower()),
        reply_to=(),
        to=(),
        cc=(),
        bcc=(),
        subject=one_line(item.get("subject", ""))[:SUBJECT_LIMIT],
        date=None,
        text=visible.text,
        signature=visible.signature,
        quoted=visible.quoted,
        attachments=(),
        event=None,
        delivery=None,
        disposition=False,
        marks=(),
        authentication=None,
        links=(),
        sha256=sha256,
    )


def _uid(path: Path, number: int = 1) -> MessageUid:
    return MessageUid(_ACCOUNT, _shown(path), 1, number)


def _shown(path: Path) -> str:
    """A path as text that every encoding takes."""
    return os.fsencode(path).decode("utf-8", "replace")


def _sound(value: Any) -> Any:
    """JSON may hold half a surrogate pair, which is no character."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
