"""How a hostile mail is written: an honest head, and one thing in it that is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

Make = Callable[[], bytes]
Cases = Iterator[tuple[str, Make]]

FROM, SUBJECT = b"Petra <petra@lindhof.example>", b"Your application"
BODY = b"Dear Runa,\r\nwe invite you to an interview on 12 May 2026 at 10:00.\r\nPetra\r\n"


def mail(
    fields: bytes = b"",
    body: bytes = BODY,
    *,
    from_: bytes = FROM,
    subject: bytes = SUBJECT,
    to: bytes = b"runa@falkenried.example",
    date: bytes = b"Mon, 4 May 2026 10:00:00 +0000",
) -> bytes:
    """A message with these fields behind those that every mail has; each field ends with its line break."""
    head = b"From: %s\r\nSubject: %s\r\nTo: %s\r\nDate: %s\r\n" % (from_, subject, to, date)
    return head + b"Message-ID: <m@lindhof.example>\r\nMIME-Version: 1.0\r\n" + fields + b"\r\n" + body


def text(body: bytes, parameters: bytes = b"", encoding: bytes = b"", kind: bytes = b"plain") -> bytes:
    """A message of one text part."""
    transfer = b"Content-Transfer-Encoding: %s\r\n" % encoding if encoding else b""
    return mail(b"Content-Type: text/%s%s\r\n%s" % (kind, parameters, transfer), body)


def mixed(*parts: bytes, boundary: bytes = b"b", kind: bytes = b"mixed", parameters: bytes = b"") -> bytes:
    """A message of these parts, each with its header."""
    body = b"".join(b"--%s\r\n%s\r\n" % (boundary, part) for part in parts) + b"--%s--\r\n" % boundary
    return mail(b'Content-Type: multipart/%s; boundary="%s"%s\r\n' % (kind, boundary, parameters), body)


def attached(fields: bytes, content: bytes = b"x") -> bytes:
    """A message with a letter and a file; these are the fields of the file."""
    return mixed(b"Content-Type: text/plain\r\n\r\n" + BODY, fields + b"\r\n" + content)


def fixed(**built: Make) -> Cases:
    """Cases by name."""
    yield from ((name.replace("_", " "), make) for name, make in built.items())
