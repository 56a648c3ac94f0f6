"""A message as lines of tokens, and what is seen at each token: what the tagger of titles and employers goes by.

Training and reading see the same features, because both come from here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice, pairwise

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
# How far before a token its neighbours are seen, and how far behind it.
DISTANCES = range(-3, 3)
# Marks for the words that are not there; no token holds a blank.
_BEFORE, _BEHIND = " <", " >"


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
class Seen:
    """A line as it is seen: its tokens, the features that each of them has, and those that some have (`names`, each
    with its place in `places`); what a token or its neighbour has by itself is in `of_token`."""

    field: Field
    tokens: Sequence[str]
    of_all: tuple[str, ...]
    places: Sequence[int]
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Around:
    """What the rest of the message tells of a word: the sender's own domain, and where else the word stands."""

    kind: str
    label: str
    local_part: str
    in_name: frozenset[str]
    in_subject: frozenset[str]
    in_body: frozenset[str]
    in_body_twice: frozenset[str]


def features(lines: Sequence[Line], sender: Address) -> list[list[list[str]]]:
    """For each line and each of its tokens all features that hold."""
    return [_features(line) for line in seen(lines, sender)]


def _features(line: Seen) -> list[list[str]]:
    near = [of_token(token, line.field) for token in in_its_edges(line.tokens)]
    found = [
        [*chain.from_iterable(near[at + place][place] for place in range(len(DISTANCES))), *line.of_all]
        for at in range(len(line.tokens))
    ]
    for at, name in zip(line.places, line.names, strict=True):
        found[at].append(name)
    return found


def in_its_edges(tokens: Sequence[str]) -> list[str]:
    """The tokens of a line between marks for the words that are not there: each of them has all its neighbours."""
    return [_BEFORE, _BEFORE, _BEFORE, *tokens, _BEHIND, _BEHIND]


def of_token(token: str, field: Field) -> tuple[tuple[str, ...], ...]:
    """The features of a token, for each of DISTANCES: what it says to the token for which it stands there."""
    word, is_edge = fold(token).strip(), token in (_BEFORE, _BEHIND)
    shape, signs = ("", ()) if is_edge else (_shape(token), _signs(word))
    return tuple(
        (*_of_neighbour(word, shape, field, distance), *(f"{sign}{distance:+d}" for sign in signs if distance >= -2))
        for distance in DISTANCES
    )


def _of_neighbour(word: str, shape: str, field: Field, distance: int) -> Iterator[str]:
    if distance == 0:
        yield from (f"w={word}", f"wf={field}{word}")
        yield from (f"s{length}={word[-length:]}" for length in (2, 3, 4, 5, 6))
        yield from (f"p{length}={word[:length]}" for length in (3, 4, 5))
        yield from (f"sh={shape}", f"fld={field}", f"fsh={field}{shape}")
        yield from (f"L={kind}{field}{shape[:2]}" for kind in kinds_of(word))
        return
    yield f"{distance:+d}={word}"
    if distance in (-1, 1):
        yield f"f{distance:+d}={field}{word}"
        yield from (f"s3{distance:+d}={word[-3:]}", f"s4{distance:+d}={word[-4:]}")
        yield from (f"L{kind}{field}{distance:+d}" for kind in kinds_of(word))
        if shape:
            yield f"sh{distance:+d}={shape}"


def seen(lines: Sequence[Line], sender: Address) -> list[Seen]:
    """The lines as they are seen in this message."""
    tokens = [line.tokens for line in lines]
    words = [[fold(token) for token in its] for its in tokens]
    around = _around(lines, words, sender)
    return [_seen(line.field, *its, around) for line, its in zip(lines, zip(tokens, words, strict=True), strict=True)]


def _around(lines: Sequence[Line], words: Sequence[Sequence[str]], sender: Address) -> _Around:
    domain = registrable_domain(sender.domain)
    kind = "P" if platform_of(sender.address) else "F" if is_free_mail(domain) else "O"
    in_text = (its for line, its in zip(lines, words, strict=True) if line.field in (Field.BODY, Field.CLOSING))
    times = Counter(chain.from_iterable(map(set, in_text)))
    long_words: dict[Field, set[str]] = {Field.NAME: set(), Field.SUBJECT: set()}
    for line, its in zip(lines, words, strict=True):
        if line.field in long_words:
            long_words[line.field].update(word for word in its if len(word) > 2)
    return _Around(
        kind=kind,
        label=_letters(domain.split(".")[0]) if kind == "O" else "",
        local_part=_letters(sender.local_part),
        in_name=frozenset(long_words[Field.NAME]),
        in_subject=frozenset(long_words[Field.SUBJECT]),
        in_body=frozenset(times),
        in_body_twice=frozenset(word for word, count in times.items() if count > 1),
    )


