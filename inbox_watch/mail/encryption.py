"""Whether an attached PDF is encrypted, from a few octets of its ends (ISO 32000-1, section 7.6)."""

from __future__ import annotations

import base64
import binascii
import re
from email.message import Message as EmailMessage

from inbox_watch.mail.bulk import gap
from inbox_watch.mail.tame import body_as_written

# The trailer stands at the end of the file, in a linearized one also near its beginning (ISO 32000-1, annex F).
_HEAD, _TAIL = 8_000, 88_000
_ENTRY = re.compile(rb"/Encrypt\s{0,9}(?:\d{1,9}\s{1,9}\d{1,9}\s{1,9}R\b|<<)")
_BLANKS = re.compile(r"\s+")


def is_locked_pdf(part: EmailMessage) -> bool:
    """Does the trailer of a PDF name an encryption dictionary? Only the ends of a part in base64 are decoded."""
    if not str(part.get_filename() or "").lower().endswith(".pdf"):
        return False
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() != "base64":
        return False
    return any(_ENTRY.search(octets) for octets in _ends(body_as_written(part)))


def _ends(payload: str) -> tuple[bytes, bytes]:
    cut = gap(payload)
    first, last = (cut.head, cut.tail) if cut else (payload[:_HEAD], payload[-_TAIL:])
    head, tail = _BLANKS.sub("", first), _BLANKS.sub("", last)
    return _decoded(head[: len(head) // 4 * 4]), _decoded(tail[len(tail) % 4 :])


def _decoded(letters: str) -> bytes:
    try:
        return base64.b64decode(letters)
    except (binascii.Error, ValueError):
        return b""
