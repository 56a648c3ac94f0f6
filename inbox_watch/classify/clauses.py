"""A text to its clauses, the conditional ones marked: "if you are selected, we invite you" invites nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from inbox_watch.classify.language import language_of
from inbox_watch.classify.tokens import fold, words
from inbox_watch.knowledge import table

LANGUAGE_SAMPLE = 600

_WRAP_WIDTH = 55
_TAIL = 20
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|z\.\s?b|d\.\s?h|bzw|ca|nr|no|dr|mr|mrs|ms|prof|st|inc|ltd|co|tel|bspw|ggf|p\.\s?ex|m|mme|sr|sra|etc)\.$",
    re.IGNORECASE,
)
# German and Nordic dates: "am 13. April" goes on.
_ORDINAL = re.compile(r"(?:^|\D)\d{1,2}\.$")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”“»)\]]*\s+(?=[\"„“«(\[]?[A-ZÄÖÜÉÈÀÁÍÓÚÑ¿¡0-9])")
_TURN = re.compile(
    r";\s+|,?(?<!\s)\s+(?=\b(?:but|however|though|although|yet|aber|jedoch|allerdings|doch|mais|cependant|toutefois"
    r"|pero|sin embargo|maar|echter|ma|però|tuttavia|mas|porém|contudo)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of text that can decide something by itself, unless it is conditional."""

    text: str
    conditional: bool


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text (see `texts_of_clauses`), conditional as its small words let it be understood."""
    language = language_of(words(text[:LANGUAGE_SAMPLE]))
    return tuple(Clause(piece, is_conditional(fold(piece), language)) for piece in texts_of_clauses(text))


def texts_of_clauses(text: str) -> list[str]:
    """Split a text at sentence ends and at turns ("but", "jedoch"); wrapped lines are joined first."""
    return [piece for sentence in sentences(text) for piece in _TURN.split(sentence) if piece and piece.strip()]


def sentences(text: str) -> list[str]:
    """The sentences and single lines of a text, in order."""
    return [sentence for paragraph in _paragraphs(text) for sentence in _sentences_of(paragraph)]


def _sentences_of(paragraph: str) -> list[str]:
    found: list[str] = []
    for piece in _SENTENCE_END.split(paragraph):
        if found and _goes_on(found[-1][-_TAIL:]):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return [sentence.strip() for sentence in found if sentence.strip()]


def _goes_on(tail: str) -> bool:
    """Does the full stop belong to an abbreviation or to a German date?"""
    return bool(_ABBREVIATION.search(tail) or _ORDINAL.search(tail))


def _paragraphs(text: str) -> list[str]:
    """Join lines that a mail program wrapped: a long line goes on in the next one that starts in lower case."""
    joined: list[str] = []
    for line in text.split("\n"):
        bare = line.strip()
        goes_on = bool(joined) and len(joined[-1].rsplit("\n", 1)[-1]) >= _WRAP_WIDTH and bare[:1].islower()
        open_end = bool(joined) and len(joined[-1]) >= _WRAP_WIDTH and joined[-1][-1:] not in ".!?:;" and bool(bare)
        if goes_on or open_end:
            joined[-1] = f"{joined[-1]} {bare}"
        else:
            joined.append(bare)
    return [line for line in joined if line]


def is_conditional(folded: str, language: str | None) -> bool:
    """Does a clause, folded, speak of what happens only perhaps? Without a language, in any of them."""
    opening, at_a_word, anywhere = _conditions(language)
    return bool(opening.match(folded) or at_a_word.search(folded) or anywhere.search(folded))


@cache
def _conditions(language: str | None) -> tuple[re.Pattern[str], ...]:
    """The patterns that hold at the beginning, those that begin with a word, and the rest; each kind is looked for only
    where it can be found, which is ten times faster than one after the other everywhere."""
    rows = [row["pattern"] for row in table("conditions") if language in (None, row["language"])]
    opening = [row for row in rows if row.startswith("^")]
    at_a_word = [row.removeprefix(r"\b") for row in rows if row.startswith(r"\b")]
    rest = [row for row in rows if not row.startswith(("^", r"\b"))]
    return _any(opening), re.compile(rf"\b{_any(at_a_word).pattern}"), _any(rest)


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    """One pattern for any of some; for none of them, one that never matches."""
    return re.compile(f"(?:{'|'.join(f'(?:{pattern})' for pattern in patterns or ['(?!)'])})")
