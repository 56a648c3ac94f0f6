"""Draft to what mail programs open: a message (RFC 5322) and a mailto: address (RFC 6068); pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from inbox_watch.records import Address, Draft

# The addr-spec of RFC 5322 section 3.4.1 without quoted strings and comments; others are left for the user to put in.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++"
_LABEL = r"[A-Za-z0-9-]{1,63}+"
_ADDRESS = re.compile(rf"\A{_ATOM}(?:\.{_ATOM})*+@{_LABEL}(?:\.{_LABEL})++\Z")


def is_writable(address: str) -> bool:
    """Can the address stand in a header as it is?"""
    return _ADDRESS.match(address) is not None


def as_message(draft: Draft) -> bytes:
    """Return the octets of a message in ASCII, lines ending in CR LF.

    It has no Bcc; Date and Message-ID are set by the program that sends it.
    """
    message = EmailMessage(policy=SMTP)
    for field, address in (("From", draft.author), ("To", draft.to)):
        if is_writable(address.address):
            message[field] = Mailbox(display_name=address.name, addr_spec=address.address)
    message["Subject"] = draft.subject
    message.set_content(f"{draft.body}\n", cte="quoted-printable")
    return b"".join(_thread_lines(draft)) + message.as_bytes()


def as_file(draft: Draft) -> bytes:
    """Return the octets of an .eml file; `X-Unsent` makes Outlook open it for writing."""
    return b"X-Unsent: 1\r\n" + as_message(draft)


def _thread_lines(draft: Draft) -> Iterator[bytes]:
    """One Message-ID a line: the email package would encode a long one, and no program would find the thread."""
    if draft.in_reply_to:
        yield f"In-Reply-To: <{draft.in_reply_to}>\r\n".encode("ascii")
        ids = "\r\n ".join(f"<{each}>" for each in draft.references)
        yield f"References: {ids}\r\n".encode("ascii")


def as_mailto(draft: Draft) -> str:
    """Return a mailto: address with subject, body and In-Reply-To, which a program may ignore (RFC 6068 section 4)."""
    fields = {
        "subject": draft.subject,
        "body": draft.body.replace("\n", "\r\n"),
        "in-reply-to": f"<{draft.in_reply_to}>" if draft.in_reply_to else "",
    }
    said = "&".join(f"{name}={quote(text, safe='')}" for name, text in fields.items() if text)
    return f"mailto:{_path(draft.to)}?{said}"


def _path(to: Address) -> str:
    return quote(to.address, safe="@") if is_writable(to.address) else ""
