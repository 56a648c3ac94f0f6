"""Which of the user's mail came back, so that it was never sent; and which reports of that concern the application."""

from __future__ import annotations

from collections.abc import Sequence

from inbox_watch.records import Detail, Event, FolderRole, SentKind

# What founds an application stays one that was sent, and a withdrawal is the user's will.
_STAYS = frozenset({SentKind.APPLICATION, SentKind.WITHDRAWAL})


def without_returned(events: Sequence[Event]) -> list[Event]:
    """The events without mail that came back and without the reports of it; those of the application itself stay.

    A report names the mail by its Message-ID (RFC 3464, RFC 5322 3.6.4); one that names none is about the mail sent
    last before it, and one that names another mail than those known is about none of them.
    """
    lost: set[str] = set()
    for place, event in enumerate(events):
        if _is_report(event):
            returned = _returned(event, events[:place], events)
            if returned is not event and (returned is None or returned.link.sent_kind not in _STAYS):
                lost |= {event.finding.sha256, *([returned.finding.sha256] if returned else [])}
    return [event for event in events if event.finding.sha256 not in lost]


def _is_report(event: Event) -> bool:
    is_sure = event.link.application_id is not None and not event.finding.verdict.unsure
    return is_sure and event.finding.detail is Detail.DELIVERY_FAILURE and event.finding.role is not FolderRole.SENT


def _returned(report: Event, before: Sequence[Event], events: Sequence[Event]) -> Event | None:
    """The mail a report is about; the report itself where nothing tells and it can only be the application."""
    id_ = report.finding.delivery.returned_message_id if report.finding.delivery else None
    if not id_:
        return next((event for event in reversed(before) if _is_sent(event)), report)
    named = next((event for event in events if _is_sent(event) and event.finding.message_id == id_), None)
    return named or (None if _knows_its_letter(events) else report)


def _is_sent(event: Event) -> bool:
    return event.finding.role is FolderRole.SENT and event.link.application_id is not None


def _knows_its_letter(events: Sequence[Event]) -> bool:
    letters = (event for event in events if _is_sent(event) and event.link.sent_kind is SentKind.APPLICATION)
    return any(event.finding.message_id for event in letters)
