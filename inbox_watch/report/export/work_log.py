"""Report to the weekly log of the work search that many benefit offices ask for; what is not known stays empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from inbox_watch.clean import clean_line
from inbox_watch.knowledge.senders import is_machine
from inbox_watch.records import (
    SILENT_STATES,
    Address,
    Event,
    Label,
    Mark,
    MarkKind,
    Outcome,
    Report,
    SentKind,
    Standing,
    State,
    Step,
    Via,
)
from inbox_watch.report.lives import answers
from inbox_watch.report.period import Period
from inbox_watch.report.talks import Talk, talks

MONDAY, SUNDAY = 0, 6
_METHODS: Mapping[Via, str] = {Via.MAIL: "e-mail", Via.ATS: "portal", Via.JOB_BOARD: "job board", Via.MANUAL: ""}
_CHANNELS: Mapping[str, str] = {"email": "e-mail", "phone": "phone", "linkedin": "LinkedIn"}
_SAID: Mapping[Outcome, str] = {
    Outcome.RECEIVED: "they have it",
    Outcome.PASSED_ON: "passed on",
    Outcome.ON_HOLD: "on hold",
    Outcome.REJECTED: "rejected",
    Outcome.NO_ANSWER: "no answer",
}
_RESULTS: Mapping[State, str] = {
    State.WAITING: "no answer yet",
    State.DUE: "no answer yet",
    State.FOLLOWED_UP: "no answer yet",
    State.SILENT_FINAL: "no answer",
    State.SILENT_HOLD: "no answer",
    State.MOVE_ON: "no answer",
    State.UNDELIVERED: "not delivered",
    State.ANSWERED: "answered",
    State.INTERVIEW: "interview",
    State.ASSESSMENT: "test",
    State.INFO_REQUESTED: "papers asked for",
    State.OFFER: "offer",
    State.REJECTED: "rejected",
    State.CLOSED: "closed by the applicant",
    State.ON_HOLD: "on hold",
    State.UNCONFIRMED: "",
    State.UNKNOWN: "",
}
_DECISIONS: Mapping[State, Label] = {State.OFFER: Label.OFFER, State.REJECTED: Label.REJECTION}
_LED_TO: Mapping[Step, str] = {Step.INTERVIEW: "interview", Step.TEST: "test", Step.PAPERS: "papers asked for"}
_CLOCK_RUNS = SILENT_STATES | {State.WAITING, State.FOLLOWED_UP}
_LINKEDIN = "LinkedIn"
_TOLD_WITHIN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Line:
    """One contact; `week` is the first day of its week. The fields are the columns."""

    week: date
    date: date
    activity: str
    employer: str
    position: str
    method: str
    contact: str
    result: str


def work_log(report: Report, period: Period, first_weekday: int = MONDAY) -> tuple[Line, ...]:
    """Return the applications, follow-ups and interviews of a period by their days, none after the report's.

    `first_weekday` is the day a week begins with, counted from Monday as 0.
    """
    timezone = ZoneInfo(report.timezone)
    lines = (line for standing in report.standings for line in _lines(standing, timezone, first_weekday))
    kept = (line for line in lines if line.date in period and line.date <= report.as_of)
    return tuple(sorted(kept, key=lambda line: (line.date, line.employer.casefold(), line.position, line.activity)))


def _lines(standing: Standing, timezone: ZoneInfo, first_weekday: int) -> Iterator[Line]:
    application = standing.application
    for contact in _contacts(standing, timezone):
        yield Line(
            week=contact.on - timedelta(days=(contact.on.weekday() - first_weekday) % 7),
            date=contact.on,
            activity=contact.activity,
            employer=clean_line(application.employer),
            position=clean_line(application.role),
            method=contact.method,
            contact=clean_line(contact.whom),
            result=contact.result,
        )


@dataclass(frozen=True, slots=True)
class _Contact:
    on: date
    activity: str
    method: str
    whom: str
    result: str


def _contacts(standing: Standing, timezone: ZoneInfo) -> Iterator[_Contact]:
    yield _application(standing)
    asked = [event for event in _sent(standing, SentKind.FOLLOW_UP) if event.link.application_id]
    marks = [mark for mark in standing.marks if mark.kind is MarkKind.FOLLOWED_UP]
    yield from (_by_mail(event, marks, standing) for event in asked)
    yield from (_as_told(mark, standing) for mark in marks if not any(_is_same(mark, event) for event in asked))
    yield from (_interview(talk, standing) for talk in talks(standing, timezone) if not talk.is_off)


def _application(standing: Standing) -> _Contact:
    """The day counts as it is known; whom it went to only the letter itself shows."""
    application = standing.application
    method = _METHODS[application.via]
    if application.via is Via.JOB_BOARD and any(event.finding.facts.platform == _LINKEDIN for event in standing.events):
        method = _LINKEDIN
    letters = [event for event in _sent(standing, SentKind.APPLICATION) if event.on == application.applied_on]
    return _Contact(
        application.applied_on, "application", method, _readers(letters[:1]), _result(standing, application.applied_on)
    )


def _by_mail(event: Event, marks: Iterable[Mark], standing: Standing) -> _Contact:
    said = next((mark for mark in marks if _is_same(mark, event)), None)
    result = _said(said, standing) if said else _result(standing, event.on)
    return _Contact(event.on, "follow-up", "e-mail", _readers([event]), result)


def _as_told(mark: Mark, standing: Standing) -> _Contact:
    return _Contact(mark.on, "follow-up", _CHANNELS.get(mark.by, ""), mark.whom, _said(mark, standing))


def _interview(talk: Talk, standing: Standing) -> _Contact:
    """How it was held is not known; whom it was with only the invitation of a person shows."""
    mail = talk.told_by.finding if talk.told_by else None
    whom = _spoken(mail.from_) if mail and not mail.automatic and not is_machine(mail.from_.local_part) else ""
    result = _result(standing, talk.day) if standing.state in _DECISIONS else ""
    return _Contact(talk.day, "interview", "", whom, result)


def _is_same(mark: Mark, event: Event) -> bool:
    """Does the user tell of a follow-up that Sent mail shows as well?"""
    return mark.by in ("", "email") and abs(event.on - mark.on) <= _TOLD_WITHIN


def _said(mark: Mark, standing: Standing) -> str:
    return _SAID[mark.outcome] if mark.outcome else _result(standing, mark.on)


def _result(standing: Standing, on: date) -> str:
    """What came of what was done on a day until today, with the day of a decision; of silence after it, the step it led
    to."""
    label = _DECISIONS.get(standing.state)
    decided = max((event.on for event in answers(standing) if event.finding.verdict.label is label), default=None)
    if decided:
        return f"{_RESULTS[standing.state]} on {decided}"
    led_on = standing.state in _CLOCK_RUNS and on < standing.clock_start
    return _LED_TO[standing.step] if led_on and standing.step in _LED_TO else _RESULTS[standing.state]


def _sent(standing: Standing, kind: SentKind) -> list[Event]:
    return [event for event in standing.events if event.link.sent_kind is kind]


def _readers(events: Iterable[Event]) -> str:
    return ", ".join(_spoken(address) for event in events for address in event.finding.to)


def _spoken(address: Address) -> str:
    return f"{address.name} ({address.address})" if address.name else address.address
