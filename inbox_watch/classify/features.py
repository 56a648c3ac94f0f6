"""A Message to the features the model was trained on; the same function serves training and scoring.

Words and word pairs of the subject (`s:`), of plain clauses (bare) and of conditional clauses (`if:`), a few facts of
the shape (`f:`), letter runs, and the roles of the cue table. Header fields are left out on purpose: mail of different
sources differs in its headers more than in its meaning, and a model that learns them learns the source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from inbox_watch.classify.clauses import Clause, clauses
from inbox_watch.knowledge import table
from inbox_watch.knowledge.senders import is_free_mail, is_machine, platform_of
from inbox_watch.records import Address

TEXT_LIMIT = 12_000
GRAM_LIMIT = 6_000
GRAM_LENGTHS = (3, 4, 5)

# Of these cues one alone in a mail says more than among others; `name!` is the feature for "this one and no other".
_DECISIVE = frozenset(
    {"refuse", "closed", "receipt", "invite", "assess", "offer", "absence", "elsewhere", "outreach", "alert"}
)

_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MAIL = re.compile(r"(?<!\S)[^\s@]{1,80}@[^\s@]{1,80}")
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.h]\d{2})?\s?(?:am|pm|uhr|h)\b|\b\d{1,2}[:.]\d{2}\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|QURL|QMAIL|QTIME|QNUM|\?")


def fold(text: str) -> str:
    """Lower case, accents and typographic quotes folded away."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ß", "ss"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()


def words(text: str) -> list[str]:
    """The folded words; addresses, links, clock times and numbers become one word each."""
    masked = _NUMBER.sub(" QNUM ", _CLOCK.sub(" QTIME ", _MAIL.sub(" QMAIL ", _URL.sub(" QURL ", text))))
    return [word if word.startswith("Q") and word.isupper() else fold(word) for word in _WORD.findall(masked)]


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one message in three blocks, each repeated as often as it occurs.

    `words`: words and word pairs, shape; `grams`: letters in and around words, which carry over between forms and
    languages; `cues`: roles of the cue table, told apart by where they stand.
    """

    words: tuple[str, ...]
    grams: tuple[str, ...]
    cues: tuple[str, ...]

    @property
    def is_about_an_application(self) -> bool:
        """Does any clause or the subject speak of an application, a vacancy or a candidate?"""
        return any(cue.rpartition(":")[2] == "context" for cue in self.cues)

    def known_words(self, vocabulary: Container[str]) -> bool:
        """Is any word of the message known? Shape alone (`f:`) is no ground for a verdict."""
        return any(word in vocabulary for word in self.words if not word.startswith("f:"))


def features(sender: Address, subject: str, text: str) -> Features:
    """All features of one message."""
    pieces = clauses(text[:TEXT_LIMIT])
    its_words = [(words(piece.text), "if:" if piece.conditional else "") for piece in pieces]
    found = [*_with_pairs(words(subject), "s:")]
    for clause_words, prefix in its_words:
        found += _with_pairs(clause_words, prefix)
    found += _shape(sender, subject, text, sum(len(clause_words) for clause_words, _ in its_words))
    return Features(
        tuple(found), tuple(_grams(fold(f"{subject} \n {text[:GRAM_LIMIT]}"))), tuple(sorted(_cues(subject, pieces)))
    )


def _grams(folded: str) -> Iterator[str]:
    """Runs of three to five letters within words, the word's borders marked by a blank."""
    for word in folded.split():
        padded = f" {word} "
        for length in GRAM_LENGTHS:
            yield from (padded[start : start + length] for start in range(len(padded) - length + 1))


def _cues(subject: str, pieces: Iterable[Clause]) -> set[str]:
    """The roles of the cue table that speak in the subject, in plain clauses and in conditional ones."""
    texts = [("s:", fold(subject)), *(("if:" if piece.conditional else "", fold(piece.text)) for piece in pieces)]
    found = {prefix + role for role, pattern in _cue_table() for prefix, text in texts if pattern.search(text)}
    return found | {f"{name}!" for name in _DECISIVE if name in found and not found & (_DECISIVE - {name})}


@cache
def _cue_table() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["role"], re.compile(row["pattern"])) for row in table("cues"))


def _with_pairs(its_words: list[str], prefix: str) -> Iterator[str]:
    yield from (prefix + word for word in its_words)
    yield from (f"{prefix}{one}_{other}" for one, other in pairwise(its_words))


def _shape(sender: Address, subject: str, text: str, length: int) -> Iterable[str]:
    platform = platform_of(sender.address)
    yield f"f:platform={platform.kind if platform else 'none'}"
    yield f"f:length={_bucket(length)}"
    if is_machine(sender.local_part):
        yield "f:machine"
    if is_free_mail(sender.domain):
        yield "f:free-mail"
    if subject.lower().startswith(("re:", "aw:", "antw:", "rif:", "sv:", "res:")):
        yield "f:reply"
    if text.rstrip()[-400:].count("?"):
        yield "f:asks-at-end"


def _bucket(length: int) -> str:
    return next(
        (name for limit, name in ((12, "line"), (40, "short"), (120, "middle"), (300, "long")) if length <= limit),
        "very-long",
    )
