"""Which titles and employers a message mentions, as the tagger sees it: spans of its text, each with a probability."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise

from inbox_watch.facts.names import employer_id
from inbox_watch.facts.tagger import TAGS, Tagger
from inbox_watch.facts.tagging import Field, Line, lines_of, seen
from inbox_watch.facts.title_spans import spans
from inbox_watch.records import Message

# A token belongs to a mention from here on, and a mention goes on while a token has this share of its best one.
_LEAST, _SHARE = 0.15, 0.4
_BEGINS_ANEW = 0.5
# What a place is worth to a name.
_WORTH = {Field.SUBJECT: 1.0, Field.NAME: 0.9, Field.BODY: 0.8, Field.CLOSING: 0.5}
_LIKELY, _ABOUT = 0.6, 0.9
# "Lindhof Labs · Kiel": what stands behind is a place or another thing.
_BESIDE = re.compile(r"\s[·|–—]\s")


@dataclass(frozen=True, slots=True)
class Mention:
    """A title or a name as it is written, and how probable it is one: a title in this place, a name in any."""

    text: str
    probability: float
    in_subject: bool = False


@dataclass(frozen=True, slots=True)
class Mentions:
    """What may be a title, place by place; the employers, the most probable first; and how titles are weighed, empty
    where no tagger has looked."""

    roles: tuple[Mention, ...]
    employers: tuple[Mention, ...]
    weights: tuple[float, ...] = ()


NONE = Mentions((), ())


def mentions(message: Message, tagger: Tagger) -> Mentions:
    """Return what the tagger finds in display name, subject, text and signature."""
    lines = lines_of(message.from_, message.subject, f"{message.text}\n{message.signature}")
    marginals = tagger.marginals(seen(lines, message.from_))
    scores = list(chain.from_iterable(each.tolist() for each in marginals))
    return Mentions(
        roles=tuple(_titles(lines, scores)),
        employers=_together(_names(lines, scores)),
        weights=tagger.choice,
    )


def _titles(lines: Sequence[Line], scores: Sequence[Sequence[float]]) -> Iterator[Mention]:
    """What may be a title in lines whose tokens have these scores, all one behind the other."""
    begins, goes_on = TAGS.index("B-role"), TAGS.index("I-role")
    begun, going = [its[begins] for its in scores], [its[goes_on] for its in scores]
    for line, (start, end) in zip(lines, _bounds(lines), strict=True):
        for probability, first, last in spans(begun[start:end], going[start:end]):
            yield Mention(_between(line, first, last), probability, line.field is Field.SUBJECT)


def _bounds(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    return pairwise(accumulate((len(line.spans) for line in lines), initial=0))


def _between(line: Line, first: int, last: int) -> str:
    return line.text[line.spans[first][0] : line.spans[last][1]]


def _together(mentioned: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions of one employer count together: it is not meant only if none of them means it."""
    best: dict[str, Mention] = {}
    doubt: dict[str, float] = {}
    for mention in mentioned:
        key = employer_id(mention.text)
        if key:
            doubt[key] = doubt.get(key, 1.0) * (1.0 - mention.probability)
            best[key] = max(best.get(key, mention), mention, key=lambda each: each.probability)
    found = [replace(mention, probability=1.0 - doubt[key]) for key, mention in best.items()]
    top = max((mention.probability for mention in found), default=0.0)
    return tuple(sorted(found, key=lambda mention: _rank(mention, top)))


def _rank(mention: Mention, top: float) -> tuple[bool, bool, float]:
    """A board's mail names other jobs and employers too, but not in its subject, and below the one it is about: of
    those that are about as probable as the best the first counts."""
    is_of_the_subject = mention.in_subject and mention.probability >= _LIKELY
    is_about_as_good = mention.probability >= _ABOUT * top
    return not is_of_the_subject, not is_about_as_good, 0.0 if is_about_as_good else -mention.probability


def _names(lines: Sequence[Line], scores: Sequence[Sequence[float]]) -> Iterator[Mention]:
    """The employers in lines whose tokens have these scores, all one behind the other."""
    begins, goes_on = TAGS.index("B-employer"), TAGS.index("I-employer")
    inside, begun = [its[begins] + its[goes_on] for its in scores], [its[begins] for its in scores]
    for line, (start, end) in zip(lines, _bounds(lines), strict=True):
        its = inside[start:end]
        if max(its, default=0.0) < _LEAST:
            continue
        for first, last in _runs(its, begun[start:end]):
            share = sum(its[first : last + 1]) / (last + 1 - first)
            text = _BESIDE.split(_between(line, first, last))[0]
            yield Mention(text, share * _WORTH[line.field], line.field is Field.SUBJECT)


def _runs(inside: Sequence[float], begins: Sequence[float]) -> Iterator[tuple[int, int]]:
    """First and last token of each run of probable ones, its weak ends off."""
    place = 0
    while place < len(inside):
        first = place
        while place < len(inside) and inside[place] >= _LEAST and (place == first or begins[place] < _BEGINS_ANEW):
            place += 1
        if place > first:
            yield _without_weak_ends(inside, first, place - 1)
        else:
            place += 1


def _without_weak_ends(inside: Sequence[float], first: int, last: int) -> tuple[int, int]:
    least = _SHARE * max(inside[first : last + 1])
    while inside[first] < least:
        first += 1
    while inside[last] < least:
        last -= 1
    return first, last
