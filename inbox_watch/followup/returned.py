"""Which of the user's mail came back, so that it was never sent; and which reports of that concern the application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from inbox_watch.followup.history import is_sure, is_theirs
from inbox_watch.records import Application, Detail, Event, FolderRole, SentKind, Via

_WORDS = frozenset({SentKind.ANSWER, SentKind.FOLLOW_UP, SentKind.OTHER})


def without_returned(events: Sequence[Event], application: Application) -> list[Event]:
    """The events without mail that came back and without the reports of it.

    A report names the mail by its Message-ID (RFC 3464, RFC 5322 3.6.4); one that names none is about the mail sent
    last before it, and one that names another mail than those known is about none of them. The application came back
    when none of its letters stands; its report is put behind the letter, since nothing had arrived from then on (in
    front of all where no mail shows the application).
    A withdrawal is the user's will, whether it arrived or not.
    """
    reports = _reports(events)
    about_itself = [report for sha256, report in reports.items() if sha256 == report.finding.sha256][:1]
    kept = [replace(report, on=min(report.on, events[0].on)) for report in about_itself]
    stands = _went_another_way(events, application)
    for event in events:
        report = reports.get(event.finding.sha256)
        stands = stands or (report is None and bool(kept) and _carries_papers(event))
        if event.link.sent_kind is SentKind.APPLICATION and _is_ours(event):
            kept += [event] if report is None else [] if stands else [event, replace(report, on=event.on)]
            stands = stands or report is None
        elif event.link.sent_kind is SentKind.WITHDRAWAL or (report is None and not _is_report(event)):
            kept.append(event)
    return kept


def _went_another_way(events: Sequence[Event], application: Application) -> bool:
    """Did it go through a portal or a board, before any letter did? That does not come back."""
    letters = (event for event in events if event.link.sent_kind is SentKind.APPLICATION and _is_ours(event))
    return application.via is not Via.MAIL and not any(letter.on <= application.applied_on for letter in letters)


def _carries_papers(event: Event) -> bool:
    """Is it a mail of the user's with a file, which after a bounce is the application sent again?"""
    is_letter = event.finding.role is FolderRole.SENT and event.link.sent_kind in _WORDS
    return is_letter and _is_ours(event) and bool(event.finding.attachments)


def _reports(events: Sequence[Event]) -> Mapping[str, Event]:
    """The report of each mail that came back from everybody, by the sha256 of the mail; one about the application alone
    stands for itself. What reached one of two recipients was sent."""
    found: dict[str, list[Event]] = {}
    mails: dict[str, Event] = {}
    for place, event in enumerate(events):
        returned = _returned(event, events[:place]) if _is_report(event) else None
        if returned:
            mails[returned.finding.sha256] = returned
            found.setdefault(returned.finding.sha256, []).append(event)
    return {sha256: its[0] for sha256, its in found.items() if _came_back_from_all(mails[sha256], its)}


def _came_back_from_all(mail: Event, reports: Sequence[Event]) -> bool:
    """Do the reports leave no recipient of the mail out (RFC 3464 section 2.3.2, Final-Recipient)? One that names none,
    or an address it was forwarded to, is about the whole mail."""
    wrote_to = {address.address for address in mail.finding.to}
    statuses = [report.finding.delivery for report in reports if report.finding.delivery]
    failed = [wrote_to.intersection(status.recipients) for status in statuses]
    return not failed or not all(failed) or wrote_to == set().union(*failed)


def _is_report(event: Event) -> bool:
    return is_sure(event) and is_theirs(event) and event.finding.detail is Detail.DELIVERY_FAILURE


def _returned(report: Event, before: Sequence[Event]) -> Event | None:
    """The mail a report is about; the report itself where it can only be an application that no mail shows."""
    sent = [event for event in before if event.finding.role is FolderRole.SENT]
    id_ = report.finding.delivery.returned_message_id if report.finding.delivery else None
    if not id_:
        return next((event for event in reversed(sent) if _is_ours(event)), report)
    named = next((event for event in sent if event.finding.message_id == id_), None)
    letters = [event for event in sent if _is_ours(event) and event.link.sent_kind is SentKind.APPLICATION]
    if named or any(letter.finding.message_id for letter in letters):
        return named
    return letters[-1] if letters else report


def _is_ours(event: Event) -> bool:
    return event.link.application_id is not None
