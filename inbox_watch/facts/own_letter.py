"""Message to the kind of letter that this program has drafted, known by two of its sentences; pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from inbox_watch.facts.names import fold
from inbox_watch.facts.sent import folded
from inbox_watch.knowledge.wording import LANGUAGES, wording
from inbox_watch.records import Message, SentKind

_ASKS = ("letter", "documents", "test", "papers", "status", "news")


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """What was drafted, and in which language (ISO 639-1)."""

    kind: SentKind
    language: str


def own_letter(message: Message) -> OwnLetter | None:
    """Return what the draft was that the user sent; None when the letter is the user's or was written anew.

    One sentence alone may stand in anybody's letter.
    """
    text = folded(message)
    return next((letter for letter, first, second in _sentences() if first in text and second in text), None)


@cache
def _sentences() -> tuple[tuple[OwnLetter, str, str], ...]:
    """Two folded sentences without names that stand together in one kind of letter."""
    pairs = [
        *((SentKind.FOLLOW_UP, f"ask.{asks}", "letter.questions") for asks in _ASKS),
        *((SentKind.FOLLOW_UP, f"ask.{asks}", "arrival.thanks") for asks in _ASKS),
        *((SentKind.FOLLOW_UP, f"arrival.{asks}", "arrival.thanks") for asks in ("letter", "documents")),
        (SentKind.THANK_YOU, "thank_you.interest", "thank_you.end"),
    ]
    return tuple(
        (OwnLetter(kind, language), _folded(language, first), _folded(language, second))
        for language in LANGUAGES
        for kind, first, second in pairs
    )


def _folded(language: str, part: str) -> str:
    return " ".join(fold(wording(language).say(part)).split())
