"""The end of a replay: cases become applications with lasting ids, decisions become links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

from inbox_watch.link.acquaintances import acquaintances, by_domain
from inbox_watch.link.case import Case
from inbox_watch.link.desk import Decision, Desk
from inbox_watch.records import Application, Finding, Link, Statement, StatementKind

_MASS_MAIL_COUNT = 5
_MASS_MAIL_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Applications in the order they were founded, links in time order, and the id of every key of evidence.

    `copies` are the sha256 of second copies of a mail; the first copy alone has a link. `given` are the ids to be
    remembered: of keys that had none, and of those an application is known from that has another now. Of all other
    evidence the first id is remembered, which is its own again when the user parts what was one.
    """

    applications: tuple[Application, ...]
    links: tuple[Link, ...]
    ids: Mapping[str, str]
    copies: frozenset[str]
    given: Mapping[str, str]


def ledger(
    desk: Desk, mail: Iterable[Finding], statements: Sequence[Statement], known_ids: Mapping[str, str]
) -> Ledger:
    """Close the books of a replay of this mail (first copies)."""
    _mark_mass_mail(desk.cases)
    ids = _ids(desk.cases, known_ids)
    closed = {statement.about: statement for statement in statements if statement.kind is StatementKind.CLOSE}
    of_applications = {each.finding.sha256 for each in desk.decided if each.match.cases}
    correspondence = by_domain(mail)
    applications = []
    for case in desk.cases:
        known_there = acquaintances(case, correspondence, of_applications)
        application = replace(case.application(ids[case.keys[0]]), acquaintances=known_there)
        close = closed.get(application.id)  # as closings were written down before they named evidence
        if close and close.number > case.closed_by:
            application = replace(application, closed_on=close.said_at.astimezone(desk.timezone).date())
        applications.append(application)
    return Ledger(
        applications=tuple(applications),
        links=tuple(_link(decision, ids) for decision in desk.decided),
        ids=ids,
        copies=frozenset(copy for others in desk.copies.values() for copy in others),
        given=_given(desk, ids, known_ids),
    )


def _mark_mass_mail(cases: Sequence[Case]) -> None:
    """The same letter to five or more employers within seven days is a mass mailing (SR26), but for those of which the
    user says that it was written for them."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.fingerprint:
            groups[case.fingerprint].append(case)
    for group in groups.values():
        group.sort(key=lambda case: case.applied_at)
        for index, first in enumerate(group):
            week = [case for case in group[index:] if case.applied_at - first.applied_at <= _MASS_MAIL_WITHIN]
            if len(frozenset().union(*(case.reached for case in week))) >= _MASS_MAIL_COUNT:
                for case in week:
                    case.mass_mail = not case.targeted


def _ids(cases: Sequence[Case], known: Mapping[str, str]) -> dict[str, str]:
    """The id of every key: a case keeps that of the mail it began with, else one its mail had, else the next number."""
    ids = dict(known)
    numbers = count(max((int(id_[1:]) for id_ in known.values() if id_[1:].isdigit()), default=0) + 1)
    kept = _kept_ids(cases, known)
    for index, case in enumerate(cases):
        ids.update(dict.fromkeys(case.keys, kept.get(index) or f"a{next(numbers)}"))
    return ids


def _given(desk: Desk, ids: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """The ids to be remembered. What an application was known from before the user united it with another is not
    remembered under the other's id, which would be its own when both are parted."""
    known_from = {case.keys[0] for case in desk.cases}
    given = {key: id_ for key, id_ in ids.items() if key not in known or (key in known_from and known[key] != id_)}
    for case in desk.united:
        own = next((known[key] for key in case.keys if key in known), None)
        if given.pop(case.keys[0], None) and own:
            given[case.keys[0]] = own
    return given


def _kept_ids(cases: Sequence[Case], known: Mapping[str, str]) -> dict[int, str]:
    """The ids cases had before, by their place; mail that moved to another case never takes that case's id along."""
    kept: dict[int, str] = {}
    for reach in (1, None):
        given = set(kept.values())
        for index, case in enumerate(cases):
            keys = case.keys[: 1 if case.own_id else reach]
            had = [known[key] for key in keys if key in known and known[key] not in given]
            if had and index not in kept:
                kept[index] = had[0]
                given.add(had[0])
    return kept


def _link(decision: Decision, ids: Mapping[str, str]) -> Link:
    case = decision.match.only
    return Link(
        sha256=decision.finding.sha256,
        application_id=ids[case.keys[0]] if case else None,
        reason=decision.match.reason,
        score=decision.match.score,
        candidates=() if case else tuple(ids[each.keys[0]] for each in decision.match.cases),
        beside=tuple(ids[each.keys[0]] for each in decision.match.beside),
        verified=decision.sure,
        sent_kind=decision.sent_kind,
    )
