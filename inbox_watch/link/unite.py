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
    """`kept` takes over the mail and the knowledge of `gone`; where both say something, its own word holds,
    and the user's last.

    What was decided so far still names `gone`: `settle_unions` reads it anew, once.
    """
    _answer_for(kept, gone)
    _learn(kept, gone)
    gone.became = kept
    desk.united.append(gone)
    desk.index.unite(kept, gone)


def settle_unions(desk: Desk) -> None:
    """Let every decision name the cases that are left; a question between two that became one is answered."""
    for place, each in enumerate(desk.decided):
        if not any(case.became for case in (*each.match.cases, *each.match.beside)):
            continue
        now = desk.decided[place] = replace(each, match=_today(each.match))
        if now.match.only and desk.case_of(each.finding.sha256) is None:
            desk.give(now.match.only, desk.keys_of(each.finding))


def _answer_for(kept: Case, gone: Case) -> None:
    """What the application is: what the user last said of either, else the first of both; it began with the older."""
    said_of = {field: number for field, number in gone.edited.items() if number > kept.edited.get(field, 0)}
    if "employer" in said_of or not kept.employer:
        kept.employer, kept.guessed = gone.employer, gone.guessed
    kept.role = gone.role if "role" in said_of or not kept.role else kept.role
    if "applied_on" in said_of or (gone.applied_on < kept.applied_on and "applied_on" not in kept.edited):
        kept.applied_on, kept.since = gone.applied_on, gone.since
    is_guess = kept.kind_guessed and (kept.kind is CounterpartKind.UNKNOWN or not gone.kind_guessed)
    if "kind" in said_of or is_guess:
        kept.kind, kept.kind_guessed = gone.kind, gone.kind_guessed
    kept.by_letter |= gone.by_letter
    kept.applied_at = min(kept.applied_at, gone.applied_at)
    kept.ended_at = max(kept.ended_at, gone.ended_at) if kept.ended_at and gone.ended_at else None
    kept.undelivered = kept.undelivered and gone.undelivered
    kept.fingerprint = kept.fingerprint or gone.fingerprint
    kept.advert = _both(kept.advert, gone.advert)
    kept.write_to = gone.write_to if "contact" in said_of else kept.write_to or gone.write_to
    is_named = "hiring_manager" in said_of or not kept.hiring_manager
    kept.hiring_manager = gone.hiring_manager if is_named else kept.hiring_manager
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
        if isinstance(known, set):
            known |= getattr(gone, each.name)
    kept.reached |= gone.reached
    for address, contact in gone.contacts.items():
        kept.contacts.setdefault(address, contact)
    kept.keys += gone.keys


def _today(match: Match) -> Match:
    """The match between the cases that are left."""
    cases = _without_doubles(match.cases)
    beside = tuple(case for case in _without_doubles(match.beside) if all(case is not one for one in cases))
    return replace(match, cases=cases, beside=beside)


def _without_doubles(cases: tuple[Case, ...]) -> tuple[Case, ...]:
    today = {id(case): case for case in (case.now() for case in cases)}
    return tuple(today.values())
