"""The course of one application: its mail and the user's marks in the order of days, folded to where it has got to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from inbox_watch.followup.history import is_sure, is_theirs
from inbox_watch.followup.own import after_mark, after_sent
from inbox_watch.followup.progress import BY_MAIL, Progress, beginning, elapsed
from inbox_watch.followup.received import after_received
from inbox_watch.followup.returned import without_returned
from inbox_watch.records import Application, Detail, Event, FolderRole, Label, Mark, MarkKind, SentKind, State

_TOLD_WITHIN = timedelta(days=3)
_CONFIRMED_WITHIN = timedelta(days=7)
_RECEIPTS = frozenset({Detail.ACKNOWLEDGEMENT, Detail.APPLICATION_SENT})


def progress(application: Application, events: Iterable[Event], today: date, timezone: ZoneInfo) -> Progress:
    """Fold what happened up to and including today; the talk that took place and the pause that ended count too."""
    now = beginning(application)
    for item in _in_order(application, [event for event in events if event.on <= today], today):
        if now.mode is not State.CLOSED:
            now = _after(elapsed(now, item.on), item, timezone)
    now = elapsed(now, today)
    if application.closed_on and application.closed_on <= today:
        return replace(now, mode=State.CLOSED)
    return now


def _in_order(application: Application, events: Sequence[Event], today: date) -> list[Event | Mark]:
    """Mail in its order without what came back; what the user says of a day comes behind the mail of that day."""
    marks = [mark for mark in application.marks if mark.on <= today]
    kept = without_returned(events, application)
    stays = {event.finding.sha256 for event in kept}
    lost = [event for event in events if event.finding.role is FolderRole.SENT and event.finding.sha256 not in stays]
    heard = [event for event in kept if not _is_a_receipt_after_all(event, kept)]
    mail = [event for event in heard if not any(_is_to_a_contact(event, mark) for mark in marks)]
    told = [mark for mark in marks if not any(_tells_of(mark, event) for event in lost)]
    return sorted(chain[Event | Mark](mail, told), key=lambda item: (item.on, isinstance(item, Mark)))


def _is_a_receipt_after_all(event: Event, mail: Sequence[Event]) -> bool:
    """Is it most likely a receipt, and did a sure one come on a later day? Nobody confirms what he has refused."""
    if not event.finding.verdict.unsure or event.finding.verdict.label is not Label.ACKNOWLEDGEMENT:
        return False
    return any(_is_sure_receipt(later) and timedelta() < later.on - event.on <= _CONFIRMED_WITHIN for later in mail)


def _is_sure_receipt(event: Event) -> bool:
    return is_sure(event) and is_theirs(event) and event.finding.detail in _RECEIPTS


def _is_to_a_contact(event: Event, mark: Mark) -> bool:
    """Is this the mail by which the user asked somebody inside? It is no follow-up (SR35)."""
    if mark.kind is not MarkKind.CONTACT_ASKED or event.finding.role is not FolderRole.SENT or event.on != mark.on:
        return False
    if event.link.sent_kind is SentKind.APPLICATION:
        return False
    return not mark.whom or any(mark.whom == address.address for address in event.finding.to)


def _tells_of(mark: Mark, lost: Event) -> bool:
    """Does the user tell of a follow-up by mail that came back?"""
    by_mail = mark.kind is MarkKind.FOLLOWED_UP and mark.by in ("", BY_MAIL) and mark.outcome is None
    return by_mail and abs(lost.on - mark.on) <= _TOLD_WITHIN


def _after(now: Progress, item: Event | Mark, timezone: ZoneInfo) -> Progress:
    if isinstance(item, Mark):
        return after_mark(now, item)
    return after_sent(now, item) if item.finding.role is FolderRole.SENT else after_received(now, item, timezone)
