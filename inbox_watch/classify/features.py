"""A Message to what the model looks at; the same function serves training and scoring.

A message is its subject and its clauses, each a row of folded words with the place where it stands, and a few facts of
its shape. Header fields are left out on purpose: mail of different sources differs in its headers more than in its
meaning, and a model that learns them learns the source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain, combinations, islice, pairwise

from inbox_watch.classify.clauses import clauses_in_words, matches_any
from inbox_watch.classify.concepts import concepts_and_conditions, concepts_of
from inbox_watch.classify.language import language_of
from inbox_watch.classify.tokens import words
from inbox_watch.knowledge.senders import is_free_mail, is_machine, platform_of
from inbox_watch.knowledge.subjects import is_reply
from inbox_watch.records import Address

TEXT_LIMIT = 12_000
RUN_LENGTHS = (3, 4, 5)
MOST_CONCEPTS = 12
# So many words show the language.
LANGUAGE_WORDS = 120


class Place(StrEnum):
    """Where a clause stands; the value is the prefix of its terms."""

    SUBJECT = "s:"
    PLAIN = ""
    CONDITIONAL = "if:"

    __hash__ = str.__hash__


@dataclass(frozen=True, slots=True)
class Piece:
    """One clause, or the subject: its text as found, its folded words, its concepts and its place."""

    text: str
    words: tuple[str, ...]
    concepts: tuple[str, ...]
    place: Place

    def terms(self) -> tuple[str, ...]:
        """What the clause says by itself: words, pairs of neighbours, pairs with one or two words between; each once.

        In the order of the text, because sums depend on their order, and a training is to give the same octets twice.
        """
        its = self.words
        pairs = [f"{one}_{other}" for one, other in pairwise(its)]
        near = [f"{one}~{other}" for gap in (2, 3) for one, other in zip(its, its[gap:], strict=False)]
        return tuple(dict.fromkeys((*its, *pairs, *near)))

    def pairs_of_concepts(self) -> tuple[str, ...]:
        """Its concepts and which of them stand in it together."""
        return _with_pairs(self.concepts[:MOST_CONCEPTS])


@lru_cache(maxsize=8_192)
def _with_pairs(concepts: tuple[str, ...]) -> tuple[str, ...]:
    return (*concepts, *(f"{one}+{other}" for one, other in combinations(concepts, 2)))


@dataclass(frozen=True, slots=True)
class Features:
    """What the model sees of one message; the first piece is the subject."""

    pieces: tuple[Piece, ...]
    shape: tuple[str, ...]

    @property
    def is_about_an_application(self) -> bool:
        """Does the subject or any clause speak of an application, a vacancy or a candidate?"""
        return any(not _CONTEXT.isdisjoint(piece.concepts) for piece in self.pieces)

    def terms(self) -> Counter[str]:
        """Words and pairs of neighbours of the whole message, told apart by place."""
        found: Counter[str] = Counter()
        for piece in self.pieces:
            prefix = piece.place.value
            found.update(prefix + word for word in piece.words)
            found.update(f"{prefix}{one}_{other}" for one, other in pairwise(piece.words))
        return found

    def concept_terms(self) -> Counter[str]:
        """Concepts and pairs of concepts in one clause, told apart by place."""
        found: Counter[str] = Counter()
        for piece in self.pieces:
            prefix = piece.place.value
            found.update([prefix + pair for pair in piece.pairs_of_concepts()] if prefix else piece.pairs_of_concepts())
        return found

    def said(self) -> list[str]:
        """All words of the message in their order."""
        return list(chain.from_iterable(piece.words for piece in self.pieces))

    def words(self) -> Counter[str]:
        """All words of the message outside of conditional clauses."""
        return Counter(word for piece in self.pieces if piece.place is not Place.CONDITIONAL for word in piece.words)


_CONTEXT = frozenset({"CANDIDACY", "CANDIDATE", "JOB"})


def features(sender: Address, subject: str, text: str) -> Features:
    """All features of one message: `text` is what a reader sees, without quoted history and signature."""
    text = text[:TEXT_LIMIT]
    clauses = clauses_in_words(text)
    of_subject = words(subject)
    said = chain(of_subject, chain.from_iterable(its for _, its in clauses))
    language = language_of(islice(said, LANGUAGE_WORDS))
    pieces = (
        _piece(subject, of_subject, Place.SUBJECT, language),
        *(_clause(each, its, language) for each, its in clauses),
    )
    return Features(pieces, tuple(_shape(sender, subject, text, sum(len(each.words) for each in pieces))))


def _clause(text: str, its: Sequence[str], language: str | None) -> Piece:
    concepts, conditions = concepts_and_conditions(its, language)
    place = Place.CONDITIONAL if conditions and matches_any(conditions, text) else Place.PLAIN
    return Piece(text, tuple(its), concepts, place)


def piece(text: str, place: Place, language: str | None) -> Piece:
    """A text that stands at a place as one clause."""
    return _piece(text, words(text), place, language)


def _piece(text: str, its: Sequence[str], place: Place, language: str | None) -> Piece:
    return Piece(text, tuple(its), concepts_of(its, language), place)


@lru_cache(maxsize=50_000)
def runs(word: str) -> tuple[str, ...]:
    """Runs of three to five letters within a word, its borders marked by a blank, each once."""
    padded = f" {word} "
    return tuple(
        dict.fromkeys(
            padded[start : start + length] for length in RUN_LENGTHS for start in range(len(padded) - length + 1)
        )
    )


def _shape(sender: Address, subject: str, text: str, length: int) -> Iterator[str]:
    platform = platform_of(sender.address)
    yield f"platform={platform.kind if platform else 'none'}"
    yield f"length={_bucket(length)}"
    if is_machine(sender.local_part):
        yield "machine"
    if is_free_mail(sender.domain):
        yield "free-mail"
    if is_reply(subject):
        yield "reply"
    if "?" in text.rstrip()[-400:]:
        yield "asks-at-end"


def _bucket(length: int) -> str:
    return next(
        (name for limit, name in ((12, "line"), (40, "short"), (120, "middle"), (300, "long")) if length <= limit),
        "very-long",
    )
