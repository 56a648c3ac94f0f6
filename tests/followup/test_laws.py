"""What holds for every history: the laws of silence and of the one follow-up.

For a fixed kind of counterpart, no ban of contact and a mailbox read to today. CI looks at 2,000 histories a law.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from inbox_watch.followup.standing import standing
from inbox_watch.records import Detail, Event, SentKind, Standing, State, Step
from tests.support.events import GERMANY, application, event
from tests.support.findings import at, bounce, received, sent

pytestmark = pytest.mark.timeout(900)  # 2,000 histories a law, on a machine that may be slow
FIRST = date(2026, 3, 2)
DAYS = st.integers(0, 80)
EXAMPLES = 2000 if os.environ.get("CI") else 200
law = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])

QUIET = (
    Detail.ACKNOWLEDGEMENT,
    Detail.APPLICATION_VIEWED,
    Detail.TALENT_POOL,
    Detail.JOB_ALERT,
    Detail.NOT_JOB,
    Detail.FEEDBACK_SURVEY,
    Detail.READ_RECEIPT,
    Detail.ACCOUNT_SECURITY,
    Detail.RECRUITER_OUTREACH,
    Detail.OUT_OF_OFFICE,
    Detail.DELIVERY_DELAY,
)


def day_after(count: int) -> date:
    return FIRST + timedelta(days=count)


def moment(count: int, order: int) -> str:
    return f"{day_after(count)} {10 + order // 60}:{order % 60:02d}"


def of_any_kind(draw: st.DrawFn, key: str, count: int, order: int) -> Event:
    """A mail of theirs or of the user's that may be anything but a bounce."""
    stated = st.none() | DAYS.map(day_after)
    if draw(st.integers(0, 2)) == 0:
        kind = draw(st.sampled_from(SentKind))
        return event(sent(key, moment(count, order), kind, promised_on=draw(stated)))
    detail = draw(st.sampled_from([each for each in Detail if each is not Detail.DELIVERY_FAILURE]))
    talk = draw(stated)
    finding = received(
        key,
        moment(count, order),
        detail,
        unsure=draw(st.integers(0, 7)) == 0,
        answer_by=draw(stated),
        return_on=draw(stated),
        event_on=at(str(talk)) if talk else None,
        completed=draw(st.booleans()),
        on_hold=draw(st.integers(0, 5)) == 0,
    )
    return event(finding, verified=draw(st.integers(0, 4)) > 0, linked=draw(st.integers(0, 9)) > 0)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Event, ...]:
    """A letter and up to seven mails within eighty days."""
    counts = sorted(draw(st.lists(DAYS, max_size=7)))
    later = (of_any_kind(draw, f"m{order}", count, order) for order, count in enumerate(counts))
    return (event(sent("cv", f"{FIRST} 09:00")), *later)


@st.composite
def noise(draw: st.DrawFn) -> tuple[Event, ...]:
    """Up to four automatic mails without a date, and bounces of other mail."""
    found = []
    for order, count in enumerate(draw(st.lists(DAYS, min_size=1, max_size=4))):
        when = moment(count, 120 + order)
        other = draw(st.integers(0, 4)) == 0
        mail = (
            bounce(f"n{order}", when, "elsewhere")
            if other
            else received(f"n{order}", when, draw(st.sampled_from(QUIET)), automatic=True)
        )
        found.append(event(mail, verified=draw(st.booleans())))
    return tuple(found)


def together(*histories: tuple[Event, ...]) -> tuple[Event, ...]:
    return tuple(sorted((each for one in histories for each in one), key=lambda each: each.finding.internaldate))


def on(events: tuple[Event, ...], count: int) -> Standing:
    known = tuple(each for each in events if each.on <= day_after(count))
    return standing(application(), known, GERMANY, today=day_after(count), deaf=False)


@given(histories(), noise(), DAYS)
@law
def test_automatic_mail_without_a_date_changes_nothing(
    events: tuple[Event, ...], more: tuple[Event, ...], count: int
) -> None:
    before, after = on(events, count), on(together(events, more), count)
    assert (after.state, after.step, after.clock_start) == (before.state, before.step, before.clock_start)
    assert after.follow_up.due_on == before.follow_up.due_on
    assert after.follow_up.used_on == before.follow_up.used_on


