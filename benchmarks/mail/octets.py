"""A text as octets on a server (RFC 5322, RFC 2045): plain, with a page beside it, as a page, with a file."""

from __future__ import annotations

import base64
import quopri
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.header import Header
from email.utils import format_datetime, formataddr

from benchmarks.mail.page import page
from benchmarks.mail.texts import Text
from benchmarks.mail.trace import letters, trace

# The octets of a file before they are encoded.
FILE_OCTETS = 200_000
# Of a hundred mails; each tenth carries a file besides.
_SHAPES = {"plain": 28, "alternative": 50, "page": 19, "event": 3}
_WITH_FILE = 0.10
_LARGEST_PAGE = 120_000
_LONGEST_LINE = 900


@dataclass(frozen=True, slots=True)
class Written:
    """A mail as it lies on the server; `needed` octets of it are no file."""

    octets: bytes
    needed: int


def written(dice: random.Random, text: Text, when: datetime, filler: tuple[str, ...]) -> Written:
    """Write a text as a mail; `filler` are the lines that pad a page of bulk mail."""
    body = _body(dice, text, when, filler)
    file = _file(dice, text) if dice.random() < _WITH_FILE else ""
    if file:
        body = _multipart(dice, "mixed", [body, file])
    octets = "\n".join([*_head(dice, text, when), body]).replace("\n", "\r\n").encode()
    return Written(octets, len(octets) - len(file.replace("\n", "\r\n")))


def _head(dice: random.Random, text: Text, when: datetime) -> list[str]:
    own = [
        f"From: {_mailbox(text.sender.name, text.sender.address)}",
        f"To: {_mailbox(text.to.name, text.to.address)}",
        f"Subject: {_words(text.subject)}",
        f"Date: {format_datetime(when)}",
        f"Message-ID: <{dice.getrandbits(96):024x}@{text.sender.domain or 'post.example'}>",
        "MIME-Version: 1.0",
    ]
    return own if text.label is None else [*trace(dice, text, when), *own]


def _mailbox(name: str, address: str) -> str:
    return formataddr((name, address or "nobody@post.example"), "utf-8")


def _words(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=72).encode()


def _body(dice: random.Random, text: Text, when: datetime, filler: tuple[str, ...]) -> str:
    shape = dice.choices(list(_SHAPES), list(_SHAPES.values()))[0]
    if shape == "plain" or text.label is None:
        return _part(dice, "text/plain", text.body)
    size = min(_LARGEST_PAGE, int(dice.lognormvariate(9.2, 0.8) * (2.6 if text.is_bulk else 1)))
    shown = page(dice, text.body, text.sender.domain or "post.example", filler if text.is_bulk else (), size)
    if shape == "page":
        return _part(dice, "text/html", shown)
    parts = [_part(dice, "text/plain", text.body), _part(dice, "text/html", shown)]
    if shape == "event":
        parts.append(_part(dice, "text/calendar", _event(dice, text, when), "; method=REQUEST"))
    return _multipart(dice, "alternative", parts)


def _part(dice: random.Random, kind: str, text: str, more: str = "") -> str:
    way, content = _encoded(dice, text)
    return f"Content-Type: {kind}; charset=utf-8{more}\nContent-Transfer-Encoding: {way}\n\n{content}\n"


def _encoded(dice: random.Random, text: str) -> tuple[str, str]:
    if text.isascii() and max(map(len, text.split("\n"))) < _LONGEST_LINE and dice.random() < 0.5:
        return "7bit", text
    if dice.random() < 0.3:
        return "base64", base64.encodebytes(text.encode()).decode()
    return "quoted-printable", quopri.encodestring(text.encode()).decode()


def _file(dice: random.Random, text: Text) -> str:
    name = f"{dice.choice(('offer', 'programme', 'description', 'form'))}-{text.language}.pdf"
    content = base64.encodebytes(b"%PDF-1.7\n" + dice.randbytes(FILE_OCTETS)).decode()
    return (
        f'Content-Type: application/pdf; name="{name}"\nContent-Disposition: attachment; filename="{name}"\n'
        f"Content-Transfer-Encoding: base64\n\n{content}\n"
    )


def _multipart(dice: random.Random, kind: str, parts: list[str]) -> str:
    fence = f"=_{letters(dice, 24).replace('/', '_')}"
    inner = "".join(f"--{fence}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{fence}"\n\n{inner}--{fence}--\n'


def _event(dice: random.Random, text: Text, when: datetime) -> str:
    form, starts = "%Y%m%dT%H%M%SZ", when + timedelta(days=dice.randint(2, 9))
    return (
        f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Kalender//EN\nMETHOD:REQUEST\nBEGIN:VEVENT\n"
        f"UID:{dice.getrandbits(64):x}\nDTSTAMP:{when:{form}}\nDTSTART:{starts:{form}}\n"
        f"DTEND:{starts + timedelta(minutes=45):{form}}\nSUMMARY:{text.subject[:60]}\n"
        f"ORGANIZER:mailto:{text.sender.address}\nEND:VEVENT\nEND:VCALENDAR"
    )
