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
    case = _case_of(desk, pin.to)
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
    """Evidence has found its case: what was said of that application holds from here on."""
    case = _case_of(desk, key) if key in word.said.keys else None
    if case is None:
        return
    for statement in word.said.edits.get(key, ()):
        edit(case, statement, desk.timezone)
    desk.index.rename(case)
    desk.index.learn(case)
    case = _united(desk, word, key, case)
    for finding in word.waiting.pop(key, ()):
        _join(desk, finding, case)
        settle(desk, word, finding.sha256)


def give_up_waiting(desk: Desk, word: Word) -> None:
    """The application never came: received mail gets the chance of an early answer, as any other."""
    for mail in word.waiting.values():
        desk.homeless += [finding for finding in mail if finding.role is not FolderRole.SENT]


def _case_of(desk: Desk, key: str) -> Case | None:
    return next((case for case in desk.cases if key in case.keys), None)


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
    before = _case_of(desk, pin.off)
    if before and not case.employer:
        case.employer = before.employer
        case.add_name(before.employer)
    desk.index.add(case)
    desk.record(finding, Match((case,), LinkReason.USER), SentKind.APPLICATION if is_sent else None)


def _united(desk: Desk, word: Word, key: str, case: Case) -> Case:
    """The case that is left when those of its union that are there have become one."""
    union = word.said.unions.get(key, ())
    for other in (_case_of(desk, each) for each in union):
        if other and other is not case:
            _say_who_united(desk, key, case, other)
            kept, gone = sorted((case, other), key=lambda one: _rank(one, union))
            take_over(desk, kept, gone)
            case = kept
    return case


def _rank(case: Case, union: tuple[str, ...]) -> int:
    return next(place for place, key in enumerate(union) if key in case.keys)


def _say_who_united(desk: Desk, key: str, case: Case, other: Case) -> None:
    """The mail that has just founded a case belongs to the other by the user's word, and repeats its application."""
    last = desk.decided[-1] if desk.decided else None
    if last and last.finding.sha256 == key and last.match.only is case and case.keys[0] == key:
        kind = kind_within(desk, last.finding, other)
        desk.decided[-1] = replace(last, match=Match((case,), LinkReason.USER), sent_kind=kind, sure=True)
