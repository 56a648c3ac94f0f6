"""Which Sent mail carried the application, which came back, and what arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inbox_watch.records import Application, Detail, Event, SentKind
from tests.followup.oracle.mail import is_fact, is_ours, is_sent, sent_kind
from tests.followup.oracle.tables import LETTERS, PROOFS_OF_ARRIVAL

UNSEEN = -1  # the place of an application that went out by other ways than a Sent mail that was read


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the application on its way; the sets are places in the history.

    `sendings` carried the application, up to the one that arrived; `lost` is Sent mail that came back.
    """

    is_undelivered: bool
    sendings: frozenset[int]
    lost: frozenset[int]


def delivery(application: Application, history: Sequence[Event]) -> Delivery:
    """Return what became of the application on its way, as known at the end of a history in order of time."""
    sendings = _first_sending(application, history)
    letters = sendings + [place for place, event in enumerate(history) if _is_application(event)]
    lost: set[int] = set()
    for place, event in enumerate(history):
        if is_fact(event) and event.finding.detail is Detail.DELIVERY_FAILURE:
            lost.update(_returned(history, place, [letter for letter in letters if letter < place]))
    for place, event in enumerate(history):
        if _is_sending(event, all_lost=bool(sendings) and lost.issuperset(sendings)) and place not in sendings:
            sendings.append(place)
    for number, place in enumerate(sendings):
        following = sendings[number + 1] if number + 1 < len(sendings) else len(history)
        if place not in lost or _was_proved(history, place, following):
            return Delivery(False, frozenset(sendings[: number + 1]), frozenset(lost - {place}))
    return Delivery(True, frozenset(sendings), frozenset(lost))


def _first_sending(application: Application, history: Sequence[Event]) -> list[int]:
    is_seen = any(_is_application(event) and event.on <= application.applied_on for event in history)
    return [] if is_seen else [UNSEEN]


def _is_application(event: Event) -> bool:
    return is_sent(event) and is_ours(event) and sent_kind(event) is SentKind.APPLICATION


def _is_sending(event: Event, *, all_lost: bool) -> bool:
    # SR45: what is to be done is to send it again; a letter with papers after the bounce is that.
    is_letter = is_sent(event) and is_ours(event) and sent_kind(event) in LETTERS
    return _is_application(event) or (all_lost and is_letter and bool(event.finding.attachments))


def _returned(history: Sequence[Event], place: int, sendings: Sequence[int]) -> Sequence[int]:
    """The place of the mail that a delivery report is about, if it is about any."""
    report = history[place].finding.delivery
    returned = report.returned_message_id if report else None
    sent = [before for before in range(place) if is_sent(history[before])]
    if returned is None:
        return [before for before in sent if is_ours(history[before])][-1:] or sendings[-1:]
    named = [before for before in sent if history[before].finding.message_id == returned]
    has_known_name = any(each != UNSEEN and history[each].finding.message_id for each in sendings)
    # labels.tsv, delivery_failure: the application never arrived
    return named[:1] if named or has_known_name else sendings[-1:]


def _was_proved(history: Sequence[Event], place: int, following: int) -> bool:
    return any(
        is_fact(event) and event.finding.detail in PROOFS_OF_ARRIVAL for event in history[max(place, 0) : following]
    )
