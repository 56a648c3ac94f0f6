"""The arithmetic that is told is the one that counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.followup.clock import due_on
from inbox_watch.followup.progress import Progress
from inbox_watch.followup.reckoning import because, decisive
from inbox_watch.records import CounterpartKind, State, Step
from tests.support.events import GERMANY, application
from tests.support.findings import day

MONDAY = day("2026-03-02")


@pytest.mark.parametrize(
    ("fields", "clause"),
    [
        ({}, "7 days after your application"),
        ({"clock_start": day("2026-03-05")}, "7 days after 2026-03-05"),
        ({"clock_start": day("2026-03-07")}, "7 days after 2026-03-07, next working day"),
        ({"step": Step.TEST}, "7 days after 2026-03-02"),
        ({"step": Step.INTERVIEW}, "5 working days after 2026-03-02"),
        ({"promised_on": day("2026-03-12")}, "the day on which you promised to be in touch"),
        ({"promised_on": day("2026-03-14")}, "the day on which you promised to be in touch, next working day"),
        ({"answer_by": day("2026-03-20")}, "2 working days after 2026-03-20, by when they want to answer"),
        ({"held_until": day("2026-04-30")}, "2 working days after the pause ends on 2026-04-30"),
        ({"mode": State.ON_HOLD, "hold_until": day("2026-04-30")}, "2 working days after the pause ends on 2026-04-30"),
        ({"closes_on": day("2026-03-16")}, "2 working days after the advert closes on 2026-03-16"),
        ({"closes_on": day("2026-03-03")}, "7 days after your application"),
        ({"return_on": day("2026-03-16")}, "2 working days after they are back on 2026-03-16"),
        ({"return_on": day("2026-03-03")}, "7 days after your application"),
        ({"snoozed_until": day("2026-03-30")}, "the day on which you want to be reminded"),
        ({"snoozed_until": day("2026-03-03")}, "7 days after your application"),
    ],
)
def test_what_decides_is_told_in_a_clause(fields: dict[str, Any], clause: str) -> None:
    """SR04, SR05, SR18, SR34, SR50, SR55: each ground has its words."""
    now = replace(Progress(Step.APPLICATION, MONDAY), **fields)
    assert because(application(), now, GERMANY) == clause


DAYS = st.dates(min_value=MONDAY, max_value=day("2026-06-30"))


@given(
    st.builds(
        Progress,
        step=st.sampled_from(Step),
        clock_start=DAYS,
        mode=st.sampled_from([None, State.ON_HOLD]),
        **{
            field: st.none() | DAYS
            for field in (
                "hold_until",
                "held_until",
                "answer_by",
                "closes_on",
                "return_on",
                "promised_on",
                "snoozed_until",
            )
        },
    ),
    st.sampled_from(CounterpartKind),
)
@settings(max_examples=200, deadline=None)
def test_the_day_that_decides_is_the_due_date(now: Progress, kind: CounterpartKind) -> None:
    assert GERMANY.workdays.on_or_after(decisive(now, kind, GERMANY).on) == due_on(now, kind, GERMANY)
