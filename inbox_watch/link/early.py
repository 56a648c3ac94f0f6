"""What came before the mail that founds its application: an answer that overtook a receipt, a confirmation in doubt."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta

from inbox_watch.link.case import Case
from inbox_watch.link.desk import Desk, is_same_application
from inbox_watch.link.discover import RECEIPTS, is_statement_key
from inbox_watch.link.evidence import QUEUE
from inbox_watch.link.received import by_thread_or_content
from inbox_watch.records import Finding, LinkReason

_RECEIPT_FOLLOWS_WITHIN = timedelta(days=2)
_NAMES_THE_JOB = frozenset({LinkReason.JOB_ID, LinkReason.EMPLOYER_AND_ROLE})


def take_early_answers(desk: Desk) -> None:
    """Receipts queue on the way: an answer may be up to an hour older than the mail that founds its application, and
    as old as the day on which the user says it began."""
    founded = sorted(case.applied_at for case in desk.cases)
    redated = any(case.since for case in desk.cases)
    for finding in desk.homeless:
        came = finding.internaldate
        if bisect_right(founded, came) == bisect_right(founded, came + QUEUE) and not redated:
            continue
        founded_after = [case for case in desk.index.near(finding) if _begins(case) <= came < case.applied_at]
        match = by_thread_or_content(finding, founded_after)
        if match:
            desk.record(finding, match)


def _begins(case: Case) -> datetime:
    return min(case.applied_at - QUEUE, case.since or case.applied_at)


def take_early_confirmations(desk: Desk) -> None:
    """A confirmation of which the judge is unsure founds nothing; a sure receipt for the same job, from the same
    employer and within two days, says that it was one, and when the application began."""
    taken = {decision.finding.sha256 for decision in desk.decided}
    doubtful = [each for each in desk.homeless if _may_confirm(each) and each.sha256 not in taken]
    for finding in sorted(doubtful, key=lambda each: (each.internaldate, each.sha256)):
        begun = [case for case in desk.index.near(finding) if _confirmed(finding, case)]
        match = by_thread_or_content(finding, begun) if len(begun) == 1 else None
        if match and match.only and match.reason in _NAMES_THE_JOB:
            desk.record(finding, match)
            _began_with(match.only, finding, desk)


def _may_confirm(finding: Finding) -> bool:
    return finding.verdict.unsure and finding.detail in RECEIPTS and bool(finding.facts.role)


def _confirmed(finding: Finding, case: Case) -> bool:
    """Did the case begin with a receipt that soon came after it, for what may be the same job?"""
    waited = case.applied_at - finding.internaldate
    is_dated_by_user = case.own_message_ids or is_statement_key(case.keys[0]) or "applied_on" in case.edited
    return (
        not is_dated_by_user and timedelta() < waited <= _RECEIPT_FOLLOWS_WITHIN and is_same_application(finding, case)
    )


def _began_with(case: Case, finding: Finding, desk: Desk) -> None:
    case.applied_at = finding.internaldate
    case.applied_on = finding.internaldate.astimezone(desk.timezone).date()
