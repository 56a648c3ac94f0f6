"""Which Sent mail carried the application, which came back, and what arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inbox_watch.records import Application, Detail, Event, SentKind
from tests.followup.oracle.mail import is_fact, is_ours, is_sent, sent_kind
from tests.followup.oracle.tables import MAY_CARRY_PAPERS, PROOFS_OF_ARRIVAL

UNSEEN = -1  # the place of an application that went out by other ways than a Sent mail that was read


@dataclass(frozen=True, slots=True)
class Arrival:
    """`on` is the day of the sending that arrived; the sets are places in the history.

    `sendings` carried the application up to the one that arrived; `lost` is Sent mail that came back.
    """

    on: date
    is_undelivered: bool
    sendings: frozenset[int]
    lost: frozenset[int]


def arrival(application: Application, history: Sequence[Event]) -> Arrival:
    """Return what became of the application on its way, as known at the end of a history in order of time."""
    sendings = _first_sending(application, history)
    lost: set[int] = set()
    for place, event in enumerate(history):
        if is_fact(event) and event.finding.detail is Detail.DELIVERY_FAILURE:
            lost.add(_returned(history, place, sendings))
        elif _is_sending(event, all_lost=bool(sendings) and lost.issuperset(sendings)):
            sendings.append(place)
    for number, place in enumerate(sendings):
        following = sendings[number + 1] if number + 1 < len(sendings) else len(history)
        if place not in lost or _was_proved(history, place, following):
            on = application.applied_on if place == UNSEEN else max(application.applied_on, history[place].on)
            return Arrival(on, False, frozenset(sendings[: number + 1]), frozenset(lost - {place}))
    return Arrival(application.applied_on, True, frozenset(sendings), frozenset(lost))


def _first_sending(application: Application, history: Sequence[Event]) -> list[int]:
    seen = any(
        is_sent(event)
        and is_ours(event)
        and sent_kind(event) is SentKind.APPLICATION
        and event.on <= application.applied_on
        for event in history
    )
    return [] if seen else [UNSEEN]


def _is_sending(event: Event, *, all_lost: bool) -> bool:
    if not is_sent(event) or not is_ours(event):
        return False
    if sent_kind(event) is SentKind.APPLICATION:
        return True
    # SR45: what is to be done is to send it again; a letter with papers after the bounce is that.
    return all_lost and bool(event.finding.attachments) and sent_kind(event) in MAY_CARRY_PAPERS


def _returned(history: Sequence[Event], place: int, sendings: Sequence[int]) -> int:
    """The place of the mail that a delivery report is about."""
    report = history[place].finding.delivery
    returned = report.returned_message_id if report else None
    sent = [before for before in range(place) if is_sent(history[before])]
    for before in sent:
        if returned is not None and history[before].finding.message_id == returned:
            return before
    if returned is None and sent:
        return sent[-1]
    # labels.tsv, delivery_failure: the application never arrived
    return sendings[-1] if sendings else UNSEEN


def _was_proved(history: Sequence[Event], place: int, following: int) -> bool:
    return any(
        is_fact(event) and event.finding.detail in PROOFS_OF_ARRIVAL for event in history[max(place, 0) : following]
    )
