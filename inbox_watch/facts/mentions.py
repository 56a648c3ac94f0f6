"""Which titles and employers a message mentions, as the tagger sees it: spans of its text, each with a probability."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise

from inbox_watch.facts.names import clean_role, employer_id, role_key
from inbox_watch.facts.tagger import TAGS, Tagger
from inbox_watch.facts.tagging import Field, Line, lines_of, seen
from inbox_watch.records import Message

# A token belongs to a mention from here on, and a mention goes on while a token has this share of its best one.
_LEAST, _SHARE = 0.15, 0.4
_BEGINS_ANEW = 0.5
# What a place is worth: a title in the subject is the one that was applied for.
_WORTH = {Field.SUBJECT: 1.0, Field.NAME: 0.9, Field.BODY: 0.8, Field.CLOSING: 0.5}
_LIKELY, _ABOUT = 0.6, 0.9
# "Lindhof Labs · Kiel": what stands behind is a place or another thing.
_BESIDE = re.compile(r"\s[·|–—]\s")

_Key = frozenset[str] | str


@dataclass(frozen=True, slots=True)
class Mention:
    """A title or a name as it is written, and how probable it is that the mail is about it."""

    text: str
    probability: float
    in_subject: bool = False


@dataclass(frozen=True, slots=True)
class Mentions:
    """The titles and the employers of a message, the most probable first."""

    roles: tuple[Mention, ...]
    employers: tuple[Mention, ...]


NONE = Mentions((), ())


def mentions(message: Message, tagger: Tagger) -> Mentions:
    """Return what the tagger finds in display name, subject, text and signature."""
    lines = lines_of(message.from_, message.subject, f"{message.text}\n{message.signature}")
    marginals = tagger.marginals(seen(lines, message.from_))
    scores = list(chain.from_iterable(each.tolist() for each in marginals))
    return Mentions(
        roles=_together(_mentions(lines, scores, "role"), lambda text: role_key(clean_role(text))),
        employers=_together(_mentions(lines, scores, "employer"), employer_id),
    )


def _together(mentioned: Iterable[Mention], key_of: Callable[[str], _Key]) -> tuple[Mention, ...]:
    """Mentions of one thing count together: it is not meant only if none of them means it."""
    best: dict[_Key, Mention] = {}
    doubt: dict[_Key, float] = {}
    for mention in mentioned:
        key = key_of(mention.text)
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


def _mentions(lines: Sequence[Line], scores: Sequence[Sequence[float]], kind: str) -> Iterator[Mention]:
    """The mentions of a kind in lines whose tokens have these scores, all one behind the other."""
    begins, goes_on = TAGS.index(f"B-{kind}"), TAGS.index(f"I-{kind}")
    inside, begun = [its[begins] + its[goes_on] for its in scores], [its[begins] for its in scores]
    ends = accumulate((len(line.spans) for line in lines), initial=0)
    for line, (start, end) in zip(lines, pairwise(ends), strict=True):
        its = inside[start:end]
        if max(its, default=0.0) < _LEAST:
            continue
        for first, last in _runs(its, begun[start:end]):
            share = sum(its[first : last + 1]) / (last + 1 - first)
            text = line.text[line.spans[first][0] : line.spans[last][1]]
            yield Mention(_BESIDE.split(text)[0], share * _WORTH[line.field], line.field is Field.SUBJECT)


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
