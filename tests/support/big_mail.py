"""Mail with files, built part by part, with the line ends of the wire."""

from __future__ import annotations

import base64

HEAD = (
    b"Received: from a by b; Mon, 2 Mar 2026 10:00:00 +0000\r\nFrom: Petra <petra@lindhof.example>\r\n"
    b"Subject: Your application\r\nMessage-ID: <1@lindhof.example>\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\n"
    b"MIME-Version: 1.0\r\n"
)


def text(words: str, kind: str = "plain") -> bytes:
    """A part of text."""
    return f"Content-Type: text/{kind}; charset=utf-8\r\n\r\n{words}".encode()


def a_file(size: int, name: str, content: bytes | None = None) -> bytes:
    """A part with a file of so many octets, or with this content."""
    octets = bytes(number * 7 % 251 for number in range(size)) if content is None else content
    written = f"filename*=utf-8''{name}" if name.isascii() else "filename*=utf-8''Gr%C3%B6%C3%9Fe.docx"
    head = (
        f"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; {written}\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    return head.encode() + base64.encodebytes(octets).replace(b"\n", b"\r\n")


def mixed(*parts: bytes, boundary: str = "out", kind: str = "mixed") -> bytes:
    """A multipart of these parts."""
    inside = b"".join(b"--%s\r\n%s\r\n" % (boundary.encode(), part) for part in parts)
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'
    return head.encode() + inside + f"--{boundary}--\r\n".encode()


def letter(*parts: bytes, kind: str = "mixed") -> bytes:
    """A whole message of these parts."""
    return HEAD + mixed(*parts, kind=kind)
