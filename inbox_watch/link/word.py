"""The user's word in a replay: mail goes where it is pinned, edits hold, and applications are united."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from inbox_watch.link.case import Case
from inbox_watch.link.desk import Desk
from inbox_watch.link.discover import RECEIPTS, case_from_mail
from inbox_watch.link.edits import edit
from inbox_watch.link.match import Match
from inbox_watch.link.sent import kind_within
from inbox_watch.link.statements import Pin, Said
from inbox_watch.link.unite import take_over
from inbox_watch.records import Finding, FolderRole, LinkReason, SentKind, Via


@dataclass(slots=True)
class Word:
    """What was said, and the mail that waits for the application it is pinned to."""

    said: Said
    waiting: dict[str, list[Finding]] = field(default_factory=dict)


def take_pinned(desk: Desk, word: Word, finding: Finding) -> bool:
    """Put the mail where the user says it belongs; False when nothing was said of it."""
    pin = word.said.pins.get(finding.sha256)
    if pin is None:
        return False
    case = desk.case_of(pin.to)
    if pin.founds:
        _found(desk, finding, pin)
        settle(desk, word, pin.to)
    elif not pin.to:
        desk.record(finding, Match((), LinkReason.USER))
    elif case:
        _join(desk, finding, case)
    else:
        word.waiting.setdefault(pin.to, []).append(finding)
    return True


def settle(desk: Desk, word: Word, key: str) -> None:
    """Evidence has found its case: what was said of that application holds from here on.

    Mail that waited for it may itself be what other mail waits for, in chains of any length.
    """
    arrived = [(key, mail) for mail in reversed(_hold(desk, word, key))]
    while arrived:
        home, finding = arrived.pop()
        case = desk.case_of(home)
        if case:
            _join(desk, finding, case)
            arrived += [(finding.sha256, mail) for mail in reversed(_hold(desk, word, finding.sha256))]


def _hold(desk: Desk, word: Word, key: str) -> list[Finding]:
    """Let hold what was said of the application of a key; returns the mail that waited for it."""
    case = desk.case_of(key) if key in word.said.keys else None
    if case is None:
        return []
    for statement in word.said.edits.get(key, ()):
        edit(case, statement, desk.timezone)
    desk.index.rename(case)
    desk.index.learn(case)
    _unite(desk, word, key, case)
    return word.waiting.pop(key, [])


def give_up_waiting(desk: Desk, word: Word) -> None:
    """The application never came: received mail gets the chance of an early answer, as any other."""
    for mail in word.waiting.values():
        desk.homeless += [finding for finding in mail if finding.role is not FolderRole.SENT]


def _join(desk: Desk, finding: Finding, case: Case) -> None:
    desk.record(finding, Match((case,), LinkReason.USER), kind_within(desk, finding, case))


def _found(desk: Desk, finding: Finding, pin: Pin) -> None:
    """A mail that names no employer has that of the application it was split off."""
    case = case_from_mail(finding, desk.timezone)
    case.keys.append(pin.to)
    case.own_id = True
    is_sent = finding.role is FolderRole.SENT
    if not is_sent and finding.detail not in RECEIPTS:
        case.via = Via.MANUAL
    before = desk.case_of(pin.off)
    if before and not case.employer:
        case.employer = before.employer
        case.add_name(before.employer)
    desk.found(case)
    desk.record(finding, Match((case,), LinkReason.USER), SentKind.APPLICATION if is_sent else None)


def _unite(desk: Desk, word: Word, key: str, case: Case) -> None:
    """Let those of a union that are there become one case."""
    union = word.said.unions.get(key, ())
    for each in union:
        other = desk.case_of(each)
        if other and other is not case:
            _say_who_united(desk, key, case, other)
            kept, gone = sorted((case, other), key=lambda one: _rank(desk, one, union))
            take_over(desk, kept, gone)
            case = kept


def _rank(desk: Desk, case: Case, union: tuple[str, ...]) -> int:
    return next(place for place, key in enumerate(union) if desk.case_of(key) is case)


def _say_who_united(desk: Desk, key: str, case: Case, other: Case) -> None:
    """The mail that has just founded a case belongs to the other by the user's word, and repeats its application."""
    last = desk.decided[-1] if desk.decided else None
    if last and last.finding.sha256 == key and last.match.only is case and case.keys[0] == key:
        kind = kind_within(desk, last.finding, other)
        desk.decided[-1] = replace(last, match=Match((case,), LinkReason.USER), sent_kind=kind, sure=True)
