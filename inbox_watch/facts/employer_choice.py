"""Which of the names that stand in a mail is the employer: a weighing of a few facts, learned as that of titles is."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from inbox_watch.facts.company_names import compact, is_company, vouched
from inbox_watch.facts.display_name import is_a_given_name, is_person, looks_like_a_person
from inbox_watch.facts.greeting import addressed
from inbox_watch.facts.names import desk_words, employer_id, fold, legal_forms
from inbox_watch.facts.sender_names import office_words
from inbox_watch.facts.tagging import kinds_of
from inbox_watch.facts.titles import is_title
from inbox_watch.knowledge import remembered, table
from inbox_watch.knowledge.senders import is_free_mail, is_machine, is_office, platform_of
from inbox_watch.mail.origin import registrable_domain
from inbox_watch.records import Message

_READ = 6000
# Between the names of two facts that hold together.
TOGETHER = " & "
_WORD = re.compile(r"[^\W_]+")
_LEAST_LIKELY, _MOST_LIKELY = 0.02, 0.98
_SHORTEST_SHARED = 4
_MOST_WORDS, _MOST_TIMES = 6, 3

# What weighs: a fact, or two that hold together, each by its name.
Weights = Mapping[tuple[str, ...], float]


@dataclass(slots=True)
class Named:
    """A name as it is written first, the places where it stands, its rank by the order of the places (none: not
    among those), and how probable the tagger thinks it."""

    name: str
    places: set[str] = field(default_factory=set)
    rank: int | None = None
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Around:
    """What the mail tells of all names: who sends, what its domain is called, what is written."""

    kind: str
    platform: str
    label: str
    local_part: str
    sender: str
    is_desk: bool
    is_board: bool
    subject: str
    text: str
    greeted: frozenset[str]
    roles: Mapping[str, float]


def around(message: Message, roles: Iterable[tuple[str, float]]) -> Around:
    """Put together what the mail tells; `roles` are the titles the tagger sees, with their probabilities."""
    address = message.from_
    platform = platform_of(address.address)
    kind = "platform" if platform else "provider" if is_free_mail(address.domain) else "own"
    label = compact(registrable_domain(address.domain).split(".")[0]) if kind == "own" else ""
    likely: dict[str, float] = {}
    for text, probability in roles:
        key = employer_id(text)
        likely[key] = max(probability, likely.get(key, 0.0))
    return Around(
        kind=kind,
        platform=platform.kind if platform else "",
        label=label,
        local_part=address.local_part,
        sender=address.name.strip().casefold(),
        is_desk=is_machine(address.local_part) or is_office(address.local_part),
        is_board=any(word in text for word in _board_words() for text in (label, _first_word(address.name))),
        subject=message.subject.casefold(),
        text=message.text[:_READ].casefold(),
        greeted=addressed(message.text),
        roles=likely,
    )


def _first_word(name: str) -> str:
    return fold(name.split()[0]) if name.split() else ""


def scores(found: Mapping[str, Named], about: Around, weights: Weights) -> dict[str, float]:
    """How much speaks for each name, by its key: the sum of what weighs."""
    return {key: _score(its, weights) for key, its in facts_of_names(found, about).items()}


def _score(facts: Mapping[str, float], weights: Weights) -> float:
    return sum(weight * math.prod(facts.get(name, 0.0) for name in names) for names, weight in weights.items())


def facts_of_names(found: Mapping[str, Named], about: Around) -> dict[str, dict[str, float]]:
    """For each name, by its key, the facts that hold and how much each of them does; what is not there is 0."""
    best = max((each.probability for each in found.values()), default=0.0)
    in_domain = frozenset(key for key, each in found.items() if about.label and _is_vouched(each.name, about.label))
    return {
        key: {
            **dict.fromkeys(_of_places(each, about), 1.0),
            **_of_probability(each, best),
            **dict.fromkeys(_of_domain(key, each, in_domain, about), 1.0),
            **_of_others(key, found, in_domain),
            **dict.fromkeys(_of_person(each.name, about, in_domain=key in in_domain), 1.0),
            **_of_words(key, each.name, about),
        }
        for key, each in found.items()
    }


def _is_vouched(name: str, label: str) -> bool:
    return vouched(compact(name), label)


def _of_places(each: Named, about: Around) -> Iterator[str]:
    yield from (f"{place}, {about.kind}" for place in each.places)
    if about.platform:
        yield f"from {about.platform}"
    if each.rank == 0:
        yield f"first by order, {about.kind}"
    elif each.rank == 1:
        yield "second by order"


def _of_probability(each: Named, best: float) -> dict[str, float]:
    if not each.probability:
        return {"unseen": 1.0}
    bounded = min(max(each.probability, _LEAST_LIKELY), _MOST_LIKELY)
    return {"likely": math.log(bounded / (1.0 - bounded)) / 2, "beside the best": each.probability / best}


def _of_domain(key: str, each: Named, in_domain: Collection[str], about: Around) -> Iterator[str]:
    """What the domain of a firm of its own says; that of a board speaks against the name."""
    is_its = key in in_domain
    if is_its:
        letters = compact(each.name)
        yield "in the domain"
        if letters == about.label:
            yield "the domain"
        elif letters.startswith(about.label):
            yield "longer than the domain"
    elif about.label and _shares_a_word(each.name, about.label):
        yield "a word in the domain"
    if not is_its and in_domain:
        yield "another in the domain"
    if about.is_board:
        yield "of a board" if is_its else "of no board"
    if each.places == {"domain"} and not each.probability:
        yield "of the address alone"


def _shares_a_word(name: str, label: str) -> bool:
    return any(len(word) >= _SHORTEST_SHARED and compact(word) in label for word in _WORD.findall(name))


def _of_others(key: str, found: Mapping[str, Named], in_domain: Collection[str]) -> dict[str, float]:
    """Of two names of which one holds the other, both may be meant; how likely the other is."""
    longer = [each.probability for other, each in found.items() if key != other and key in other]
    shorter = [(other, each.probability) for other, each in found.items() if key != other and other in key]
    holds = {
        "within another": float(bool(longer)),
        "within, likely": max(longer, default=0.0),
        "holds another": float(bool(shorter)),
        "holds, likely": max((probability for _, probability in shorter), default=0.0),
        "holds the domain's": float(any(other in in_domain for other, _ in shorter)),
    }
    return {name: value for name, value in holds.items() if value}


def _of_person(name: str, about: Around, *, in_domain: bool) -> Iterator[str]:
    """A name of the sender's that looks like that of a person, and whether the address says so too."""
    words = name.split()
    is_sender = name.casefold() == about.sender
    is_within = name.casefold() in about.sender
    if is_sender:
        yield "the whole sender"
    if is_within:
        yield "in the sender"
        if _shares_a_word(name, compact(about.local_part)):
            yield "in the local part"
        if not in_domain and looks_like_a_person(name):
            yield "like a person"
            if about.is_desk:
                yield "like a person at a desk"
    if is_a_given_name(words[0]) and len(words) < _SHORTEST_SHARED:
        yield "a given name"
    if is_person(name, about.local_part):
        yield "a person"


