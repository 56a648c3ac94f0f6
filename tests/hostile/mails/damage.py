"""Honest mails of all kinds, damaged by dice that fall the same way each time."""

from __future__ import annotations

import random
from functools import partial

from tests.hostile.mails.writing import BODY, Cases, attached, mail, mixed, text
from tests.support.big_mail import a_file, letter
from tests.support.big_mail import text as part

_CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@lindhof.example\r\n"
    b"DTSTART;TZID=Europe/Berlin:20260512T100000\r\nSUMMARY:Interview\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_WORDS = b"=?utf-8?Q?Ihre_Bewerbung_als_Planer=C3=BCn?="
_PDF = b'Content-Type: application/pdf; name="cv.pdf"\r\nContent-Transfer-Encoding: base64\r\n'
_STATUS = (
    b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a.example\r\n\r\n"
    b"Final-Recipient: rfc822; jobs@lindhof.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
)
# What the cuts and the single octets are tried on.
HONEST: tuple[bytes, ...] = (
    mail(),
    mail(b"List-Id: <jobs.lindhof.example>\r\nAuto-Submitted: auto-generated\r\n", subject=_WORDS),
    text(b"<p>Dear Runa,</p><p>thank you for your <b>application</b>.</p>", b"; charset=utf-8", kind=b"html"),
    text(b"RGVhciBSdW5hLCB5b3VyIGFwcGxpY2F0aW9uIGhhcyBhcnJpdmVkLg==", b"; charset=utf-8", b"base64"),
    text(
        b"Sehr geehrte Frau K=C3=B6nig,=\r\n leider m=C3=BCssen wir absagen.", b"; charset=utf-8", b"quoted-printable"
    ),
    text("Entretien le 12 mai à 10 h".encode("latin-1"), b"; charset=iso-8859-1", b"8bit"),
    text("面接のご案内".encode("iso-2022-jp"), b"; charset=iso-2022-jp", b"7bit"),
    mixed(
        b"Content-Type: text/plain\r\n\r\n" + BODY, b"Content-Type: text/html\r\n\r\n<p>Hello</p>", kind=b"alternative"
    ),
    mixed(
        b"Content-Type: text/plain\r\n\r\n" + BODY, b"Content-Type: text/calendar; method=REQUEST\r\n\r\n" + _CALENDAR
    ),
    mixed(b"Content-Type: text/plain\r\n\r\nUndelivered.", _STATUS, kind=b"report"),
    mixed(b"Content-Type: message/rfc822\r\n\r\n" + mail()),
    attached(_PDF, b"JVBERi0xLjQKL0VuY3J5cHQgMSAwIFIK"),
    attached(b"Content-Type: a/b; name*0*=utf-8''Gr%C3%B6; name*1=sse.docx\r\n"),
    mail(b"In-Reply-To: <1@falkenried.example>\r\nReferences: <0@a.example>\r\n <1@falkenried.example>\r\n"),
    mail(b"Authentication-Results: mx.postfach.example; dmarc=pass header.from=lindhof.example\r\n"),
    mail(b"Received: from a.example ([192.0.2.4]) by b.example with ESMTPS; Mon, 4 May 2026 10:00:00 +0000\r\n"),
    mail(from_=b'"Petra (HR)" <petra@lindhof.example>, hr@lindhof.example', to=b"staff: a@b.example, c@d.example;"),
    mail(from_=b"noreply@us.greenhouse-mail.io", subject=b"Thank you for applying to Lindhof"),
    mail(body=b"> On Mon, Petra wrote:\r\n> we invite you\r\n\r\n-- \r\nRuna\r\n"),
    letter(part("Hello"), a_file(900, "cv.pdf")),
)
_BOMBS = (
    b"\x00",
    b"\xff",
    b"\r",
    b"\n",
    b'"',
    b"(",
    b"<",
    b";",
    b"=?",
    b"?=",
    b"=",
    b":",
    b"--b\r\n",
    b"\r\n\r\n",
    b"*0*=",
)


def damaged(octets: bytes, seed: int) -> bytes:
    """A mail with a dozen pieces taken out, doubled or put in."""
    dice = random.Random(seed)
    kept = bytearray(octets)
    for _ in range(12):
        at, width = dice.randrange(len(kept) + 1), dice.randrange(1, 40)
        piece = bytes(kept[at : at + width])
        kept[at : at + dice.choice((0, 1, width))] = dice.choice(
            (b"", piece * 3, dice.choice(_BOMBS) * dice.randrange(1, 9))
        )
    return bytes(kept)


def cases() -> Cases:
    """Damaged mails, three of each."""
    for number, octets in enumerate(HONEST):
        for seed in range(3):
            yield f"mail {number} damaged with seed {seed}", partial(damaged, octets, 1000 * number + seed)