def _seen(field: Field, tokens: Sequence[str], words: Sequence[str], around: _Around) -> Seen:
    ends = ((0, f"first{field}"), (len(tokens) - 1, f"last{field}")) if tokens else ()
    rules = (_of_domain(tokens, field, around), _elsewhere(words, tokens, field, around))
    some = [*ends, *chain.from_iterable(rules)]
    pairs = [f"{one}_{other}" for one, other in pairwise(("<", "<", *words, ">", ">"))]
    before, behind = pairs[: len(words)], pairs[3:]
    return Seen(
        field=field,
        tokens=tokens,
        of_all=_of_line(field, tokens, around),
        places=[*range(len(words)), *range(len(words)), *(at for at, _ in some)],
        names=[*(f"-21={pair}" for pair in before), *(f"+12={pair}" for pair in behind), *(name for _, name in some)],
    )


def _of_line(field: Field, tokens: Sequence[str], around: _Around) -> tuple[str, ...]:
    has_lower = any(token[0].islower() for token in tokens)
    holds = ((f"short{field}", len(tokens) <= _SHORT_LINE), (f"nolow{field}", not has_lower))
    return ("b", f"K{around.kind}{field}", *(name for name, is_so in holds if is_so))


def _of_domain(tokens: Sequence[str], field: Field, around: _Around) -> Iterator[tuple[int, str]]:
    """How the sender's domain or, where that is nobody's own, its local part speaks of the tokens."""
    label, letters = around.label, list(map(_letters, tokens))
    if not label:
        of_local_part = (at for at, its in enumerate(letters) if len(its) > 3 and its in around.local_part)
        yield from ((at, f"loc{around.kind}") for at in of_local_part)
        return
    for at, its in enumerate(letters):
        if len(its) > 2 and its in label:
            yield from ((at, "dom"), (at, f"dom{field}"))
    for at, (before, its) in enumerate(pairwise(letters), 1):
        # Most words begin no label.
        if before and label.startswith(before) and len(its) > 1 and label.startswith(before + its[:2]):
            yield at, "domc"


def _elsewhere(words: Sequence[str], tokens: Sequence[str], field: Field, around: _Around) -> Iterator[tuple[int, str]]:
    """Where else in the message the words stand."""
    if field is not Field.NAME:
        yield from ((at, "inN") for at, word in enumerate(words) if word in around.in_name)
    if field is not Field.SUBJECT:
        its = (at for at, word in enumerate(words) if word in around.in_subject)
        yield from ((at, f"inS{'X' if tokens[at][0].isupper() else 'x'}") for at in its)
    if field in (Field.NAME, Field.SUBJECT):
        yield from ((at, f"inB{field}") for at, word in enumerate(words) if word in around.in_body)
    yield from ((at, "inB2") for at, word in enumerate(words) if word in around.in_body_twice)


def _shape(token: str) -> str:
    """Xx for "Planner", XX for "QA", 9 for digits: runs of one kind are one letter, at most six."""
    runs = re.sub(r"[^\W\d_]+", lambda run: _case(run[0]), re.sub(r"\d+", "9", token))
    return runs[:6]


def _case(letters: str) -> str:
    """The shape of a run of letters."""
    return re.sub(r"X+", "X", re.sub(r"x+", "x", "".join("X" if letter.isupper() else "x" for letter in letters)))


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
def _kinds() -> Mapping[str, Sequence[str]]:
    """Of a term of several words the last is told from those before it; a word may have a kind more than once."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in table("occupations"):
        kind, before, last = row["kind"], f"{row['kind']}+m", f"{row['kind']}+l"
        terms = fold(row["words"]).split(",") if kind != "ending" else ()
        for words in map(str.split, terms):
            for word in words[:-1]:
                found[word].append(before)
            found[words[-1]].append(last if len(words) > 1 else kind)
    return dict(found)


@remembered
def _endings() -> tuple[str, ...]:
    return tuple(
        fold(ending) for row in table("occupations") if row["kind"] == "ending" for ending in row["words"].split(",")
    )
