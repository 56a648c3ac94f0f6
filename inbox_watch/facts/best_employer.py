"""The names of a mail with the one in front for which most speaks: by the order of their places, by the tagger, by the
sender's own name and domain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from inbox_watch.facts.company_names import plausible
from inbox_watch.facts.employer_choice import Around, Named, around, employer_weights, is_a_kind_of_house, scores
from inbox_watch.facts.greeting import addressed
from inbox_watch.facts.mentions import Mentions
from inbox_watch.facts.names import employer_id, employer_key, fold
from inbox_watch.facts.sender_names import called, left_by_a_desk, office_words
from inbox_watch.facts.titles import is_title
from inbox_watch.knowledge.senders import is_machine, platform_of
from inbox_watch.records import EmployerCandidate, Message

_ADDRESS = re.compile(r"\w\.[a-z]{2,}")
_IN_TEXT = frozenset({"subject", "body", "domain_name", "mention"})
# A mention less probable than this is weighed no more.
_LEAST_MENTIONED = 0.1
# Where the order finds none: so much must speak for a name (people score below it).
_LEAST = 1.0
# By how much more must speak for a name than for the first by the order, and than for one found in a phrase, which may
# be anything. Half a unit is best for the corpus, these for real mail (docs/decisions/0054).
_MARGIN, _MARGIN_IN_PHRASES = 2.0, 1.5
_IN_PHRASES = frozenset({"subject", "body"})
_SAID_BY_A_MACHINE = _IN_PHRASES | {"desk_name"}
_OF_AN_ADDRESS = frozenset({"local_part", "subdomain", "domain", "reply_to"})


def best_first(
    by_order: Sequence[EmployerCandidate], candidates: Iterable[EmployerCandidate], message: Message, seen: Mentions
) -> list[EmployerCandidate]:
    """Return the names `by_order` with the best in front, if need be one that no rule has named; the order of the
    others stays. `candidates` are all names in all places."""
    first = next(iter(by_order), None)
    if first and _is_fixed(first, message):
        return list(by_order)
    found, about = weighable(by_order, candidates, message, seen)
    weighed = scores(found, about, employer_weights())
    best = max(weighed, key=lambda key: weighed[key], default="")
    least = weighed[employer_id(first.name)] + _margin(first, about) if first else _LEAST
    if not best or weighed[best] < least or (first and _is_to_stay(first, found[best], message, about)):
        return list(by_order)
    named = _candidate(best, found[best], by_order, message)
    return [named, *(each for each in by_order if employer_id(each.name) != best)]


def _is_to_stay(first: EmployerCandidate, best: Named, message: Message, about: Around) -> bool:
    """A longer form of the first is the same house, and real ones sign with the short form; but what a known system
    runs together in an address may be spelled out by a phrase."""
    is_longer = employer_id(best.name).startswith(employer_id(first.name))
    if about.platform:
        return not is_longer or best.places.isdisjoint(_IN_PHRASES)
    return is_longer or _is_said_by_the_sender(first, best, message)


def _margin(first: EmployerCandidate, about: Around) -> float:
    """What a board calls itself is seldom the employer, and an office or a kind of house is only part of its name."""
    if about.is_board or _begins_with_an_office(first.name) or is_a_kind_of_house(first.name):
        return 0.0
    return _MARGIN_IN_PHRASES if first.evidence in _IN_PHRASES else _MARGIN


def _begins_with_an_office(name: str) -> bool:
    return fold(name.partition(" ")[0]) in office_words()


def _is_said_by_the_sender(first: EmployerCandidate, best: Named, message: Message) -> bool:
    """Says a desk or a machine that it writes for this house ("Lindhof Labs Careers"), and nothing but its address that
    it is another? Firms write from domains of other names."""
    if best.places != {"domain"}:
        return False
    if is_machine(message.from_.local_part):
        return first.evidence in _SAID_BY_A_MACHINE
    is_left = employer_id(first.name) in map(employer_id, left_by_a_desk(message))
    return first.evidence == "desk_name" and is_left and not is_a_kind_of_house(first.name)


def _is_fixed(first: EmployerCandidate, message: Message) -> bool:
    """Is it where this vendor always names the employer? A name spelled out of an address may still be longer."""
    return first.evidence == "template" or (
        platform_of(message.from_.address) is not None and first.evidence not in _OF_AN_ADDRESS
    )


def _candidate(key: str, named: Named, by_order: Sequence[EmployerCandidate], message: Message) -> EmployerCandidate:
    known = (each for each in by_order if employer_id(each.name) == key)
    return next(known, EmployerCandidate(named.name, _place(named, message)))


def _place(named: Named, message: Message) -> str:
    if named.probability:
        return "mention"
    return "display_name" if platform_of(message.from_.address) else "desk_name"


def weighable(
    by_order: Sequence[EmployerCandidate], candidates: Iterable[EmployerCandidate], message: Message, seen: Mentions
) -> tuple[Mapping[str, Named], Around]:
    """Return every name that may be the employer, by its key, and what the mail tells of all of them."""
    found: dict[str, Named] = {}
    for rank, each in enumerate(by_order):
        named = found.setdefault(employer_id(each.name), Named(each.name, rank=rank))
        named.places.add(each.evidence)
    for each in candidates:
        found.setdefault(employer_id(each.name), Named(each.name)).places.add(each.evidence)
    for mention in seen.employers:
        if mention.probability >= _LEAST_MENTIONED and may_be_employer(mention.text, message):
            name = next(plausible(iter([mention.text])))
            named = found.setdefault(employer_id(name), Named(name))
            named.probability = max(named.probability, mention.probability)
    for name in plausible(called(message)):
        found.setdefault(employer_id(name), Named(name)).places.add("sender")
    for name in plausible(left_by_a_desk(message)):
        found.setdefault(employer_id(name), Named(name)).places.add("beside a desk")
    return found, around(message, ((each.text, each.probability) for each in seen.roles))


def may_be_employer(name: str, message: Message) -> bool:
    """May a name that the tagger sees be an employer's: not the reader's, no title, no address?"""
    is_other = is_somebody_else(name, "mention", addressed(message.text)) or bool(_ADDRESS.search(name))
    return not is_other and any(plausible(iter([name])))


def is_somebody_else(name: str, place: str, reader: frozenset[str]) -> bool:
    """Is it the reader, whom the greeting names, or in running text a job ("apply to Data Analyst")?"""
    return reader.issuperset(employer_key(name)) or (place in _IN_TEXT and is_title(name))
