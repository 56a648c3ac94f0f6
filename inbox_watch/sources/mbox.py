"""The mbox format (RFC 4155 and its kin mboxrd and mboxo): where messages begin, and what they were on their way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from inbox_watch.sources.budget import LARGEST_MESSAGE, MEBIBYTE

_BLOCK = MEBIBYTE
# A From_ line ends in the time of delivery, or has nothing behind `From `, as Thunderbird writes it.
_FROM_LINE = re.compile(
    rb"From (?:- ?)?"
    rb"(?:[^\n]*?\b(?P<date>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? "
    rb"(?=[^\n]*\b\d{1,2}:\d\d)[^\n]{5,40}\b\d{4}\b[^\n]{0,20}))?"
    rb"\r?(?:\n|\Z)"
)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
# What mail programs note in the file about a message: it changes, and it is not part of the message.
_NOTE = re.compile(
    rb"^(?:Status|X-Status|X-Keywords|X-UID|X-IMAP|X-IMAPbase|Content-Length|X-Mozilla-Status2?|X-Mozilla-Keys):"
    rb"[^\n]*\n(?:[ \t][^\n]*\n)*",
    re.MULTILINE | re.IGNORECASE,
)
_END_OF_HEADER = re.compile(rb"\n\r?\n")


@dataclass(frozen=True, slots=True)
class Filed:
    """A message as it lies in an mbox, without its From_ line, the blank line after it, and notes of mail programs.

    Of a message beyond LARGEST_MESSAGE at least that much is there.
    """

    date: str
    octets: bytes


def messages(file: BinaryIO) -> Iterator[Filed]:
    """Divide an mbox at its From_ lines, which stand at the beginning or after a blank line."""
    date, parts, size = "", list[bytes](), 0
    after_blank = True
    for piece in _pieces(file):
        from_line = _FROM_LINE.match(piece) if after_blank else None
        if from_line:
            if parts:
                yield _filed(date, parts)
            date = (from_line["date"] or b"").decode("ascii", "replace").strip()
            parts, size = [piece[from_line.end() :]], len(piece) - from_line.end()
        elif parts and size <= LARGEST_MESSAGE:
            parts.append(piece)
            size += len(piece)
        after_blank = piece.endswith((b"\n\n", b"\n\r\n"))
    if parts:
        yield _filed(date, parts)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """Cut before every line that begins with `From `; a piece of absurd length loses its middle."""
    rest = b""
    while block := file.read(_BLOCK):
        # The boundary may lie across two blocks.
        searched = max(len(rest) - 6, 0)
        rest += block
        start = 0
        while (found := rest.find(b"\nFrom ", max(start, searched))) >= 0:
            yield rest[start : found + 1]
            start = found + 1
        rest = rest[start:]
        if len(rest) > LARGEST_MESSAGE + _BLOCK:
            rest = rest[: LARGEST_MESSAGE + 1] + rest[-6:]
    if rest:
        yield rest


def _filed(date: str, parts: list[bytes]) -> Filed:
    message = b"".join(parts)
    if message.endswith((b"\n\n", b"\n\r\n")):
        message = message[:-1].removesuffix(b"\r")
    blank = _END_OF_HEADER.search(message)
    header = blank.start() + 1 if blank else len(message)
    return Filed(date, _NOTE.sub(b"", message[:header]) + message[header:])


def unquoted(message: bytes) -> bytes:
    """Take off the `>` that keeps a line of the text from looking like a From_ line (mboxrd)."""
    return _QUOTED_FROM.sub(rb"\1", message) if b">From " in message else message


def canonical(message: bytes) -> bytes:
    """End lines with CR LF as the message did on its way (RFC 5322 section 2.1), and as an IMAP server serves it."""
    return message.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
