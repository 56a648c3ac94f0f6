"""Which interviews there are, and when."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from inbox_watch.records import Detail, Event, Facts, Mark, MarkKind, State
from inbox_watch.report.talks import talks
from tests.report.builders import event, standing

_BERLIN = ZoneInfo("Europe/Berlin")
_FIFTH = datetime(2026, 5, 5, 12, 30, tzinfo=UTC)
_SEVENTH = datetime(2026, 5, 6, 22, 30, tzinfo=UTC)  # half past midnight in Berlin

Found = list[tuple[date, datetime | None, bool]]


def mail(on: date, at: datetime | None, detail: Detail = Detail.INTERVIEW_INVITE, *, timed: bool = True) -> Event:
    return event(detail, on, facts=Facts(event_on=at, event_has_time=timed))


def found(*events: Event, marks: tuple[Mark, ...] = ()) -> Found:
    told = talks(standing(State.INTERVIEW, *events, marks=marks), _BERLIN)
    return [(talk.day, talk.at, talk.is_off) for talk in told]


def test_the_day_is_that_of_the_user() -> None:
    assert found(mail(date(2026, 5, 1), _SEVENTH)) == [(date(2026, 5, 7), _SEVENTH, False)]


def test_without_an_hour_there_is_only_the_day() -> None:
    assert found(mail(date(2026, 5, 1), _FIFTH, timed=False)) == [(date(2026, 5, 5), None, False)]


def test_a_new_day_replaces_that_of_a_talk_ahead() -> None:
    moved = mail(date(2026, 5, 4), _SEVENTH, Detail.INTERVIEW_RESCHEDULE)
    assert found(mail(date(2026, 5, 1), _FIFTH), moved) == [(date(2026, 5, 7), _SEVENTH, False)]


def test_after_a_talk_the_next_day_is_another_talk() -> None:
    assert [day for day, _, _ in found(mail(date(2026, 5, 1), _FIFTH), mail(date(2026, 5, 6), _SEVENTH))] == [
        date(2026, 5, 5),
        date(2026, 5, 7),
    ]


def test_a_confirmation_of_the_day_takes_no_hour_away() -> None:
    confirmed = mail(date(2026, 5, 2), _FIFTH, Detail.INTERVIEW_SCHEDULED, timed=False)
    assert found(mail(date(2026, 5, 1), _FIFTH), confirmed) == [(date(2026, 5, 5), _FIFTH, False)]


def test_what_was_cancelled_or_put_off_is_off_until_there_is_a_new_day() -> None:
    invited, cancelled = mail(date(2026, 5, 1), _FIFTH), mail(date(2026, 5, 2), None, Detail.INTERVIEW_CANCELLED)
    put_off = mail(date(2026, 5, 2), None, Detail.INTERVIEW_RESCHEDULE)
    assert found(invited, cancelled) == found(invited, put_off) == [(date(2026, 5, 5), _FIFTH, True)]
    assert found(invited, put_off, mail(date(2026, 5, 3), _SEVENTH)) == [(date(2026, 5, 7), _SEVENTH, False)]
    assert found(invited, cancelled, mail(date(2026, 5, 3), _FIFTH)) == [(date(2026, 5, 5), _FIFTH, False)]


def test_a_cancellation_takes_back_no_talk_that_was_held() -> None:
    late = mail(date(2026, 5, 8), None, Detail.INTERVIEW_CANCELLED)
    assert found(mail(date(2026, 5, 1), _FIFTH), late) == [(date(2026, 5, 5), _FIFTH, False)]


def test_days_to_choose_from_are_no_talk() -> None:
    assert found(event(Detail.INTERVIEW_INVITE, facts=Facts(offered_on=(date(2026, 5, 7), date(2026, 5, 8))))) == []


def test_mail_in_doubt_agrees_nothing() -> None:
    facts = Facts(event_on=_FIFTH, event_has_time=True)
    for doubtful in (
        event(Detail.INTERVIEW_INVITE, facts=facts, verified=False),
        event(Detail.INTERVIEW_INVITE, facts=facts, unsure=True),
        event(Detail.INTERVIEW_INVITE, facts=facts, linked=False),
    ):
        assert found(doubtful) == []


def test_what_the_user_told_is_a_talk_and_the_same_day_is_the_same_talk() -> None:
    mark = Mark(MarkKind.INTERVIEWED, date(2026, 5, 6), until=date(2026, 5, 5))
    assert found(marks=(mark,)) == [(date(2026, 5, 5), None, False)]
    assert found(mail(date(2026, 5, 1), _FIFTH), marks=(mark,)) == [(date(2026, 5, 5), _FIFTH, False)]
