"""A small job search: a letter, its receipt and an answer for each employer, and mail that is about nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

ME = "runa@falkenried.example"
PROVIDER = "mx.falkenried.example"
BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)

_TEXTS = {
    "letter": (
        "Application as Planner at Firm{n}",
        "Dear Ms Lindhof,\r\nI hereby apply for the position of Planner at Firm{n}. You find my CV attached.\r\n"
        "I would be glad to hear from you.\r\nKind regards\r\nRuna Falkenried",
    ),
    "receipt": (
        "Your application as Planner at Firm{n}",
        "Thank you for applying at Firm{n}. We have received your application as Planner.",
    ),
    "refusal": (
        "Your application as Planner at Firm{n}",
        "Dear Runa,\r\nunfortunately we have decided to go ahead with other candidates for the role of Planner.",
    ),
    "invitation": (
        "Interview at Firm{n}",
        "Dear Runa,\r\nwe would like to invite you to an interview in our office next week.\r\nPetra Lindhof",
    ),
    "news": ("The garden in March, part {n}", "Sow peas and broad beans as soon as the ground can be worked."),
}


_WITH_CV = """\
\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="part"\r\n\r\n--part\r
Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n--part\r
Content-Type: application/pdf; name="cv.pdf"\r
Content-Disposition: attachment; filename="cv.pdf"\r
Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n--part--\r
"""


@dataclass(frozen=True, slots=True)
class Mail:
    """A message with the folder and the moment where it arrives."""

    folder: str
    came: datetime
    octets: bytes


def mail(kind: str, number: int, came: datetime, *, tag: str = "") -> Mail:
    """The mail of that kind from or to employer number so-and-so; `tag` makes another mail of the same words."""
    is_mine = kind == "letter"
    firm = f"Petra Lindhof <jobs@firm{number}.example>"
    subject, body = (text.format(n=number) for text in _TEXTS[kind])
    head = [
        f"Authentication-Results: {PROVIDER}; dkim=pass header.d=firm{number}.example; dmarc=pass",
        f"Received: from mx.firm{number}.example by {PROVIDER}; {format_datetime(came)}",
        f"From: {f'Runa Falkenried <{ME}>' if is_mine else firm}",
        f"To: {firm if is_mine else ME}",
        f"Subject: {subject}{tag}",
        f"Message-ID: <{kind}{number}{tag}@firm{number}.example>",
        f"Date: {format_datetime(came)}",
    ]
    head = head[2:] if is_mine else head
    head += [] if kind in ("letter", "news") else [f"In-Reply-To: <letter{number}@firm{number}.example>"]
    text = "\r\n".join(head) + (_WITH_CV.format(body=body) if is_mine else f"\r\n\r\n{body}\r\n")
    return Mail("Sent" if is_mine else "INBOX", came, text.encode())


def letters(*numbers: int, came: datetime = BEGIN) -> list[Mail]:
    """Letters to employers, an hour apart."""
    return [mail("letter", number, came + timedelta(hours=place)) for place, number in enumerate(numbers)]


def answers(came: datetime, **numbers: int) -> list[Mail]:
    """Answers by their kind, an hour apart: answers(when, receipt=1, refusal=2)."""
    return [mail(kind, number, came + timedelta(hours=place)) for place, (kind, number) in enumerate(numbers.items())]
