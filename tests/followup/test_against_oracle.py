"""The machine and its naive twin, written by another hand from the texts alone, agree on every history."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from inbox_watch.followup.standing import standing
from inbox_watch.records import Mark, MarkKind, Standing, State
from tests.followup.oracle.histories import History, histories
from tests.followup.oracle.naive import Expected, expected
from tests.support.events import GERMANY

HISTORIES = 20_000
PARTS = 8
OVER = frozenset({State.CLOSED, State.REJECTED, State.OFFER})


def differences(history: History) -> list[str]:
    found = []
    for today in history.todays:
        for deaf in (False, True):
            theirs = expected(history.application, history.events, today=today, deaf=deaf)
            ours = standing(history.application, tuple(history.events), GERMANY, today=today, deaf=deaf)
            told = _difference(ours, theirs)
            found += [f"history {history.number} on {today}, deaf {deaf}: {told}"] if told else []
    return found


def _difference(ours: Standing, theirs: Expected) -> str:
    """What differs; step, clock and dates are compared where the clock runs, for the texts define them only there."""
    if ours.state is not theirs.state:
        return f"state {ours.state}, expected {theirs.state}"
    if not theirs.clock_runs or ours.state in OVER:
        return ""
    mine = (ours.step, ours.clock_start, ours.follow_up.used_on, ours.acknowledged_on)
    if mine != (theirs.step, theirs.clock_start, theirs.used_on, theirs.acknowledged_on):
        return f"{mine}, expected {theirs}"
    if ours.follow_up.due_on != theirs.due_on:
        return f"due {ours.follow_up.due_on}, expected {theirs.due_on}"
    return ""


@pytest.mark.parametrize("part", range(PARTS))
def test_both_agree_on_twenty_thousand_histories(part: int) -> None:
    """CI looks at all of them, a run by hand at a tenth."""
    count = (HISTORIES if os.environ.get("CI") else HISTORIES // 10) // PARTS
    states: Counter[State] = Counter()
    found: list[str] = []
    for history in histories(count, first=part * count):
        found += differences(history)
        states.update(expected(history.application, history.events, today=day).state for day in history.todays[-1:])
    assert found == []
    assert len(states) > 10


@pytest.mark.parametrize("days", [1, 3, 20, 90])
def test_a_snooze_is_told_to_the_twin_as_the_later_of_both_days(days: int) -> None:
    """The twin knows no marks: a snooze said today moves the due date that it expects and, till then, the state."""
    looked_at = 0
    for history in histories(HISTORIES // 20, first=0):
        today = history.todays[-1]
        theirs = expected(history.application, history.events, today=today)
        if not theirs.clock_runs or theirs.used_on or theirs.due_on is None:
            continue
        until = today + timedelta(days=days)
        snoozed = replace(history.application, marks=(Mark(MarkKind.SNOOZED, today, until=until),))
        ours = standing(snoozed, tuple(history.events), GERMANY, today=today, deaf=False)
        waits = theirs.state if theirs.state is State.UNCONFIRMED else State.WAITING
        due_on = max(theirs.due_on, GERMANY.workdays.on_or_after(until))
        assert (ours.state, ours.follow_up.due_on, ours.step) == (waits, due_on, theirs.step), history.number
        looked_at += 1
    assert looked_at > 300
