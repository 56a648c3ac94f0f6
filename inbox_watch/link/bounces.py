"""Delivery reports (RFC 3464): which of the user's letters came back, and whether anybody got it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from inbox_watch.link.case import Case
from inbox_watch.link.match import Match
from inbox_watch.records import Finding, LinkReason

# A dead address is told within minutes, by a busy server within hours; one that does not answer is given up after four
# or five days (RFC 5321 section 4.5.4.1).
_TOLD_WITHIN = (timedelta(minutes=30), timedelta(hours=6), timedelta(days=6))


def by_delivery_report(finding: Finding, cases: Sequence[Case]) -> Match | None:
    """RFC 3464: our own message came back; by its Message-ID, else by the recipient it could not reach.

    Of several who were written to at that address, it is the one whose letter can have come back by then.
    """
    report = finding.delivery
    if report is None:
        return None
    named = [case for case in cases if report.returned_message_id in case.own_message_ids]
    fits = named or _by_recipient(finding, report.recipients, cases)
    return Match(tuple(fits), LinkReason.DELIVERY_REPORT) if fits else None


def _by_recipient(finding: Finding, recipients: Sequence[str], cases: Sequence[Case]) -> list[Case]:
    reached = [case for case in cases if case.addresses.intersection(recipients)]
    for within in _TOLD_WITHIN:
        recent = [case for case in reached if _last_letters(finding, recipients, case, within)]
        if recent:
            return recent
    return reached


def _last_letters(finding: Finding, recipients: Sequence[str], case: Case, within: timedelta) -> list[str]:
    """The Message-IDs of what was written to the recipients so shortly before the report, the last first."""
    written = sorted(case.written, key=lambda letter: letter[2], reverse=True)
    return [
        id_
        for id_, recipient, when in written
        if recipient in recipients and timedelta() <= finding.internaldate - when <= within
    ]


def take_returned(case: Case, finding: Finding) -> None:
    """The case learns what came back. It is undelivered when nobody is left whom the letter may have reached."""
    report = finding.delivery
    if report is None:
        return
    id_ = report.returned_message_id or next(
        iter(_last_letters(finding, report.recipients, case, _TOLD_WITHIN[-1])), ""
    )
    case.returned |= {(id_, recipient) for recipient in report.recipients}
    recipients = {recipient for letter, recipient, _ in case.written if letter == id_}
    returned = {recipient for letter, recipient in case.returned if letter == id_}
    if not report.recipients or not recipients - returned:
        case.undelivered = True
