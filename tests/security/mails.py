"""Mails that try something."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

BODY_CANARY = "zanzibar-4417-heron"
# Where a mail would like its files to be.
NAMES = (
    "../../../../../../tmp/iw-escaped-1",
    "/tmp/iw-escaped-2",
    "..\\..\\iw-escaped-3",
    "~/.bashrc-iw-escaped-4",
    "iw-escaped-5\0.pdf",
    ".ssh/authorized_keys-iw-escaped-6",
    "$(touch /tmp/iw-escaped-7)",
    "`touch /tmp/iw-escaped-8`.pdf",
)
ESCAPED = "iw-escaped"
# imapclient 4.1 sends a search criterion as it is: a line break in it begins a command of the sender's.
INJECTIONS = (
    "<a@evil.example>\r\n A9 UID MOVE 1:* Trash",
    '<b@evil.example>"\r\n\tA9 SELECT INBOX',
    "=?utf-8?q?=3Cc=40evil=2Eexample=3E=0D=0AA9_UID_STORE_1:*_+FLAGS_(=5CDeleted)=0D=0AA9_EXPUNGE?=",
    "<d@evil.example> {3+}\r\n A9 CREATE x",
)


def receipt(number: int, employer: str = "", message_id: str = "") -> bytes:
    """A receipt that founds an application, with the canary in its text."""
    employer = employer or f"Firm{number}"
    return (
        f"From: {employer} Careers <jobs@firm{number}.example>\r\nTo: me@me.example\r\n"
        f"Subject: Your application as Planner at {employer}\r\n"
        f"Message-ID: {message_id or f'<r{number}@firm{number}.example>'}\r\n"
        "Date: Mon, 2 Mar 2026 09:00:00 +0000\r\nAuto-Submitted: auto-replied\r\n\r\n"
        f"Thank you for applying at {employer}. We have received your application as Planner.\r\n"
        f"Your private word is {BODY_CANARY}.\r\n"
    ).encode()


def injections() -> list[bytes]:
    return [receipt(70 + number, message_id=each) for number, each in enumerate(INJECTIONS)]


def zip_bomb(size: int = 200 * 1024 * 1024) -> bytes:
    """A small archive that unpacks to `size` octets."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(NAMES[0], bytes(size))
    return packed.getvalue()


def with_attachments(bomb: bytes) -> bytes:
    """A refusal with a file for each name, and the bomb."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "Firm1 Careers <jobs@firm1.example>", "me@me.example"
    mail["Subject"], mail["Message-ID"] = "Your application as Planner at Firm1", "<files@firm1.example>"
    mail["Date"] = "Tue, 3 Mar 2026 09:00:00 +0000"
    mail.set_content(f"We regret that we cannot offer you the position. {BODY_CANARY}\n")
    for name in NAMES:
        mail.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=name.replace("\0", "%00"))
    mail.add_attachment(bomb, maintype="application", subtype="zip", filename="letter.zip")
    return mail.as_bytes().replace(b"%00", b"\0").replace(b"\n", b"\r\n")
