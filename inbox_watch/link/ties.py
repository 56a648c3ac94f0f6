"""What a mail or a statement may hold of a case, and what it asks for: who may meet in a replay, and who never can.

A superset of what a replay does, so that mail that shares nothing here cannot change what becomes of other mail
(docs/decisions/0027-only-what-changed.md). Nothing in it depends on what other mail there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from zoneinfo import ZoneInfo

from inbox_watch.facts.names import employer_key, role_keys, seniority
from inbox_watch.link.case import Case, is_for_one_application
from inbox_watch.link.discover import case_from_mail, case_from_statement, founds, learn_from, statement_key
from inbox_watch.link.edits import edit
from inbox_watch.link.evidence import counterparts, own_domain
from inbox_watch.link.own import without_own
from inbox_watch.link.received import BY_THREAD_ONLY
from inbox_watch.link.statements import NEW, NONE, own_key
from inbox_watch.link.traits import address, calls_for, domain, marks_of, message, names_of, thread_of, traces_of
from inbox_watch.records import Detail, Finding, FolderRole, Statement, StatementKind, Via

_UTC = ZoneInfo("UTC")
_NAMELESS = "nameless"
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ties:
    """Traits as numbers: what one asks for and another holds ties the two, and so does what two of them share.

    `may_hold`: held only beside an application, since nobody learns from the mail before there is one. `founds`: an
    application may begin with it. `beside` are keys of evidence it belongs to in any case.
    """

    holds: frozenset[int] = frozenset()
    asks: frozenset[int] = frozenset()
    shares: frozenset[int] = frozenset()
    may_hold: frozenset[int] = frozenset()
    founds: bool = False
    beside: tuple[str, ...] = ()


def ties_of(finding: Finding, own_addresses: frozenset[str] = frozenset()) -> Ties:
    """The ties of a mail of which the user has said nothing. Nobody is tied by the user's own addresses."""
    finding = without_own(finding, own_addresses)
    if founds(finding):
        return _ties_of_founding(finding)
    heard = _numbers(_heard(finding))
    return Ties(heard, _numbers(_asked(finding)), heard, _numbers(_taught(finding)))


def ties_when_spoken_of(finding: Finding, own_addresses: frozenset[str] = frozenset()) -> Ties:
    """The ties of a mail whatever the user says that it is, and wherever it is linked to."""
    finding = without_own(finding, own_addresses)
    verdict = replace(finding.verdict, detail=Detail.ACKNOWLEDGEMENT, unsure=False)
    return _ties_of_founding(replace(finding, verdict=verdict), may_be_edited=True)


def ties_of_statement(statement: Statement) -> tuple[str, Ties] | None:
    """What a statement ties, under a key of its own; None where it ties nothing."""
    if statement.kind is StatementKind.ADD_APPLICATION:
        case = case_from_statement(statement, _UTC)
        held = (*names_of(case), *marks_of(case), *(() if case.names else (_NAMELESS,)))
        return statement_key(statement), Ties(_numbers(held), _numbers(calls_for(case.names)), founds=True)
    beside = tuple(_evidence_of(statement))
    if not beside:
        return None
    case = _nobodys_case()
    if statement.kind is StatementKind.EDIT:
        edit(case, statement, _UTC)
    return own_key(statement), Ties(_numbers((*names_of(case), *marks_of(case))), founds=True, beside=beside)


def _ties_of_founding(finding: Finding, *, may_be_edited: bool = False) -> Ties:
    case = case_from_mail(finding, _UTC)
    learn_from(case, finding, trusted=False)
    letter = [f"letter {case.fingerprint}"] if case.fingerprint else []  # a mass mailing is known by all its letters
    shared = _numbers((*_heard(finding), *letter))
    nameless = () if case.names else (_NAMELESS,) if may_be_edited else _held_of_nameless(case)
    held = (*names_of(case), *marks_of(case), *nameless)
    asked = (*traces_of(finding), *calls_for(case.names), *_asked_of_nameless(finding))
    return Ties(shared | _numbers(held), _numbers(asked), shared, founds=True)


def _heard(finding: Finding) -> Iterator[str]:
    """A mail is known to who answers it, whether it belongs to a case or not; its copies have its Message-ID."""
    if finding.message_id:
        yield message(finding.message_id)


def _asked(finding: Finding) -> Iterator[str]:
    if finding.role is FolderRole.SENT or finding.verdict.unsure or finding.detail not in BY_THREAD_ONLY:
        yield from traces_of(finding)
        return
    leading = [*thread_of(finding), *_addresses_for_one(finding)]
    yield from leading
    if leading:  # its case learns the domain, and so does every other from which somebody writes there
        yield from (domain(own_domain(each)) for each in counterparts(finding))


def _addresses_for_one(finding: Finding) -> Iterator[str]:
    return (address(each.address) for each in counterparts(finding) if is_for_one_application(each))


def _taught(finding: Finding) -> Iterator[str]:
    """What a case would learn from the mail: nothing where the judge is unsure and stays so."""
    verdict = finding.verdict
    if finding.role is FolderRole.SENT or not verdict.unsure or verdict.sure_in_thread:
        case = _nobodys_case()
        learn_from(case, finding, trusted=False)
        yield from marks_of(case)


def _nobodys_case() -> Case:
    return Case("", "", datetime.min.replace(tzinfo=UTC), date.min, Via.MANUAL)


def _held_of_nameless(case: Case) -> Iterator[str]:
    """A case without the employer's name is found by its day and its role, or a word of its subject; one without a
    role may still get any."""
    yield from _namelesses(case.applied_at, case.role, employer_key(case.subject))
    if not case.role:
        yield _NAMELESS


def _asked_of_nameless(finding: Finding) -> Iterator[str]:
    if finding.role is not FolderRole.SENT and finding.facts.employers:
        yield _NAMELESS
        first_word = employer_key(finding.facts.employers[0].name)[:1]
        for when in (finding.internaldate - _A_DAY, finding.internaldate):
            yield from _namelesses(when, finding.facts.role, first_word)


def _namelesses(when: datetime, role: str, words: Iterable[str]) -> Iterator[str]:
    day, grade = when.astimezone(UTC).date(), " ".join(sorted(seniority(role)))
    yield from (f"{_NAMELESS} {day} {grade}: {key}" for key in role_keys(role))
    yield from (f"{_NAMELESS} {day} called {word}" for word in words)


def _evidence_of(statement: Statement) -> Iterator[str]:
    """The keys of mail and applications that a statement names; an old closing names the id alone, which ties nothing
    else."""
    values = statement.values
    match statement.kind:
        case StatementKind.RELABEL | StatementKind.EDIT | StatementKind.MARK | StatementKind.CLOSE:
            yield statement.about
        case StatementKind.LINK:
            yield from (key for key in (statement.about, values["to"]) if key not in (NONE, NEW))
        case StatementKind.MERGE:
            yield from (statement.about, *values["others"].split())
        case StatementKind.SPLIT:
            yield from (statement.about, *values["messages"].split())


def _numbers(traits: Iterable[str]) -> frozenset[int]:
    """Traits as 64-bit numbers; two that fall on one number only tie more than need be. A text reads back from the
    store without what UTF-8 cannot say and without NUL, so neither counts."""
    return frozenset(map(_number, traits))


def _number(trait: str) -> int:
    octets = trait.encode("utf-8", "replace").replace(b"\0", "\N{REPLACEMENT CHARACTER}".encode())
    return int.from_bytes(blake2b(octets, digest_size=8).digest(), signed=True)
