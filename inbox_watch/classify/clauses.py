"""A text to its clauses, the conditional ones marked: "if you are selected, we invite you" invites nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from inbox_watch.classify.language import language_of
from inbox_watch.classify.tokens import fold, words
from inbox_watch.knowledge import table

LANGUAGE_SAMPLE = 600
MOST_WORDS_KEPT = 2**14

_WRAP_WIDTH = 55
_TAIL = 20
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|z\.\s?b|d\.\s?h|bzw|ca|nr|no|dr|mr|mrs|ms|prof|st|inc|ltd|co|tel|bspw|ggf|p\.\s?ex|m|mme|sr|sra|etc)\.$",
    re.IGNORECASE,
)
# No abbreviation ends in so many letters, and no date.
_LONG_WORD = 5
# German and Nordic dates: "am 13. April" goes on.
_ORDINAL = re.compile(r"(?:^|\D)\d{1,2}\.$")
# Patterns that begin with a letter class are looked for much quicker than those that begin with a condition.
_SENTENCE_END = re.compile(r"[.!?…]([\"”“»)\]]*\s+)(?=[\"„“«(\[]?[A-ZÄÖÜÉÈÀÁÍÓÚÑ¿¡0-9])")
_TURNS = (
    "but however though although yet aber jedoch allerdings doch mais cependant toutefois pero maar echter ma però "
    "tuttavia mas porém contudo"
).split()
_TURN = re.compile(rf";\s+|,?(?<!\s)\s+(?=\b(?:{'|'.join(_TURNS)}|sin embargo)\b)", re.IGNORECASE)
# What stands within a link or an address is not among the words.
_HIDING = frozenset({"qmail", "qurl"})
# One of these stands in every sentence that turns at a word, unless an apostrophe is behind it.
_TURNING = frozenset({*_HIDING, *map(fold, _TURNS), "sin"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of text that can decide something by itself, unless it is conditional."""

    text: str
    conditional: bool


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text (see `texts_of_clauses`), conditional as its small words let it be understood."""
    language = language_of(words(text[:LANGUAGE_SAMPLE]))
    return tuple(Clause(piece, is_conditional(piece, its, language)) for piece, its in clauses_in_words(text))


# The judge and the facts take the same text apart.
@lru_cache(maxsize=2)
def clauses_in_words(text: str) -> Sequence[tuple[str, Sequence[str]]]:
    """Split a text at sentence ends and at turns ("but", "jedoch"), wrapped lines joined first: clauses and words."""
    found: list[tuple[str, list[str]]] = []
    for sentence in sentences(text):
        its = words(sentence)
        if ";" in sentence or not _TURNING.isdisjoint(its) or "'" in "".join(its):
            found += [(piece, words(piece)) for piece in _TURN.split(sentence) if piece and piece.strip()]
        else:
            found.append((sentence, its))
    return found


def sentences(text: str) -> list[str]:
    """The sentences and single lines of a text, in order."""
    return [sentence for paragraph in _paragraphs(text) for sentence in _sentences_of(paragraph)]


def _sentences_of(paragraph: str) -> list[str]:
    found: list[str] = []
    for piece in _at_sentence_ends(paragraph):
        if found and _goes_on(found[-1][-_TAIL:]):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return [bare for sentence in found if (bare := sentence.strip())]


def _at_sentence_ends(paragraph: str) -> Iterator[str]:
    start = 0
    for end in _SENTENCE_END.finditer(paragraph):
        yield paragraph[start : end.start(1)]
        start = end.end()
    yield paragraph[start:]


def _goes_on(tail: str) -> bool:
    """Does the full stop belong to an abbreviation or to a German date?"""
    if tail[-1:] != "." or (tail[-_LONG_WORD - 1 : -1].isalpha() and len(tail) > _LONG_WORD):
        return False
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


def is_conditional(text: str, its: Sequence[str], language: str | None) -> bool:
    """Does a clause of these words speak of what happens only perhaps? Without a language, in any of them."""
    return matches_any(chain.from_iterable(map(_conditions(language).__getitem__, its)), text)


def matches_any(patterns: Iterable[str], text: str) -> bool:
    """Does one of some conditions match a text?"""
    tried = dict.fromkeys(patterns)
    if not tried:
        return False
    folded = fold(text)
    return any(_compiled(pattern).search(folded) for pattern in tried)


class _Conditions(dict[str, tuple[str, ...]]):
    """The conditions of a language at each word met so far; most open none."""

    def __init__(self, language: str | None) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> tuple[str, ...]:
        """Look a word up, and remember it."""
        if len(self) >= MOST_WORDS_KEPT:
            self.clear()
        self[word] = found = conditions_at(word, self._language)
        return found


@cache
def _conditions(language: str | None) -> _Conditions:
    return _Conditions(language)


def conditions_at(word: str, language: str | None) -> tuple[str, ...]:
    """The conditions of a language that may match where a word stands: few words open any, so few are ever tried."""
    needed = _needed(language)
    if word in _HIDING:
        return tuple(dict.fromkeys(chain.from_iterable(needed.by_need.values())))
    forms = word.split("'")
    stems = (f"{form[:length]}*" for form in forms for length in needed.lengths if length <= len(form))
    return tuple(dict.fromkeys(pattern for need in (*forms, *stems) for pattern in needed.by_need.get(need, ())))


@dataclass(frozen=True, slots=True)
class _Needed:
    """Conditions by the words and stems that they need, and how long stems are."""

    by_need: Mapping[str, Sequence[str]]
    lengths: Sequence[int]


@cache
def _needed(language: str | None) -> _Needed:
    found: dict[str, list[str]] = {}
    for row in (row for row in table("conditions") if language in (None, row["language"])):
        for need in row["needs"].split(","):
            found.setdefault(need, []).append(row["pattern"])
    return _Needed(found, sorted({len(need) - 1 for need in found if need.endswith("*")}))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
