"""A message as lines of tokens, and what is seen at each token: what the tagger of titles and employers goes by.

Training and reading see the same features, because both come from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from inbox_watch.facts.names import desk_words, fold, legal_forms
from inbox_watch.knowledge import remembered, table
from inbox_watch.knowledge.senders import is_free_mail, platform_of
from inbox_watch.mail.origin import registrable_domain
from inbox_watch.records import Address

# ".NET", "C++" and "C#" are words.
_TOKEN = re.compile(r"(?:(?<!\w)\.(?=NET\b))?[^\W_]+(?:[.'’&/+*:·-]+[^\W_]+)*(?:#(?!\w)|\+*)|[^\s\w]|_")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜÉÈÀÁÍÓÚÑÇ¿¡])")
_READ = 6000
# A title stands in the subject or near the beginning, an employer's name also below the closing.
_TOKENS_AT_THE_HEAD = 140
_LINES_AT_THE_END = 5
_CLOSING_LINES, _LONGEST_CLOSING = 4, 7
_SHORT_LINE = 4
_SHORTEST_ENDING = 5
_REACH = range(-2, 3)


class Field(StrEnum):
    """Where a line stands."""

    NAME = "N"
    SUBJECT = "S"
    BODY = "B"
    CLOSING = "G"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or a header, and the spans of its tokens."""

    field: Field
    text: str
    spans: tuple[tuple[int, int], ...]

    @property
    def tokens(self) -> list[str]:
        """The tokens as they are written."""
        return [self.text[start:end] for start, end in self.spans]


def lines_of(sender: Address, subject: str, text: str) -> list[Line]:
    """The display name, the subject, the first sentences and the last; `text` has the signature below it."""
    sentences = [part for line in text[:_READ].split("\n") for part in _SENTENCE_END.split(line.strip()) if part]
    head: list[Line] = []
    room = _TOKENS_AT_THE_HEAD
    for sentence in sentences:
        if room <= 0:
            break
        head.append(_line(Field.BODY, sentence))
        room -= len(head[-1].spans)
    rest = sentences[max(len(head), len(sentences) - _LINES_AT_THE_END) :]
    body = [*head, *(_line(Field.CLOSING, sentence) for sentence in rest)]
    headers = [_line(field, value) for field, value in ((Field.NAME, sender.name), (Field.SUBJECT, subject)) if value]
    return [*headers, *(_closing(line, len(body) - place) for place, line in enumerate(body))]


def _line(field: Field, text: str) -> Line:
    return Line(field, text, tuple(match.span() for match in islice(_TOKEN.finditer(text), _TOKENS_AT_THE_HEAD)))


def _closing(line: Line, from_the_end: int) -> Line:
    is_closing = from_the_end <= _CLOSING_LINES and len(line.spans) <= _LONGEST_CLOSING
    return Line(Field.CLOSING, line.text, line.spans) if is_closing else line


@dataclass(frozen=True, slots=True)
class _Around:
    """What the rest of the message tells of a word: the sender's own domain, and where else the word stands."""

    kind: str
    label: str
    local_part: str
    in_name: frozenset[str]
    in_subject: frozenset[str]
    in_body: Mapping[str, int]


def features(lines: Sequence[Line], sender: Address) -> list[list[list[str]]]:
    """For each line and each of its tokens the features that hold."""
    words = [[fold(token) for token in line.tokens] for line in lines]
    around = _around(lines, words, sender)
    return [
        [[*_of_line(line, its, at), *_of_place(line, its, at, around)] for at in range(len(its))]
        for line, its in zip(lines, words, strict=True)
    ]


def _around(lines: Sequence[Line], words: Sequence[Sequence[str]], sender: Address) -> _Around:
    domain = registrable_domain(sender.domain)
    kind = "P" if platform_of(sender.address) else "F" if is_free_mail(domain) else "O"
    seen: dict[str, int] = {}
    long_words: dict[Field, set[str]] = {Field.NAME: set(), Field.SUBJECT: set()}
    for line, its in zip(lines, words, strict=True):
        if line.field in long_words:
            long_words[line.field].update(word for word in its if len(word) > 2)
        else:
            for word in set(its):
                seen[word] = seen.get(word, 0) + 1
    return _Around(
        kind=kind,
        label=_letters(domain.split(".")[0]) if kind == "O" else "",
        local_part=_letters(sender.local_part),
        in_name=frozenset(long_words[Field.NAME]),
        in_subject=frozenset(long_words[Field.SUBJECT]),
        in_body=seen,
    )


