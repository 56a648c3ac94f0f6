"""Messages for tests of facts, written in one line: who, about what, saying what."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from inbox_watch.facts.gather import Place
from inbox_watch.records import Address, FolderRole, Message
from inbox_watch.workdays import Workdays
from tests.mail.mails import read

BERLIN = Place(ZoneInfo("Europe/Berlin"), Workdays("DE"))
_EMPTY = read("From: x@y.example\nTo: kim@home.example\nDate: Wed, 3 Jun 2026 09:30:00 +0200\n\n")


def mail(
    text: str = "", *, subject: str = "", name: str = "", sender: str = "anna@acme.example", signature: str = ""
) -> Message:
    """A mail the user received on Wednesday 3 June 2026."""
    return replace(_EMPTY, from_=Address(name, sender), subject=subject, text=text, signature=signature)


def letter(text: str = "", *, subject: str = "", to: str = "jobs@acme.example", reply: bool = False) -> Message:
    """A mail the user sent on Wednesday 3 June 2026."""
    return replace(
        _EMPTY,
        role=FolderRole.SENT,
        from_=Address("Kim", "kim@home.example"),
        to=(Address("", to),),
        subject=subject,
        text=text,
        in_reply_to=("first@acme.example",) if reply else (),
    )


# Words that make bad patterns slow, as long as the longest text that is kept.
HOSTILE = {
    "letters": "a" * 100_000,
    "capitals": "A" * 100_000,
    "capitalised words": "Aa " * 33_000,
    "long capitalised words": "Abcdefghi " * 10_000,
    "hyphens": "Aaaa-" * 20_000,
    "strokes": "Aaaa/" * 20_000,
    "ampersands": "Aaaa & " * 14_000,
    "blanks": " " * 100_000,
    "line breaks": "\n" * 100_000,
    "titles": "Planner " * 12_500,
    "roles": "your application for the position of Planner at " * 2_000,
    "positions": "position at " * 8_000,
    "addresses": "a@b.c," * 16_000,
}
