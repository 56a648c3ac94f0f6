"""Which folder is for what: by the server's flags (RFC 6154), else by the names that programs give their folders."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from inbox_watch.knowledge import table
from inbox_watch.records import FolderRole

_ROLE_OF_FLAG: Mapping[str, FolderRole] = {
    "\\sent": FolderRole.SENT,
    "\\junk": FolderRole.JUNK,
    "\\archive": FolderRole.ARCHIVE,
    "\\all": FolderRole.ARCHIVE,
}
# Folders that hold no mail (RFC 9051 section 7.3.1), and those that must never be taken for another by their name.
_DRAFTS = "\\drafts"
_NO_MAIL = frozenset({"\\noselect", "\\nonexistent"})
_NEVER = _NO_MAIL | {_DRAFTS, "\\trash"}
_ORDER = (FolderRole.INBOX, FolderRole.SENT, FolderRole.JUNK, FolderRole.ARCHIVE)
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")


@dataclass(frozen=True, slots=True)
class Listed:
    """A folder in the answer to LIST: `name` for people and records, `wire` for commands, flags in lower case."""

    name: str
    wire: str
    delimiter: str = "/"
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that will be read, and what it is for."""

    name: str
    wire: str
    role: FolderRole


def reading_order(role: FolderRole) -> bool:
    """A key for sorting: the user's letters are read before what may answer them.

    An alert about an answer is written when the answer is read, and says what it answers.
    """
    return role is not FolderRole.SENT


def choose(listed: Sequence[Listed], configured: Sequence[str]) -> tuple[tuple[Folder, ...], tuple[str, ...]]:
    """Return the folders to read, inboxes first, and the configured names that are not on the server.

    A name that is not ASCII on the wire is none (RFC 9051 section 5.1) and cannot be sent in a command.
    """
    usable = _usable(listed)
    found = {name: _find(usable, name) for name in configured}
    chosen = {folder.name: Folder(folder.name, folder.wire, FolderRole.INBOX) for folder in found.values() if folder}
    for folder in usable:
        role = _role(folder)
        if role and folder.name not in chosen:
            chosen[folder.name] = Folder(folder.name, folder.wire, role)
    ordered = sorted(chosen.values(), key=lambda folder: _ORDER.index(folder.role))
    return tuple(ordered), tuple(name for name, folder in found.items() if folder is None)


def drafts_folder(listed: Sequence[Listed]) -> Listed | None:
    """Return the folder for drafts: by its flag (RFC 6154), else by its name; None when there is none."""
    usable = [folder for folder in _usable(listed) if not folder.flags & _NO_MAIL]
    flagged = (folder for folder in usable if _DRAFTS in folder.flags)
    return next(flagged, None) or next((folder for folder in usable if _is_named_for_drafts(folder)), None)


def _is_named_for_drafts(folder: Listed) -> bool:
    above, last = _path(folder.name, folder.delimiter)
    return _is_below_root(above) and _key(last) in _draft_names()


def _usable(listed: Sequence[Listed]) -> list[Listed]:
    return [folder for folder in listed if folder.wire.isascii() and folder.wire.isprintable()]


def _find(listed: Sequence[Listed], name: str) -> Listed | None:
    """The folder of that name, else the only one that differs in case. INBOX is always there (RFC 9051 section 5.1)."""
    if name.upper() == "INBOX":
        return Listed("INBOX", "INBOX")
    exact = [folder for folder in listed if folder.name == name]
    alike = exact or [folder for folder in listed if _key(folder.name) == _key(name)]
    return alike[0] if len(alike) == 1 else None


def _role(folder: Listed) -> FolderRole | None:
    if folder.flags & _NEVER or folder.name.upper() == "INBOX":
        return None
    flagged = (_ROLE_OF_FLAG[flag] for flag in sorted(folder.flags) if flag in _ROLE_OF_FLAG)
    return next(flagged, None) or role_by_name(folder.name, folder.delimiter)


def role_by_name(name: str, delimiter: str) -> FolderRole | None:
    """What a folder is for by its name alone, where only INBOX, [Gmail] and the like stand above it."""
    above, last = _path(name, delimiter)
    role = _names().get(_key(last)) if _is_below_root(above) else None
    return None if role in (None, "root") else FolderRole(role)


def _path(name: str, delimiter: str) -> tuple[list[str], str]:
    *above, last = name.split(delimiter) if delimiter else [name]
    return above, last


def _is_below_root(above: Sequence[str]) -> bool:
    return all(_names().get(_key(part)) == "root" for part in above)


@cache
def _names() -> Mapping[str, str]:
    """The table of folder names: from name to role."""
    return {_key(row["name"]): row["role"] for row in table("folder_names")}


@cache
def _draft_names() -> frozenset[str]:
    return frozenset(_key(row["name"]) for row in table("draft_folders"))


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def decode_name(wire: str) -> str:
    """Decode modified UTF-7 (RFC 3501 section 5.1.3); a part that is no such thing stays as the server gave it."""
    return _SHIFTED.sub(_decode_part, wire)


def _decode_part(match: re.Match[str]) -> str:
    encoded = match[1].replace(",", "/")
    try:
        decoded = f"+{encoded}-".encode("ascii").decode("utf-7") if encoded else "&"
        decoded.encode("utf-8")
    except UnicodeError:
        return match[0]
    return decoded
