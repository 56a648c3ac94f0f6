"""Two cases become one, because the user says they are one application."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import fields, replace

from inbox_watch.link.case import Case
from inbox_watch.link.desk import Desk
from inbox_watch.link.match import Match
from inbox_watch.records import Advert, CounterpartKind

_SAID = frozenset({"wanted", "referred_by", "speculative", "instructions_followed", "targeted"})


def take_over(desk: Desk, kept: Case, gone: Case) -> None:
    """`kept` takes over the mail and the knowledge of `gone`; where both say something, its own word holds."""
    _answer_for(kept, gone)
    _learn(kept, gone)
    desk.decided = [replace(each, match=_with(kept, gone, each.match)) for each in desk.decided]
    for each in desk.decided:
        if each.match.only is kept and each.finding.sha256 not in kept.keys:
            kept.keys += [each.finding.sha256, *desk.copies.get(each.finding.sha256, ())]
    desk.index.unite(kept, gone)


def _answer_for(kept: Case, gone: Case) -> None:
    """What the application is: what the user said of either, else the first of both; it began with the older."""
    said_of = {field: number for field, number in gone.edited.items() if field not in kept.edited}
    kept.employer = gone.employer if "employer" in said_of or not kept.employer else kept.employer
    kept.role = gone.role if "role" in said_of or not kept.role else kept.role
    if "applied_on" in said_of or (gone.applied_on < kept.applied_on and "applied_on" not in kept.edited):
        kept.applied_on, kept.since = gone.applied_on, gone.since
    if kept.kind_guessed and (kept.kind is CounterpartKind.UNKNOWN or not gone.kind_guessed):
        kept.kind, kept.kind_guessed = gone.kind, gone.kind_guessed
    kept.applied_at = min(kept.applied_at, gone.applied_at)
    kept.ended_at = max(kept.ended_at, gone.ended_at) if kept.ended_at and gone.ended_at else None
    kept.undelivered = kept.undelivered and gone.undelivered
    kept.fingerprint = kept.fingerprint or gone.fingerprint
    kept.advert = _both(kept.advert, gone.advert)
    kept.write_to = kept.write_to or gone.write_to
    kept.hiring_manager = kept.hiring_manager or gone.hiring_manager
    _take_what_is_said(kept, gone, said_of.keys())
    kept.marks |= gone.marks
    kept.edited |= said_of


def _take_what_is_said(kept: Case, gone: Case, said_of: Set[str]) -> None:
    """What the user alone can say of an application, or says better than its mail."""
    for field in _SAID & said_of:
        setattr(kept, field, getattr(gone, field))
    kept.speculative = kept.speculative or (gone.speculative and "speculative" not in kept.edited)
    kept.referred_by = kept.referred_by or ("" if "referred_by" in kept.edited else gone.referred_by)
    kept.noticed_referrer = kept.noticed_referrer or gone.noticed_referrer
    kept.inside = kept.inside | {each: known for each, known in gone.inside.items() if each not in kept.inside}


def _both(kept: Advert, gone: Advert) -> Advert:
    """What either advert says; of two dates that of the application that is kept."""
    return Advert(**{each.name: getattr(kept, each.name) or getattr(gone, each.name) for each in fields(Advert)})


def _learn(kept: Case, gone: Case) -> None:
    """Every set of the one is added to that of the other."""
    for each in fields(Case):
        known = getattr(kept, each.name)
        if isinstance(known, set | frozenset):
            setattr(kept, each.name, known | getattr(gone, each.name))
    kept.contacts = {
        **kept.contacts,
        **{each: known for each, known in gone.contacts.items() if each not in kept.contacts},
    }
    kept.keys += [key for key in gone.keys if key not in kept.keys]


def _with(kept: Case, gone: Case, match: Match) -> Match:
    """The match after both have become one: a question between the two is answered."""
    cases = _without_doubles(kept, gone, match.cases)
    beside = tuple(case for case in _without_doubles(kept, gone, match.beside) if all(case is not one for one in cases))
    return replace(match, cases=cases, beside=beside)


def _without_doubles(kept: Case, gone: Case, cases: tuple[Case, ...]) -> tuple[Case, ...]:
    now = {id(case): case for case in (kept if case is gone else case for case in cases)}
    return tuple(now.values())
