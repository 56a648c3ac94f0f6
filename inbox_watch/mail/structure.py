"""What a message says by its MIME parts (report, invitation, files), read before any is taken out of the tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message as EmailMessage

from inbox_watch.mail.bulk import Gap, gap
from inbox_watch.mail.delivery import returned_message_id, structured_report
from inbox_watch.mail.encryption import is_locked_pdf
from inbox_watch.mail.invitation import calendar_event
from inbox_watch.mail.tame import body_as_written, decoded
from inbox_watch.records import Attachment, CalendarEvent, DeliveryStatus

HEADER_LIMIT = 256 * 1024
PART_LIMIT = 1000
# With the blanks behind: a folded field goes on after a line break and a blank (RFC 5322 section 2.2.3).
_UNSHOWN = r"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
_CONTROL = re.compile(rf"[{_UNSHOWN}][{_UNSHOWN} ]*")


@dataclass(frozen=True, slots=True)
class Structure:
    """What the MIME tree says by its parts."""

    report: DeliveryStatus | None
    returned: str | None
    event: CalendarEvent | None
    attachments: tuple[Attachment, ...]
    disposition: bool


def structure_of(tree: EmailMessage) -> Structure:
    """Read the structure of a whole message; raises ValueError when it has too many parts."""
    parts = _own_parts(tree)
    return Structure(
        report=structured_report(tree),
        returned=returned_message_id(tree),
        event=_event(parts),
        attachments=_attachments(parts),
        disposition=any(part.get_content_type() == "message/disposition-notification" for part in tree.walk()),
    )


def _own_parts(tree: EmailMessage) -> list[EmailMessage]:
    """The leaf parts of this message, not those of messages it carries inside."""
    found: list[EmailMessage] = []
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "message":
            continue
        payload = part.get_payload() if part.is_multipart() else None
        if isinstance(payload, list):
            waiting.extend(child for child in reversed(payload) if isinstance(child, EmailMessage))
        else:
            found.append(part)
        if len(found) + len(waiting) > PART_LIMIT:
            raise ValueError("too many parts")
    return found


def _event(parts: list[EmailMessage]) -> CalendarEvent | None:
    for part in parts:
        if part.get_content_type() in ("text/calendar", "application/ics"):
            octets = part.get_payload(decode=True)
            if isinstance(octets, bytes):
                return calendar_event(octets[:HEADER_LIMIT], str(part.get_param("method") or ""))
    return None


def _attachments(parts: list[EmailMessage]) -> tuple[Attachment, ...]:
    """Every part with a file name; names are cleaned for display and never used as a path."""
    named = ((part.get_filename(), part) for part in parts)
    return tuple(
        Attachment(_shown_name(name), part.get_content_type(), _size(part), is_locked_pdf(part))
        for name, part in named
        if name
    )


def _shown_name(name: str) -> str:
    """A file name as it may be shown; many senders write it in RFC 2047 words, against RFC 2231."""
    return one_line(decoded(name)).replace("/", "_").replace("\\", "_")[:200]


def _size(part: EmailMessage) -> int:
    payload = body_as_written(part)
    cut = gap(payload)
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() != "base64":
        return cut.size if cut else len(payload)
    return (_letters_of(cut) if cut else len(re.sub(r"[\s=]", "", payload))) * 3 // 4


def _letters_of(cut: Gap) -> int:
    """The base64 letters of a file of which the middle is missing: its lines are as long as the first one."""
    line = cut.head.find("\n") + 1
    breaks = cut.size // line + bool(cut.size % line and cut.tail.endswith("\n")) if line else 0
    return cut.size - 2 * breaks - cut.tail[-8:].count("=")


def one_line(text: str) -> str:
    """The text on one line, without control or direction-changing characters."""
    return _CONTROL.sub(" ", text).strip()
