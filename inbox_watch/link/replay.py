"""Replay all findings and statements in time order; out come applications and links.

A pure function of its input: the same findings give the same ledger, in whatever order they were read from the mailbox.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from inbox_watch.link.copies import copies_of
from inbox_watch.link.desk import Desk
from inbox_watch.link.discover import case_from_statement, statement_key
from inbox_watch.link.early import take_early_answers, take_early_confirmations
from inbox_watch.link.ledger import Ledger, ledger
from inbox_watch.link.own import without_own
from inbox_watch.link.received import take_received
from inbox_watch.link.rows import take_row
from inbox_watch.link.sent import take_sent
from inbox_watch.link.statements import said
from inbox_watch.link.unite import settle_unions
from inbox_watch.link.word import Word, give_up_waiting, settle, take_pinned
from inbox_watch.records import Finding, FolderRole, Statement, StatementKind, in_force

_When = tuple[datetime, str]


def link(
    findings: Iterable[Finding],
    statements: Sequence[Statement],
    known_ids: Mapping[str, str],
    *,
    timezone: ZoneInfo,
    look_back_days: int,
    own_addresses: frozenset[str] = frozenset(),
) -> Ledger:
    """Derive applications and links.

    `own_addresses` are the user's, in lower case: they are no counterpart's.

    `known_ids` maps keys of evidence (sha256 of a mail, key of a statement) to application ids given before, so that
    an application keeps its id; the ledger returns the map completed. Two copies of one mail count once. The user's
    word about links and applications wins over every evidence.
    """
    copies = copies_of(findings)
    desk = Desk(
        timezone,
        timedelta(days=look_back_days),
        {first.sha256: [each.sha256 for each in rest] for first, *rest in copies},
    )
    statements = in_force(statements)
    word = Word(said(statements, {each.sha256: same[0].sha256 for same in copies for each in same}))
    mail = [(_when(first), without_own(first, own_addresses)) for first, *_ in copies]
    for when, item in sorted([*mail, *_timed_statements(statements, timezone)], key=lambda pair: pair[0]):
        if isinstance(item, Statement):
            take_row(desk, item, when[0])
            settle(desk, word, statement_key(item))
        else:
            _take_mail(desk, word, item)
            settle(desk, word, item.sha256)
    give_up_waiting(desk, word)
    take_early_answers(desk)
    take_early_confirmations(desk)
    settle_unions(desk)
    desk.decided.sort(key=lambda decision: _when(decision.finding))
    return ledger(desk, (finding for _, finding in mail), statements, known_ids)


def _when(finding: Finding) -> _When:
    """Within one second our own mail comes first: an automatic answer is never older than what it answers."""
    return finding.internaldate, f"{int(finding.role is not FolderRole.SENT)}{finding.sha256}"


def _timed_statements(statements: Sequence[Statement], timezone: ZoneInfo) -> list[tuple[_When, Finding | Statement]]:
    return [
        ((case_from_statement(statement, timezone).applied_at, statement_key(statement)), statement)
        for statement in statements
        if statement.kind is StatementKind.ADD_APPLICATION
    ]


def _take_mail(desk: Desk, word: Word, finding: Finding) -> None:
    if finding.message_id:
        desk.heard.setdefault(finding.message_id, finding)
    if take_pinned(desk, word, finding):
        return
    if finding.role is FolderRole.SENT:
        take_sent(desk, finding)
    else:
        take_received(desk, finding)
