"""What holds for every course of events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from inbox_watch.followup.standing import standing
from inbox_watch.records import (
    SILENT_STATES,
    Channel,
    CounterpartKind,
    Detail,
    Event,
    FolderRole,
    SentKind,
    Standing,
    State,
    Step,
    Via,
)
from tests.support.events import GERMANY, application, event
from tests.support.findings import at, received, sent

FIRST = date(2026, 3, 2)
DAYS = st.integers(0, 80)
QUIET = SILENT_STATES | {State.WAITING, State.FOLLOWED_UP}


def day_after(count: int) -> date:
    return FIRST + timedelta(days=count)


@st.composite
def courses(draw: st.DrawFn) -> tuple[Event, ...]:
    """A letter and up to eight mails of any kind within eighty days."""
    events = [event(sent("cv", "2026-03-02 09:00"))]
    for number, count in enumerate(sorted(draw(st.lists(DAYS, max_size=8)))):
        when = f"{day_after(count)} 1{number}:00"
        stated = st.none() | DAYS.map(day_after)
        if draw(st.integers(0, 2)) == 0:
            kind = draw(st.sampled_from(SentKind))
            finding = sent(f"m{number}", when, kind, promised_on=draw(stated), promised_call=draw(st.booleans()))
        else:
            talk = draw(stated)
            finding = received(
                f"m{number}",
                when,
                draw(st.sampled_from(Detail)),
                unsure=draw(st.integers(0, 5)) == 0,
                answer_by=draw(stated),
                return_on=draw(stated),
                event_on=at(str(talk)) if talk else None,
                completed=draw(st.booleans()),
                on_hold=draw(st.integers(0, 4)) == 0,
                no_contact=draw(st.integers(0, 9)) == 0,
            )
        events.append(event(finding, verified=draw(st.integers(0, 4)) > 0))
    return tuple(events)


def on(events: tuple[Event, ...], count: int, *, deaf: bool = False) -> Standing:
    return standing(application(), events, GERMANY, today=day_after(count), deaf=deaf)


@given(courses(), DAYS, st.integers(1, 200))
@settings(max_examples=120, deadline=None)
def test_a_later_day_ends_no_silence_without_an_event(events: tuple[Event, ...], count: int, later: int) -> None:
    known = tuple(each for each in events if each.on <= day_after(count))
    before, after = on(known, count), on(known, count + later)
    if before.silent:
        assert after.silent
        assert after.silent_days == before.silent_days + later
        assert after.follow_up.due_on == before.follow_up.due_on


@given(courses(), DAYS)
@settings(max_examples=120, deadline=None)
def test_the_future_does_not_exist_yet(events: tuple[Event, ...], count: int) -> None:
    known = tuple(each for each in events if each.on <= day_after(count))
    assert on(events, count) == on(known, count)


@given(courses(), DAYS)
@settings(max_examples=120, deadline=None)
def test_a_due_date_is_a_working_day_and_due_means_due(events: tuple[Event, ...], count: int) -> None:
    now = on(events, count)
    due = now.follow_up.due_on
    assert due is None or GERMANY.workdays.is_workday(due)
    if now.state is State.DUE:
        assert due is not None
        assert due <= day_after(count)
        assert now.follow_up.used_on is None
        assert now.follow_up.advised
    if now.state is State.WAITING:
        assert due is not None
        assert due > day_after(count)
    assert now.follow_up.advised is (now.state is State.DUE)


@given(courses())
@settings(max_examples=120, deadline=None)
def test_a_step_has_one_follow_up(events: tuple[Event, ...]) -> None:
    """Day by day: once used, the budget of a step is used for good, but for a bounce or a resend."""
    undone = {Detail.DELIVERY_FAILURE}
    if any(each.finding.detail in undone and each.finding.role is not FolderRole.SENT for each in events):
        return
    used: dict[tuple[Step, date], date] = {}
    started: dict[Step, date] = {}
    for count in range(90):
        now = on(events, count)
        step = (now.step, started.setdefault(now.step, now.clock_start))
        if step in used and now.follow_up.used_on != used[step]:
            # Only a step that begins anew has a new budget: a second test, a second talk.
            assert now.clock_start > used[step] or now.follow_up.used_on is None
            assert now.step is not Step.APPLICATION
        if now.follow_up.used_on:
            used[step] = now.follow_up.used_on
            assert now.state is not State.DUE


@given(
    courses(),
    DAYS,
    st.sampled_from(CounterpartKind),
    st.sampled_from(Via),
    st.sampled_from([{"contact_style": "quiet"}, {"phone_comfort": "avoid"}]),
)
@settings(max_examples=150, deadline=None)
def test_who_wants_no_calls_is_never_told_to_call(
    events: tuple[Event, ...], count: int, kind: CounterpartKind, via: Via, wish: dict[str, str]
) -> None:
    """SR29, SR38: given quiet, or a telephone to be avoided, no proposal has the channel phone."""
    policy = replace(GERMANY, **wish)  # type: ignore[arg-type]  # both fields are text
    now = standing(application(kind=kind, via=via), events, policy, today=day_after(count), deaf=False)
    assert now.follow_up.channel is not Channel.PHONE


@given(courses(), DAYS)
@settings(max_examples=120, deadline=None)
def test_what_is_due_says_why_and_nothing_is_suggested_without_a_day(events: tuple[Event, ...], count: int) -> None:
    """SR11: every due date has its arithmetic."""
    follow_up = on(events, count).follow_up
    assert bool(follow_up.because) is (follow_up.due_on is not None)
    assert follow_up.due_on is not None or follow_up.suggestions == ()


@given(courses(), DAYS)
@settings(max_examples=120, deadline=None)
def test_nothing_is_called_silent_while_deaf(events: tuple[Event, ...], count: int) -> None:
    hearing, deaf = on(events, count), on(events, count, deaf=True)
    assert not deaf.silent
    assert deaf.state is (State.UNKNOWN if hearing.state in QUIET else hearing.state)
    assert deaf.follow_up.due_on == hearing.follow_up.due_on
