"""What the user may send, say or post: written by the program, sent by nobody but the user."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inbox_watch.records.message import Address


class DraftKind(StrEnum):
    """The kinds of words for an application: two letters, a note on LinkedIn, a call sheet, and a thank-you."""

    LETTER = "letter"
    ARRIVAL = "arrival"
    LINKEDIN = "linkedin"
    CALL = "call"
    THANK_YOU = "thank_you"


@dataclass(frozen=True, slots=True)
class Draft:
    """Words that are ready to be read over, in one language (ISO 639-1); every line of a stranger in it is cleaned.

    `to` has an empty address when nobody to write to is known. `subject`, `in_reply_to` and `references` are those of a
    mail (RFC 5322 section 3.6.4), Message-IDs without angle brackets; a note and a call sheet have none.
    """

    kind: DraftKind
    language: str
    author: Address
    to: Address
    subject: str
    body: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
