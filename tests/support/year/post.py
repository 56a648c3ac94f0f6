"""Octets as a mail server holds them: RFC 5322 header fields, MIME bodies, RFC 3464 reports, RFC 5545 events."""

from __future__ import annotations

import base64
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime

from tests.support.year.records import Person

ME = Person("Mirka Tauber", "mirka.tauber@briefkasten.example")
AUTHSERV_ID = "mx.briefkasten.example"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a sender decides of a mail; `answers` is a Message-ID, `above` those before it in the thread."""

    sender: Person
    to: Person
    subject: str
    text: str
    html: bool = False
    answers: str = ""
    above: tuple[str, ...] = ()
    reply_to: str = ""
    files: tuple[str, ...] = ()
    event: str = ""
    extra: tuple[str, ...] = ()
    verified: bool = False


def a_message_id(dice: random.Random, domain: str) -> str:
    return f"{dice.getrandbits(64):016x}@{domain}"


def octets(letter: Letter, when: datetime, message_id: str) -> bytes:
    """The whole message with CRLF line ends."""
    head = [
        f"From: {mailbox(letter.sender)}",
        f"To: {mailbox(letter.to)}",
        f"Subject: {encoded(letter.subject)}",
        f"Date: {format_datetime(when)}",
        f"Message-ID: <{message_id}>",
        "MIME-Version: 1.0",
        *_thread(letter),
        *letter.extra,
    ]
    if letter.reply_to:
        head.append(f"Reply-To: {letter.reply_to}")
    if letter.verified:
        domain = letter.sender.address.rpartition("@")[2]
        head.insert(0, f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass (p=none) header.from={domain}")
    return crlf("\n".join(head) + "\n" + _body(letter, message_id))


def _thread(letter: Letter) -> list[str]:
    if not letter.answers:
        return []
    above = " ".join(f"<{each}>" for each in (*letter.above, letter.answers))
    return [f"In-Reply-To: <{letter.answers}>", f"References: {above}"]


def mailbox(person: Person) -> str:
    if not person.name:
        return person.address
    if not person.name.isascii():
        return f"{encoded(person.name)} <{person.address}>"
    plain = all(sign.isalnum() or sign in " -" for sign in person.name)
    return f"{person.name} <{person.address}>" if plain else f'"{person.name}" <{person.address}>'


def encoded(text: str) -> str:
    """RFC 2047, folded so that no encoded word is longer than it may be."""
    if text.isascii():
        return text
    pieces = [text[at : at + 18] for at in range(0, len(text), 18)]
    return "\n ".join(f"=?utf-8?B?{base64.b64encode(piece.encode()).decode()}?=" for piece in pieces)


def _body(letter: Letter, message_id: str) -> str:
    shown = _html(letter.text) if letter.html else letter.text
    main = _part(f"text/{'html' if letter.html else 'plain'}; charset=utf-8", shown)
    if not letter.files and not letter.event:
        return main
    parts = [main, *(_file(name) for name in letter.files)]
    if letter.event:
        method = letter.event.partition("METHOD:")[2].split()[0]
        parts.append(_part(f"text/calendar; charset=utf-8; method={method}", letter.event))
    return multipart("mixed", parts, message_id)


def _part(kind: str, text: str) -> str:
    if text.isascii() and max(map(len, text.split("\n")), default=0) < 900:
        return f"Content-Type: {kind}\nContent-Transfer-Encoding: 7bit\n\n{text}\n"
    return f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n\n{base64.encodebytes(text.encode()).decode()}\n"


def _file(name: str) -> str:
    kind = "application/pdf" if name.endswith(".pdf") else "application/octet-stream"
    disposition = f'attachment; filename="{name}"'
    content = base64.encodebytes(b"%PDF-1.4 " + name.encode() * 8).decode()
    return (
        f'Content-Type: {kind}; name="{name}"\nContent-Disposition: {disposition}\n'
        f"Content-Transfer-Encoding: base64\n\n{content}"
    )


def multipart(kind: str, parts: list[str], message_id: str) -> str:
    fence = f"=_{message_id.partition('@')[0]}"
    inner = "".join(f"--{fence}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{fence}"\n\n{inner}--{fence}--\n'


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def _html(text: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    blocks = "".join(f"<p>{block.replace(chr(10), '<br>')}</p>" for block in safe.split("\n\n"))
    return f"<html><head><style>p{{margin:0 0 1em}}</style></head><body>{blocks}</body></html>"


def quoting(text: str, said: str, sender: str, when: datetime) -> str:
    """An answer above the mail it answers."""
    quoted = "\n".join(f"> {line}" for line in said.split("\n"))
    return f"{text}\n\nOn {when:%d %b %Y, %H:%M}, {sender} wrote:\n{quoted}"


def event(method: str, uid: str, sequence: int, summary: str, organizer: str, starts: datetime) -> str:
    """A VEVENT of 45 minutes (RFC 5545)."""
    form = "%Y%m%dT%H%M%SZ"
    ends = starts + timedelta(minutes=45)
    return (
        f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Kalender//EN\nMETHOD:{method}\nBEGIN:VEVENT\nUID:{uid}\n"
        f"SEQUENCE:{sequence}\nDTSTAMP:{starts:{form}}\nDTSTART:{starts:{form}}\nDTEND:{ends:{form}}\n"
        f"SUMMARY:{summary}\nORGANIZER:mailto:{organizer}\nATTENDEE:mailto:{ME.address}\nEND:VEVENT\nEND:VCALENDAR"
    )


def bounce(when: datetime, message_id: str, recipient: str, of: str, subject: str, *, delayed: bool = False) -> bytes:
    """A delivery report (RFC 3464); without `of` it names the recipient alone."""
    action, code = ("delayed", "4.4.1") if delayed else ("failed", "5.1.1")
    said = f"Your message could not be delivered{' yet' if delayed else ''} to the following address:\n\n{recipient}\n"
    status = (
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.briefkasten.example\n\n"
        f"Final-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {code}\n"
    )
    parts = [_part("text/plain; charset=utf-8", said), status]
    if of:
        returned = f"From: {mailbox(ME)}\nTo: {recipient}\nSubject: {encoded(subject)}\nMessage-ID: <{of}>\n"
        parts.append(f"Content-Type: text/rfc822-headers\n\n{returned}")
    title = "Delayed Mail (still being retried)" if delayed else "Undelivered Mail Returned to Sender"
    head = (
        f"From: Mail Delivery System <mailer-daemon@{AUTHSERV_ID}>\nTo: {mailbox(ME)}\nSubject: {title}\n"
        f"Date: {format_datetime(when)}\nMessage-ID: <{message_id}>\nMIME-Version: 1.0\nAuto-Submitted: auto-replied\n"
    )
    report = multipart("report; report-type=delivery-status", parts, message_id)
    return crlf(head + report)
