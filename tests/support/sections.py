"""BODYSTRUCTURE and the sections of a message as a server gives them (RFC 9051 sections 6.4.5 and 7.5.2).

For messages whose structure is plain: no preamble, no epilogue, boundaries in quotes.
"""

from __future__ import annotations

import re

_BOUNDARY = re.compile(rb'content-type: multipart/(\w+);[^"]*boundary="([^"]+)"', re.IGNORECASE)
_TYPE = re.compile(rb"^content-type: *([\w-]+)/([\w-]+)", re.IGNORECASE | re.MULTILINE)
_ITEM = re.compile(rb"BODY\.PEEK\[([A-Z0-9.]*)\](?:<(\d+)\.(\d+)>)?")


def structure_of(octets: bytes) -> bytes:
    """The BODYSTRUCTURE of a message."""
    header, body = _halves(octets)
    if multipart := _BOUNDARY.search(header):
        inside = b"".join(structure_of(part) for part in _parts(body, multipart[2]))
        return b'(%s "%s" ("boundary" "%s") NIL NIL NIL)' % (inside, multipart[1], multipart[2])
    stated = _TYPE.search(header)
    main, sub = (stated[1], stated[2]) if stated else (b"text", b"plain")
    lines = b" %d" % body.count(b"\n") if main.lower() == b"text" else b""
    return b'("%s" "%s" NIL NIL NIL "7bit" %d%s NIL NIL NIL NIL)' % (main, sub, len(body), lines)


def answer(octets: bytes, item: bytes) -> bytes:
    """The answer to one item of a FETCH."""
    asked = _ITEM.fullmatch(item)
    assert asked, item
    section, start, length = asked.groups()
    part = _section(octets, section)
    if start is None:
        return b"BODY[%s] {%d}\r\n%s" % (section, len(part), part)
    part = part[int(start) :][: int(length)]
    return b"BODY[%s]<%s> {%d}\r\n%s" % (section, start, len(part), part)


def _section(octets: bytes, section: bytes) -> bytes:
    header, body = _halves(octets)
    number, _, rest = section.partition(b".")
    if number.isdigit():
        multipart = _BOUNDARY.search(header)
        assert multipart
        part = _parts(body, multipart[2])[int(number) - 1]
        return _section(part, rest) if rest else _halves(part)[1]
    return {b"": octets, b"HEADER": header, b"MIME": header, b"TEXT": body}[section]


def _halves(octets: bytes) -> tuple[bytes, bytes]:
    header, blank, body = octets.partition(b"\r\n\r\n")
    return header + blank, body


def _parts(body: bytes, boundary: bytes) -> list[bytes]:
    inside = (b"\r\n" + body).split(b"\r\n--" + boundary)
    return [part.removeprefix(b"\r\n") for part in inside[1:-1]]
