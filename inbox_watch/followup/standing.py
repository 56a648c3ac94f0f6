"""Where an application stands on a day: the first state that fits, in the order of docs/standing.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from inbox_watch.followup.advice import channel, hold_reasons, warnings
from inbox_watch.followup.clock import due_on, second_wait_ends, waited_since
from inbox_watch.followup.course import progress
from inbox_watch.followup.policy import Policy
from inbox_watch.followup.progress import ENDS, Progress
from inbox_watch.followup.reasons import reasons
from inbox_watch.followup.reckoning import because, snoozed_until
from inbox_watch.followup.suggestions import suggestions
from inbox_watch.followup.target import target
from inbox_watch.records import (
    SILENT_STATES,
    Application,
    Detail,
    Event,
    Finding,
    FollowUp,
    Link,
    Standing,
    State,
)

_PENDING = frozenset({State.ON_HOLD, State.INTERVIEW, State.ASSESSMENT, State.INFO_REQUESTED, State.ANSWERED})
_ENDINGS = frozenset({Detail.REJECTION, Detail.POSITION_CLOSED})
_LATE_AFTER = 60
_WITHOUT_DUE_DATE = frozenset({*ENDS, *_PENDING, State.UNDELIVERED}) - {State.ON_HOLD}


def standings(
    applications: Sequence[Application],
    links: Sequence[Link],
    findings: Mapping[str, Finding],
    policy: Policy,
    *,
    today: date,
    deaf: bool,
) -> tuple[Standing, ...]:
    """The standing of every application that exists today; `deaf`: a folder was not read in the 24 hours before."""
    by_application = _events(applications, links, findings, policy)
    return tuple(
        standing(application, by_application[application.id], policy, today=today, deaf=deaf)
        for application in applications
        if application.applied_on <= today
    )


def _events(
    applications: Sequence[Application], links: Sequence[Link], findings: Mapping[str, Finding], policy: Policy
) -> dict[str, tuple[Event, ...]]:
    """Every application's events; a mail that fits several is an open question at each of them."""
    applied = {application.id: application.applied_on for application in applications}
    found: dict[str, list[Event]] = {id_: [] for id_ in applied}
    for link in links:
        finding = findings[link.sha256]
        on = finding.internaldate.astimezone(policy.timezone).date()
        for id_ in (link.application_id,) if link.application_id else link.candidates:
            late = (on - applied[id_]).days if finding.detail in _ENDINGS else 0
            found[id_].append(Event(finding, link, on, late if late > _LATE_AFTER else None))
    return {id_: tuple(events) for id_, events in found.items()}


def standing(
    application: Application, events: tuple[Event, ...], policy: Policy, *, today: date, deaf: bool
) -> Standing:
    """The standing of one application; `events` in time order, those after today do not count yet."""
    heard = tuple(event for event in events if event.on <= today)
    now = progress(application, heard, today, policy.timezone)
    state = _state(application, now, policy, today=today, deaf=deaf)
    return Standing(
        application=application,
        state=state,
        step=now.step,
        clock_start=now.clock_start,
        acknowledged_on=now.acknowledged_on,
        silent_days=(today - now.clock_start).days if state in SILENT_STATES else 0,
        follow_up=_follow_up(application, now, heard, policy, state=state, today=today),
        events=heard,
        marks=tuple(mark for mark in application.marks if mark.on <= today),
    )


def _follow_up(
    application: Application, now: Progress, events: tuple[Event, ...], policy: Policy, *, state: State, today: date
) -> FollowUp:
    has_due_date = state not in _WITHOUT_DUE_DATE
    way = channel(application, now, policy, events)
    return FollowUp(
        due_on=due_on(now, application.kind, policy) if has_due_date else None,
        advised=state is State.DUE,
        channel=way,
        target=target(application, events),
        used_on=now.used_on,
        reasons=reasons(application, now, events, today=today, silent=state in SILENT_STATES),
        warnings=warnings(application, now, policy, events, today),
        because=because(application, now, policy) if has_due_date else "",
        snoozed_until=snoozed_until(now, application.kind, policy) if has_due_date and not now.used_on else None,
        suggestions=suggestions(application, now, events, today=today, state=state, way=way) if has_due_date else (),
        advised_until=_window_ends(now, policy) - timedelta(days=1) if state is State.DUE else None,
    )


def _state(application: Application, now: Progress, policy: Policy, *, today: date, deaf: bool) -> State:
    if now.mode in ENDS:
        return now.mode or State.UNKNOWN
    if now.contested:
        return State.UNCONFIRMED
    if now.mode:
        return now.mode
    if now.talk_on:
        return State.INTERVIEW
    if now.questioned_on:
        return State.UNCONFIRMED
    if deaf:
        return State.UNKNOWN
    return _silence(application, now, policy, today)


def _silence(application: Application, now: Progress, policy: Policy, today: date) -> State:
    """The states of an application that nobody has answered."""
    if now.used_on is None and today < due_on(now, application.kind, policy):
        return State.WAITING
    if now.used_on and today < second_wait_ends(now, now.used_on, application.kind, policy):
        return State.FOLLOWED_UP
    if today >= _window_ends(now, policy):
        return State.MOVE_ON
    if now.used_on:
        return State.SILENT_FINAL
    return State.SILENT_HOLD if hold_reasons(application, now) else State.DUE


def _window_ends(now: Progress, policy: Policy) -> date:
    """The day from which the advice is to move on."""
    return waited_since(now) + timedelta(days=policy.move_on_days)
