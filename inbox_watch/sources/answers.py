"""imapclient's answers as records: of what a server says, only what has the right type is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from inbox_watch.sources.folders import Listed, decode_name
from inbox_watch.sources.server import FolderState, Letter

# A SEARCH answer of so many UIDs has at most 220 kB.
LARGEST_WINDOW = 20_000
_LIMIT = b"MESSAGELIMIT="


def window(capabilities: Sequence[bytes]) -> int:
    """The most UIDs in one command: beyond its MESSAGELIMIT a server answers in part, and still with OK (RFC 9738)."""
    limits = (name.removeprefix(_LIMIT) for name in capabilities if name.startswith(_LIMIT))
    return max(1, min([LARGEST_WINDOW, *(int(limit) for limit in limits if limit.isdigit())]))


def survey_items(capabilities: Sequence[bytes]) -> list[str]:
    """What to ask of a message before it is fetched; X-GM-EXT-1 is Gmail's own extension."""
    threads = ["X-GM-THRID"] if b"X-GM-EXT-1" in capabilities else []
    return ["RFC822.SIZE", "INTERNALDATE", *threads]


def listed(flags: Sequence[object], delimiter: bytes | None, name: bytes | str) -> Listed:
    """A line of LIST (RFC 9051 section 7.3.1)."""
    wire = name.decode("ascii", "replace") if isinstance(name, bytes) else name
    lower = frozenset(flag.decode("ascii", "replace").lower() for flag in flags if isinstance(flag, bytes))
    return Listed(decode_name(wire), wire, delimiter.decode("ascii", "replace") if delimiter else "", lower)


def folder_state(answer: Mapping[bytes, Any], messages: bytes) -> FolderState:
    """The answer to STATUS or EXAMINE; `messages` is the key under which it counts them."""
    uidnext = answer.get(b"UIDNEXT")
    return FolderState(
        uidvalidity=int(answer.get(b"UIDVALIDITY", 0)),
        uidnext=None if uidnext is None else int(uidnext),
        messages=int(answer[messages]),
    )


def letter(uid: int, items: Mapping[bytes, Any]) -> Letter:
    """The answer to FETCH of RFC822.SIZE and INTERNALDATE (RFC 9051 section 7.5.2), and of Gmail's X-GM-THRID."""
    size, internaldate, thread = (items.get(name) for name in (b"RFC822.SIZE", b"INTERNALDATE", b"X-GM-THRID"))
    return Letter(
        uid=uid,
        size=size if isinstance(size, int) else 0,
        internaldate=internaldate if isinstance(internaldate, datetime) else None,
        conversation=str(thread) if isinstance(thread, int) else "",
    )
