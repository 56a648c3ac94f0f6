"""Invented histories: the same each time, in order, and of every kind."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import combinations, pairwise

from inbox_watch.records import Detail, Event, Label, SentKind, State, Step
from tests.followup.oracle.histories import LONGEST_DAYS, MOST_EVENTS, histories, history
from tests.followup.oracle.mail import is_fact, is_likely_receipt, is_question
from tests.followup.oracle.naive import expected
from tests.followup.oracle.tables import RECEIPTS
from tests.support.findings import TIMEZONE


def test_a_history_lies_between_the_application_and_its_longest_day() -> None:
    for each in histories(200):
        first = each.application.applied_on
        assert all(first <= event.on <= first + timedelta(days=LONGEST_DAYS) for event in each.events), each.number
        assert len(each.events) <= MOST_EVENTS
        assert min(each.todays) >= first
        assert [event.finding.internaldate for event in each.events] == sorted(
            {event.finding.internaldate for event in each.events}
        )


def test_a_history_is_made_from_its_number_alone() -> None:
    assert list(histories(3, first=5)) == [history(5), history(6), history(7)]


def test_histories_reach_every_state_and_step() -> None:
    found = [
        expected(each.application, each.events, today=today, deaf=each.number % 20 == 0)
        for each in histories(600)
        for today in each.todays
    ]
    assert {each.state for each in found} == set(State)
    assert {each.step for each in found} == set(Step)


def test_histories_hold_what_the_readings_speak_of() -> None:
    found: Counter[str] = Counter()
    for each in histories(600):
        advert = each.application.advert
        found.update({"closing date": bool(advert.closes_on), "timeline of the advert": bool(advert.answer_by)})
        found.update({"no contact": advert.no_contact})
        pairs = list(pairwise(each.events))
        found["thanks"] += sum(is_undated_talk(one) and kind_of(two) is SentKind.THANK_YOU for one, two in pairs)
        found["sent again"] += sum(is_bounce(one) and bool(two.finding.attachments) for one, two in pairs)
        by_user = [event for event in each.events if event.finding.verdict.judged_by == "user"]
        assert all(event.link.verified or event.link.application_id is None for event in by_user)
        found["word of the user"] += len(by_user)
    assert min(found.values()) >= 10, found


def test_histories_hold_questions_that_end_without_an_answer_and_some_that_just_do_not() -> None:
    days_to_receipt: Counter[int] = Counter()
    days_around_talk: Counter[tuple[int, int]] = Counter()
    for each in histories(2000):
        days_to_receipt.update(
            (receipt.on - doubt.on).days
            for doubt, receipt in combinations(each.events, 2)
            if is_question(doubt) and is_likely_receipt(doubt)
            if is_fact(receipt) and receipt.finding.detail in RECEIPTS
        )
        days_around_talk.update(
            ((held_on - doubt.on).days, (thanks.on - held_on).days)
            for talk, doubt, thanks in combinations(each.events, 3)
            if is_question(doubt) and kind_of(thanks) is SentKind.THANK_YOU and (held_on := day_of_talk(talk))
        )
    assert all(days_to_receipt[days] >= 10 for days in (0, 1, 7, 8)), days_to_receipt
    for days in ((1, -1), (1, 0), (1, 3), (1, 4), (0, 0), (0, 3)):
        assert days_around_talk[days] >= 5, (days, days_around_talk)


def day_of_talk(event: Event) -> date | None:
    starts = event.finding.facts.event_on
    return starts.astimezone(TIMEZONE).date() if starts and is_fact(event) and event.link.verified else None


def is_undated_talk(event: Event) -> bool:
    return event.finding.detail.label is Label.INTERVIEW and event.finding.facts.event_on is None


def is_bounce(event: Event) -> bool:
    return event.finding.detail is Detail.DELIVERY_FAILURE


def kind_of(event: Event) -> SentKind | None:
    return event.link.sent_kind


def test_what_is_not_known_yet_changes_nothing() -> None:
    for each in histories(200):
        for today in each.todays:
            now = expected(each.application, each.until(today), today=today)
            assert expected(each.application, each.events, today=today) == now, each.number
