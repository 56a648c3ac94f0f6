"""Which of the titles that stand in a mail is that of the job it is about, or none: a weighing of a few facts."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import mul

from inbox_watch.facts.names import role_key

# Chosen on author groups that neither the tagger nor the weights had learned from.
_LEAST = 0.3
# A board's mail names other jobs too, but not in its subject.
_SURE_IN_THE_SUBJECT = 0.6
_NEARLY = 0.001
_USUAL_LENGTH = 20

Key = frozenset[str]


@dataclass(frozen=True, slots=True)
class Heard:
    """A title in one place, and how probable it is one there; places come in the order of the mail."""

    text: str
    probability: float
    in_subject: bool


@dataclass(frozen=True, slots=True)
class Title:
    """A title in all its places: as it is written where it is likeliest, the words that identify it, the probability
    that any of its places means it, and that its place in the subject does. Titles come in the order of the mail."""

    text: str
    key: Key
    probability: float
    in_subject: float


# What is weighed; see `facts_of_titles`.
FACTS = (
    "likely", "beside the best", "fuller", "another before", "another behind", "subject", "length", "rule",
    "fuller by rule", "always",
)  # fmt: skip


def titles(heard: Iterable[Heard]) -> list[Title]:
    """Put the places of one title together: it is meant unless none of them means it."""
    places: dict[Key, list[Heard]] = {}
    for each in heard:
        places.setdefault(role_key(each.text), []).append(each)
    return _of_the_subject([_title(key, its) for key, its in places.items()])


def _of_the_subject(found: Sequence[Title]) -> list[Title]:
    """Where one stands in the subject for sure, however much of it is the title: that one, longer or shorter."""
    sure = [title for title in found if title.in_subject and _near(title, found) >= _SURE_IN_THE_SUBJECT]
    return [title for title in found if not sure or any(_is_near(title, each) for each in sure)]


def _near(title: Title, found: Sequence[Title]) -> float:
    return sum(each.in_subject for each in found if _is_near(title, each))


def _is_near(one: Title, other: Title) -> bool:
    return one.key <= other.key or other.key <= one.key


def _title(key: Key, places: Sequence[Heard]) -> Title:
    doubt = math.prod(1.0 - each.probability for each in places)
    best = max(places, key=lambda each: each.probability)
    in_subject = max((each.probability for each in places if each.in_subject), default=0.0)
    return Title(best.text, key, 1.0 - doubt, in_subject)


def facts_of_titles(found: Sequence[Title], by_rules: Collection[Key]) -> list[tuple[float, ...]]:
    """For each title what FACTS say of it; `by_rules` are the titles that rules find in the mail."""
    return [_facts(place, found, by_rules) for place in range(len(found))]


def _facts(place: int, found: Sequence[Title], by_rules: Collection[Key]) -> tuple[float, ...]:
    """A title within another gives way to the fuller one, and one below another may be that of another job."""
    title = found[place]
    fuller = (each.probability for each in found if title.key < each.key)
    return (
        _log_odds(title.probability),
        title.probability / max(each.probability for each in found),
        max(fuller, default=0.0),
        _another(title, found[:place]),
        _another(title, found[place + 1 :]),
        title.in_subject,
        len(title.text) / _USUAL_LENGTH,
        float(title.key in by_rules),
        float(any(title.key < key for key in by_rules)),
        1.0,
    )


def _another(title: Title, found: Sequence[Title]) -> float:
    apart = (each.probability for each in found if not _is_near(title, each))
    return max(apart, default=0.0)


def chosen(found: Sequence[Title], by_rules: Collection[Key], weights: Sequence[float]) -> str:
    """Return the likeliest title, or the empty string where it is likelier that the mail means none of them."""
    scores = [sum(map(mul, its, weights)) for its in facts_of_titles(found, by_rules)]
    score, text = max(zip(scores, (title.text for title in found), strict=True), default=(-math.inf, ""))
    return text if score >= _log_odds(_LEAST) else ""


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, _NEARLY), 1.0 - _NEARLY)
    return math.log(bounded / (1.0 - bounded))
