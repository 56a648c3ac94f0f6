"""A message without the bulk of its files: the form in which it is read, and whose digest is its identity.

Of a large attached file nothing is read but its name, its size, and whether a PDF is locked. So it need not be fetched;
and a message that was fetched in parts has to be the same message as one that was read whole. Both have this form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.parser import BytesHeaderParser
from itertools import islice

# A file whose encoded octets are more than this is cut; a message that is smaller has nothing to cut.
FILE_LIMIT = 24_000
# What is left of it: the trailer of a PDF (ISO 32000-1, section 7.5) stands at its end, in a linearized one also near
# its beginning. A trailer that is a cross-reference stream (section 7.5.8) has about two octets an object.
FILE_HEAD, FILE_TAIL = 4_000, 8_000
# Readers look at 256 KiB of a page and at 100,000 characters of a text.
TEXT_LIMIT = 1024 * 1024
# Of a message inside only the header is read, of a delivery report the first recipients.
INNER_LIMIT = 64 * 1024
PARTS_LIMIT, DEPTH_LIMIT = 100, 10

_HEADER_LIMIT, _FIELD_LIMIT = 64 * 1024, 2_000
_END = b"\r\n\r\n"
_GAP = re.compile(r"\r\n\[([1-9]\d{0,11}) octets\]\r\n")
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
_TYPE_OF_CALENDARS = "application/ics"


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a part's encoded octets is kept: so many from its beginning and, for a file, from its end."""

    head: int
    tail: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message: its header with the blank line behind it, and its body, or the parts inside a multipart."""

    header: bytes
    type: str
    body: bytes = b""
    boundary: bytes = b""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A file of which the middle is missing: its encoded beginning and end, and how long all of it is."""

    head: str
    size: int
    tail: str


class NotTameError(ValueError):
    """The MIME structure is not one that everybody reads alike: such a message is taken as it is."""


def without_bulk(octets: bytes) -> bytes:
    """Return the message with large parts cut: as it came where nothing is to be cut, or its structure is not tame."""
    if len(octets) <= FILE_LIMIT:
        return octets
    try:
        part = part_of(octets)
    except NotTameError:
        return octets
    kept = _cut(part)
    return octets if kept == part else written(kept)


def share(content_type: str, size: int) -> Share | None:
    """How much is kept of a part of that type (lower case) and number of encoded octets; None: all of it."""
    main = content_type.partition("/")[0]
    if main in ("text", "multipart") or content_type == _TYPE_OF_CALENDARS:
        return Share(TEXT_LIMIT) if size > TEXT_LIMIT else None
    if main == "message":
        return Share(INNER_LIMIT) if size > INNER_LIMIT else None
    return Share(FILE_HEAD, FILE_TAIL) if size > FILE_LIMIT else None


def joined(head: bytes, tail: bytes, size: int, kept: Share) -> bytes:
    """What stands for a body of that size: its beginning, and for a file also a note of its size and its end."""
    return b"%s\r\n[%d octets]\r\n%s" % (head, size, tail) if kept.tail else head


def gap(body: str) -> Gap | None:
    """Take what `joined` made of a file apart again; None for any other body."""
    note = _GAP.match(body, FILE_HEAD)
    if not note or len(body) - note.end() != FILE_TAIL:
        return None
    return Gap(body[:FILE_HEAD], int(note[1]), body[note.end() :])


def part_of(octets: bytes) -> Part:
    """Read the structure of a message; raises NotTameError."""
    return _Reading(octets).part(0, len(octets), DEPTH_LIMIT)


def leaves(part: Part) -> Iterator[Part]:
    """The parts that hold no others, in order."""
    if not part.boundary:
        yield part
    for inside in part.parts:
        yield from leaves(inside)


def head(octets: bytes) -> Part:
    """A part by its header alone: the media type (text/plain for none and for nonsense, RFC 2045 section 5), and the
    boundary of a multipart (RFC 2046 section 5.1.1). Raises NotTameError."""
    fields = BytesHeaderParser().parsebytes(octets)
    # The standard library's reader takes seconds for a field of 64 KiB.
    if len(str(fields.get("Content-Type", ""))) > _FIELD_LIMIT:
        raise NotTameError("a very long Content-Type")
    try:
        stated = fields.get_boundary() if fields.get_content_maintype() == "multipart" else None
        boundary = str(stated or "").encode("ascii", "surrogateescape")
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise NotTameError("a broken Content-Type") from error
    if _CONTROL.search(boundary):
        raise NotTameError("a boundary of several lines")
    return Part(octets, fields.get_content_type(), boundary=boundary)


def written(part: Part) -> bytes:
    """The message as octets, each multipart without what stands before its first part and behind its last."""
    return _written(part) + (b"\r\n" if part.boundary else b"")


def ended(content_type: str, body: bytes) -> bytes:
    """The body without the line break behind a message inside: servers differ in whether it belongs to the message."""
    return body.rstrip(b"\r\n") if content_type.startswith("message/") else body


def _written(part: Part) -> bytes:
    if not part.boundary:
        return part.header + ended(part.type, part.body)
    inside = (b"--%s\r\n%s\r\n" % (part.boundary, _written(each)) for each in part.parts)
    return part.header + b"".join(inside) + b"--%s--" % part.boundary


def _cut(part: Part) -> Part:
    if part.boundary:
        return replace(part, parts=tuple(_cut(each) for each in part.parts))
    kept = share(part.type, len(part.body))
    if kept is None:
        return part
    tail = part.body[len(part.body) - kept.tail :]
    return replace(part, body=joined(part.body[: kept.head], tail, len(part.body), kept))


class _Reading:
    """A message whose structure is being read, part by part."""

    def __init__(self, octets: bytes) -> None:
        self._octets = octets
        self._left = PARTS_LIMIT

    def part(self, start: int, end: int, depth: int) -> Part:
        """The part that lies there."""
        self._left -= 1
        if depth == 0 or self._left < 0:
            raise NotTameError("too many parts, or too deep")
        body = self._body(start, end)
        found = head(self._octets[start:body])
        if not found.boundary:
            return replace(found, body=self._octets[body:end])
        spans = self._spans(body, end, found.boundary)
        return replace(found, parts=tuple(self.part(*span, depth - 1) for span in spans))

    def _body(self, start: int, end: int) -> int:
        """Where the body begins; a part may begin with the blank line that ends an empty header."""
        if self._octets.startswith(b"\r\n", start):
            return start + 2
        found = self._octets.find(_END, start, min(end, start + _HEADER_LIMIT))
        if found < 0:
            raise NotTameError("a header that does not end")
        return found + len(_END)

    def _spans(self, start: int, end: int, boundary: bytes) -> list[tuple[int, int]]:
        """Where the parts of a multipart lie: a line break before a boundary belongs to the boundary."""
        line = re.compile(rb"\r\n--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r\n|\Z)")
        # After the last line of the header comes a boundary as well as after any other.
        lines = list(islice(line.finditer(self._octets, start - 2, end), self._left + 2))
        closing = next((place for place, found in enumerate(lines) if found[1]), None)
        begins = [found.end() + 2 for found in lines[:closing]]
        ends = [*(found.start() for found in lines[1:closing]), end if closing is None else lines[closing].start()]
        if not begins or begins[-1] >= end:
            raise NotTameError("a multipart without parts")
        return list(zip(begins, ends, strict=True))
