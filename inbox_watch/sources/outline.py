"""What of a message to fetch, read from its BODYSTRUCTURE (RFC 9051 section 7.5.2), and the message made of it.

What comes out is, octet for octet, what `mail.bulk` makes of the whole message; where that is not sure, nothing does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from inbox_watch.mail.bulk import NotTameError, Part, Share, ended, head, joined, part_of, share, written

# A message that is smaller, or would be by less, comes whole: its structure costs a kilobyte and a command of its own.
WORTH_A_LOOK, WORTH_IT = 30_000, 12_000
# Each part is one to three items of a command.
_PARTS = 40
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Outline:
    """A part of a message on the server: its section (empty for the message), media type, and encoded octets."""

    section: str
    type: str
    size: int = 0
    parts: tuple[Outline, ...] = ()

    @property
    def saved(self) -> int:
        """The octets that need not be fetched."""
        return sum(leaf.size - kept.head - kept.tail for leaf in _leaves(self) if (kept := leaf.share))

    @property
    def share(self) -> Share | None:
        """How much of the part is fetched; None: all of it."""
        return share(self.type, self.size)

    @property
    def body(self) -> str:
        """The section of what stands below the header."""
        return self.section or "TEXT"

    @property
    def header(self) -> str:
        """The section of the header."""
        return f"{self.section}.MIME" if self.section else "HEADER"


def outline(structure: object) -> Outline | None:
    """Return the outline of a message that is better fetched in parts; None for every other."""
    found = _outline(structure, "", _DEPTH)
    if found is None or len(list(_all(found))) > _PARTS or found.saved < WORTH_IT:
        return None
    return found


def items(whole: Outline) -> list[str]:
    """What to ask FETCH for. Of the end of a file an octet more than there should be, to know that it is the end."""
    found: list[str] = []
    for part in _all(whole):
        found.append(f"BODY.PEEK[{part.header}]")
        kept = part.share
        if part.parts:
            continue
        found.append(f"BODY.PEEK[{part.body}]" + (f"<0.{kept.head}>" if kept else ""))
        if kept and kept.tail:
            found.append(f"BODY.PEEK[{part.body}]<{part.size - kept.tail}.{kept.tail + 1}>")
    return found


def assembled(whole: Outline, answer: Mapping[bytes, Any]) -> bytes | None:
    """Make the message of the answer to `items`; None where anything is missing or not as it was announced."""
    try:
        part = _assembled(whole, answer)
        octets = written(part)
        return octets if part_of(octets) == part else None
    except NotTameError:
        return None


def _assembled(outline: Outline, answer: Mapping[bytes, Any]) -> Part:
    found = head(_octets(answer, outline.header))
    if found.type != outline.type or bool(found.boundary) != bool(outline.parts):
        raise NotTameError("not the part that was announced")
    if outline.parts:
        return replace(found, parts=tuple(_assembled(each, answer) for each in outline.parts))
    return replace(found, body=ended(found.type, _body(outline, answer)))


def _body(outline: Outline, answer: Mapping[bytes, Any]) -> bytes:
    kept = outline.share
    if kept is None:
        return _of_size(_octets(answer, outline.body), outline.size)
    start = _of_size(_octets(answer, outline.body, 0), kept.head)
    if not kept.tail:
        return start
    end = _of_size(_octets(answer, outline.body, outline.size - kept.tail), kept.tail)
    return joined(start, end, outline.size, kept)


def _octets(answer: Mapping[bytes, Any], section: str, origin: int | None = None) -> bytes:
    key = f"BODY[{section}]" if origin is None else f"BODY[{section}]<{origin}>"
    octets = answer.get(key.encode())
    if not isinstance(octets, bytes):
        raise NotTameError("a part is missing")
    return octets


def _of_size(octets: bytes, size: int) -> bytes:
    if len(octets) != size:
        raise NotTameError("a part is not as long as was announced")
    return octets


def _outline(structure: object, section: str, depth: int) -> Outline | None:
    """imapclient makes tuples of the structure, and of the parts of a multipart a list that stands first."""
    if not isinstance(structure, tuple) or len(structure) < 2 or not depth:
        return None
    if not isinstance(structure[0], list):
        size = structure[6] if len(structure) > 6 else None
        words = [word.decode("ascii", "replace").lower() for word in structure[:2] if isinstance(word, bytes)]
        return Outline(section, "/".join(words), size) if isinstance(size, int) and len(words) == 2 else None
    prefix = f"{section}." if section else ""
    inside = [_outline(each, f"{prefix}{place}", depth - 1) for place, each in enumerate(structure[0], start=1)]
    parts = tuple(each for each in inside if each)
    subtype = structure[1]
    if not parts or len(parts) != len(inside) or not isinstance(subtype, bytes):
        return None
    return Outline(section, f"multipart/{subtype.decode('ascii', 'replace').lower()}", parts=parts)


def _all(outline: Outline) -> Iterator[Outline]:
    yield outline
    for each in outline.parts:
        yield from _all(each)


def _leaves(outline: Outline) -> Iterator[Outline]:
    return (each for each in _all(outline) if not each.parts)