@given(histories(), DAYS, DAYS, st.sampled_from((Detail.ACKNOWLEDGEMENT, Detail.OUT_OF_OFFICE)), st.integers(0, 80))
@law
def test_automatic_mail_with_a_date_moves_the_due_date_and_then_it_is_silent_again(
    events: tuple[Event, ...], came: int, count: int, detail: Detail, stated: int
) -> None:
    assume(came <= count)
    end = day_after(stated)
    dated = received("dated", moment(came, 130), detail, answer_by=end, return_on=end, automatic=True)
    before, after = on(events, count), on(together(events, (event(dated),)), count)
    assert (after.step, after.clock_start, after.follow_up.used_on) == (
        before.step,
        before.clock_start,
        before.follow_up.used_on,
    )
    if not before.silent:
        return
    assert after.silent or after.state in (State.WAITING, State.FOLLOWED_UP)
    known = tuple(each for each in events if each.on <= day_after(count))
    assert on(together(known, (event(dated),)), count + 130).silent


@given(histories(), DAYS)
@law
def test_a_follow_up_once_used_is_never_advised_again_in_its_step(events: tuple[Event, ...], count: int) -> None:
    """Day by day, as polls on each of them would see it; only a new beginning of a step has a new budget."""
    used: tuple[Step, date] | None = None
    for today in range(count, 95):
        now = on(events, today)
        if used and (now.step, now.clock_start) == used:
            assert now.follow_up.used_on
            assert not now.follow_up.advised
        if now.follow_up.used_on and now.follow_up.due_on:
            assert not now.follow_up.advised
            used = (now.step, now.clock_start)


@given(histories(), DAYS, st.integers(1, 400))
@law
def test_a_later_day_never_ends_silence(events: tuple[Event, ...], count: int, later: int) -> None:
    known = tuple(each for each in events if each.on <= day_after(count))
    before, after = on(known, count), on(known, count + later)
    if before.silent:
        assert after.silent
        assert after.follow_up.used_on == before.follow_up.used_on


@given(histories(), DAYS, st.sampled_from(("UTC", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata")))
@law
def test_a_zone_moves_no_due_date_by_a_day(events: tuple[Event, ...], count: int, zone: str) -> None:
    """The same local days give the same due date, wherever and across whatever change of the clock."""
    there = ZoneInfo(zone)
    moved = tuple(
        replace(each, finding=replace(each.finding, facts=replace(each.finding.facts, event_on=_noon(each, there))))
        for each in events
    )
    policy = replace(GERMANY, timezone=there)
    known = tuple(each for each in moved if each.on <= day_after(count))
    elsewhere = standing(application(), known, policy, today=day_after(count), deaf=False)
    here = on(events, count)
    assert (elsewhere.state, elsewhere.follow_up.due_on, elsewhere.clock_start) == (
        here.state,
        here.follow_up.due_on,
        here.clock_start,
    )


def _noon(each: Event, zone: ZoneInfo) -> datetime | None:
    talk = each.finding.facts.event_on
    return talk.astimezone(GERMANY.timezone).replace(tzinfo=zone) if talk else None


@given(histories(), DAYS)
@law
def test_what_is_known_on_a_day_is_what_had_come_by_then(events: tuple[Event, ...], count: int) -> None:
    """Whether one poll brought all of it or each day its own: replay and increment are the same."""
    assert on(events, count) == standing(application(), events, GERMANY, today=day_after(count), deaf=False)


@given(histories(), noise(), DAYS)
@law
def test_no_automatic_mail_ends_silence(events: tuple[Event, ...], more: tuple[Event, ...], count: int) -> None:
    """Bounces of the application itself included: what arrives afterwards proves arrival and answers nothing."""
    back = (event(bounce("back", f"{FIRST} 12:00", "cv")),)
    before, after = on(together(events, back), count), on(together(events, back, more), count)
    assert after.silent or not before.silent
