"""Hand-written sentences to made messages: an opening, what decides, what stands around it, a courtesy, a footer.

Made mail is for training only: no number counts it as evidence. Seeded; the same bank gives the same mail.
"""

from __future__ import annotations

import random
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inbox_watch.learn.corpus import Example, Sentence
from inbox_watch.learn.pipeline import SEED
from inbox_watch.records import Address, Detail

# How many messages of each detail: in English, and in every other language.
OFTEN, SELDOM = (400, 60), (80, 15)

_PLAIN = frozenset({Detail.ACKNOWLEDGEMENT, Detail.REJECTION, Detail.NOT_JOB})
_MACHINE = Address("Norrvik Careers", "no-reply@norrvik.example")
_DESK = Address("HR", "jobs@norrvik.example")
_PERSON = Address("Solveig Norr", "solveig@norrvik.example")


@dataclass(frozen=True, slots=True)
class Around:
    """What may stand around a deciding sentence: the act, its chance, and how many at most."""

    act: str
    chance: float
    most: int = 1


_RECEIPT = (
    Around("process", 0.6, 4),
    Around("conditional", 0.6, 3),
    Around("volume", 0.3),
    Around("portal", 0.3, 2),
    Around("company", 0.35, 4),
    Around("praise", 0.1),
    Around("keep_cv", 0.1),
    Around("apply_again", 0.2),
    Around("courtesy", 0.5),
)
_DECISION = (
    Around("praise", 0.3),
    Around("volume", 0.1),
    Around("keep_cv", 0.25),
    Around("apply_again", 0.25),
    Around("courtesy", 0.6),
    Around("company", 0.15, 2),
    Around("conditional", 0.15),
)
_STEP = (
    Around("praise", 0.2),
    Around("process", 0.25, 2),
    Around("conditional", 0.2),
    Around("company", 0.1),
    Around("courtesy", 0.3),
)
_AROUND: Mapping[Detail, Sequence[Around]] = {
    **dict.fromkeys(
        (Detail.ACKNOWLEDGEMENT, Detail.APPLICATION_SENT, Detail.STATUS_UPDATE, Detail.TALENT_POOL), _RECEIPT
    ),
    **dict.fromkeys((Detail.REJECTION, Detail.POSITION_CLOSED), _DECISION),
    **dict.fromkeys(
        (Detail.INTERVIEW_INVITE, Detail.INTERVIEW_SCHEDULED, Detail.ASSESSMENT, Detail.INFO_REQUEST, Detail.OFFER),
        _STEP,
    ),
}
# Mail about other things is made of several sentences of one kind.
_UNRELATED = ("life", "other_application", "employer_side")


def generate(folder: Path, sentences: Sequence[Sentence]) -> list[Example]:
    """Messages of every language and detail that has sentences and subjects, each of distinct text."""
    forms = tomllib.loads((folder / "forms.toml").read_text("utf-8"))
    bank: dict[tuple[str, str], list[str]] = defaultdict(list)
    for sentence in sentences:
        bank[sentence.lang, sentence.act].append(sentence.text)
    chance = random.Random(SEED)  # noqa: S311  # reproducible training data, not a secret
    return [
        example
        for lang, its in forms.items()
        for name, subjects in its["subjects"].items()
        for example in _of_detail(
            _Writer(lang, its["greetings"], its["closings"], bank, chance), Detail(name), subjects
        )
    ]


def _of_detail(writer: _Writer, detail: Detail, subjects: Sequence[str]) -> Iterator[Example]:
    count = (OFTEN if writer.lang == "en" else SELDOM)[0 if detail in _PLAIN else 1]
    bodies = dict.fromkeys(filter(None, (writer.body(detail) for _ in range(count))))
    for number, body in enumerate(bodies):
        yield Example(
            id=f"made-{writer.lang}-{detail.value}-{number}",
            detail=detail,
            lang=writer.lang,
            voice="generator",
            group=f"made-{writer.lang}",
            family=f"made-{writer.lang}-{detail.value}",
            split="train",
            sender=writer.chance.choice((_MACHINE, _DESK, _PERSON)),
            subject=writer.chance.choice(subjects),
            body=body,
        )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Everything one language has to write with."""

    lang: str
    greetings: Sequence[str]
    closings: Sequence[str]
    bank: Mapping[tuple[str, str], Sequence[str]]
    chance: random.Random

    def body(self, detail: Detail) -> str:
        """One message of a detail, or nothing when the bank has no sentence for it."""
        said = (
            self._unrelated() if detail is Detail.NOT_JOB else self._pick(detail.value, self.chance.choice((1, 1, 2)))
        )
        if not said:
            return ""
        opening = self._pick("greeting_thanks", 1) if detail in _AROUND and self.chance.random() < 0.6 else []
        around = [text for each in _AROUND.get(detail, ()) for text in self._maybe(each)]
        footer = self._pick("footer", self.chance.choice((1, 2, 4))) if self.chance.random() < 0.4 else []
        main = self._paragraphs([*opening, *said, *around])
        pieces = (self.chance.choice(self.greetings), *main, self.chance.choice(self.closings), *footer)
        return "\n\n".join(piece for piece in pieces if piece)

    def _unrelated(self) -> list[str]:
        return self._pick(self.chance.choice(_UNRELATED), self.chance.choice((2, 3, 4, 6, 10, 16)))

    def _maybe(self, around: Around) -> list[str]:
        wanted = self.chance.random() < around.chance
        return self._pick(around.act, self.chance.randint(1, around.most)) if wanted else []

    def _pick(self, act: str, count: int) -> list[str]:
        its = self.bank.get((self.lang, act), ())
        return self.chance.sample(its, min(len(its), count))

    def _paragraphs(self, said: Sequence[str]) -> list[str]:
        """One to three sentences a paragraph."""
        paragraphs, rest = [], list(said)
        while rest:
            size = self.chance.randint(1, 3)
            paragraphs.append(" ".join(rest[:size]))
            rest = rest[size:]
        return paragraphs