def _of_words(key: str, name: str, about: Around) -> dict[str, float]:
    words = [fold(word) for word in _WORD.findall(name)]
    kinds = {kind for word in words for kind in kinds_of(word)}
    holds = {
        "words": min(len(words), _MOST_WORDS) / _MOST_WORDS,
        "one word": len(words) == 1,
        "short": len(key) <= _SHORTEST_SHARED,
        "a figure": any(map(str.isdigit, name)),
        "in small letters": name == name.lower(),
        "in capitals": name.isupper(),
        "a company": is_company(name),
        "a legal form": fold(name.split()[-1].replace(".", "")) in legal_forms(),
        "a house": not _house_words().isdisjoint(words),
        "begins with a desk": words[:1] != [] and words[0] in desk_words(),
        "holds a desk": not desk_words().isdisjoint(words),
        "begins with an office": words[:1] != [] and words[0] in office_words(),
        "ends with an office": words[-1:] != [] and words[-1] in office_words(),
        "a title": is_title(name),
        "an occupation": not kinds.isdisjoint(("head", "ending")),
        "a field": "field" in kinds and kinds.isdisjoint(("head", "ending")),
        "a likely title": about.roles.get(key, 0.0),
        "in a likely title": max((its for role, its in about.roles.items() if key in role), default=0.0),
        "times": min(about.text.count(name.casefold()), _MOST_TIMES) / _MOST_TIMES,
        "in the subject": name.casefold() in about.subject,
        "greeted": not about.greeted.isdisjoint(words),
    }
    return {fact: float(value) for fact, value in holds.items() if value}


def is_a_kind_of_house(name: str) -> bool:
    """Says it only what kind of house it is ("Medical", of "Medical Staffing")?"""
    return _house_words().issuperset(map(fold, _WORD.findall(name)))


@remembered
def employer_weights() -> Weights:
    """What each fact weighs, or two that hold together, as it was learned (`learn/employers.py`)."""
    return {tuple(row["facts"].split(TOGETHER)): float(row["weight"]) for row in table("employer_weights")}


@remembered
def _board_words() -> Sequence[str]:
    return [fold(word) for row in table("board_words") for word in row["words"].split(",")]


@remembered
def _house_words() -> frozenset[str]:
    return frozenset(fold(word) for row in table("house_words") for word in row["words"].split(","))
