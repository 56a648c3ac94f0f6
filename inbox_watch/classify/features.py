"""A Message to what the model looks at; the same function serves training and scoring.

A message is its subject and its clauses, each a row of folded words with the place where it stands, and a few facts of
its shape. Header fields are left out on purpose: mail of different sources differs in its headers more than in its
meaning, and a model that learns them learns the source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain, combinations, islice, pairwise

from inbox_watch.classify.clauses import is_conditional, texts_of_clauses
from inbox_watch.classify.concepts import concepts_of
from inbox_watch.classify.language import language_of
from inbox_watch.classify.tokens import PLACEHOLDERS, fold, words, words_of_each
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

    def words(self) -> Counter[str]:
        """All words of the message outside of conditional clauses."""
        return Counter(word for piece in self.pieces if piece.place is not Place.CONDITIONAL for word in piece.words)

    def share_known(self, vocabulary: Container[str]) -> float:
        """Which share of its different words is in a vocabulary: 0 for an empty mail or a foreign script."""
        its = {word for piece in self.pieces for word in piece.words if word not in PLACEHOLDERS}
        return sum(word in vocabulary for word in its) / len(its) if its else 0.0


_CONTEXT = frozenset({"CANDIDACY", "CANDIDATE", "JOB"})


def features(sender: Address, subject: str, text: str) -> Features:
    """All features of one message: `text` is what a reader sees, without quoted history and signature."""
    text = text[:TEXT_LIMIT]
    texts = [subject, *texts_of_clauses(text)]
    folded = [fold(each) for each in texts]
    its = words_of_each(folded)
    language = language_of(islice(chain.from_iterable(its), LANGUAGE_WORDS))
    places = [Place.SUBJECT, *(_place(each, language) for each in folded[1:])]
    pieces = tuple(
        Piece(each, tuple(said), concepts_of(said, language), place)
        for each, said, place in zip(texts, its, places, strict=True)
    )
    return Features(pieces, tuple(_shape(sender, subject, text, sum(map(len, its)))))


def _place(folded: str, language: str | None) -> Place:
    return Place.CONDITIONAL if is_conditional(folded, language) else Place.PLAIN


def piece(text: str, place: Place, language: str | None) -> Piece:
    """A text that stands at a place as one clause."""
    its = tuple(words(text))
    return Piece(text, its, concepts_of(its, language), place)


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
