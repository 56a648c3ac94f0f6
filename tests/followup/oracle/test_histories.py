"""Invented histories: the same each time, in order, and of every kind."""

from __future__ import annotations

from datetime import timedelta

from inbox_watch.records import State, Step
from tests.followup.oracle.histories import LONGEST_DAYS, MOST_EVENTS, histories, history
from tests.followup.oracle.naive import expected


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


def test_what_is_not_known_yet_changes_nothing() -> None:
    for each in histories(200):
        for today in each.todays:
            now = expected(each.application, each.until(today), today=today)
            assert expected(each.application, each.events, today=today) == now, each.number