def _of_line(line: Line, words: Sequence[str], at: int) -> Iterator[str]:
    """The word, its neighbours, and what the tables say of them."""

    def near(distance: int) -> str:
        place = at + distance
        return words[place] if 0 <= place < len(words) else "<" if place < 0 else ">"

    field, token = line.field, line.text[slice(*line.spans[at])]
    shape = _shape(token)
    yield from _of_word(words[at])
    yield from (f"sh={shape}", f"fld={field}", f"fsh={field}{shape}")
    yield from (f"{distance:+d}={near(distance)}" for distance in (-3, -2, -1, 1, 2))
    yield from (f"-21={near(-2)}_{near(-1)}", f"+12={near(1)}_{near(2)}", f"f-1={field}{near(-1)}")
    yield f"f+1={field}{near(1)}"
    for distance in _REACH:
        if 0 <= at + distance < len(words):
            yield from (f"{sign}{distance:+d}" for sign in _signs(words[at + distance]))
    yield from (f"L={kind}{field}{shape[:2]}" for kind in kinds_of(words[at]))
    for distance in (-1, 1):
        if 0 <= at + distance < len(words):
            yield f"sh{distance:+d}={_shape(line.text[slice(*line.spans[at + distance])])}"


def _of_place(line: Line, words: Sequence[str], at: int, around: _Around) -> Iterator[str]:
    """Where the token stands in its line, and how the rest of the message speaks of it."""
    field, word, token = line.field, words[at], line.text[slice(*line.spans[at])]
    yield "b"
    yield f"K{around.kind}{field}"
    yield from _of_domain(_letters(token), _letters(words[at - 1]) if at else "", field, around)
    if field is not Field.NAME and word in around.in_name:
        yield "inN"
    if field is not Field.SUBJECT and word in around.in_subject:
        yield f"inS{'X' if token[0].isupper() else 'x'}"
    if field in (Field.NAME, Field.SUBJECT) and word in around.in_body:
        yield f"inB{field}"
    if around.in_body.get(word, 0) > 1:
        yield "inB2"
    ends = (("first", at == 0), ("last", at == len(words) - 1), ("short", len(words) <= _SHORT_LINE))
    yield from (f"{name}{field}" for name, holds in ends if holds)
    if not any(line.text[start].islower() for start, _ in line.spans):
        yield f"nolow{field}"


def _of_domain(letters: str, before: str, field: Field, around: _Around) -> Iterator[str]:
    label = around.label
    if label and len(letters) > 2 and (label.startswith(letters) or letters in label):
        yield "dom"
        yield f"dom{field}"
    if label and before and len(letters) > 1 and label.startswith(before + letters[:2]):
        yield "domc"
    if not label and len(letters) > 3 and letters in around.local_part:
        yield f"loc{around.kind}"


@remembered
def _of_word(word: str) -> tuple[str, ...]:
    return (f"w={word}", f"s3={word[-3:]}", f"s4={word[-4:]}", f"p3={word[:3]}")


@remembered
def _shape(token: str) -> str:
    """Xx for "Planner", XX for "QA", 9 for digits: runs of one kind are one letter, at most six."""
    runs = re.sub(r"[^\W\d_]+", lambda run: _case(run[0]), re.sub(r"\d+", "9", token))
    return runs[:6]


def _case(letters: str) -> str:
    """The shape of a run of letters."""
    return re.sub(r"X+", "X", re.sub(r"x+", "x", "".join("X" if letter.isupper() else "x" for letter in letters)))


@remembered
def _signs(word: str) -> tuple[str, ...]:
    tables = (("leg", word in legal_forms()), ("desk", word in desk_words()))
    return (*(f"L{kind}" for kind in kinds_of(word)), *(name for name, holds in tables if holds))


@remembered
def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


@remembered
def kinds_of(word: str) -> tuple[str, ...]:
    """What a folded word may be in a title (head, modifier, field...); a compound is what its parts are too."""
    kinds = set(_kinds().get(word, ()))
    if len(word) > _SHORTEST_ENDING and word.endswith(_endings()):
        kinds.add("ending")
    parts = re.split(r"[-/]", word)
    if len(parts) > 1:
        kinds.update(kind for part in parts for kind in _kinds().get(part, ()))
    return tuple(sorted(kinds))


@remembered
def _kinds() -> Mapping[str, frozenset[str]]:
    """Of a term of several words the last is told from those before it."""
    found: dict[str, set[str]] = {}
    for row in table("occupations"):
        if row["kind"] != "ending":
            for term in row["words"].split(","):
                *before, last = fold(term).split()
                for word in before:
                    found.setdefault(word, set()).add(f"{row['kind']}+m")
                found.setdefault(last, set()).add(f"{row['kind']}+l" if before else row["kind"])
    return {word: frozenset(kinds) for word, kinds in found.items()}


@remembered
def _endings() -> tuple[str, ...]:
    return tuple(
        fold(ending) for row in table("occupations") if row["kind"] == "ending" for ending in row["words"].split(",")
    )
