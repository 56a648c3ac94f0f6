"""Which application a reader meets first."""

from __future__ import annotations

from datetime import date

from inbox_watch.records import Standing, State, Step
from inbox_watch.report.order import in_order
from tests.report.builders import DAY, TODAY, days_ago, standing


def _ids(*standings: Standing) -> list[str]:
    return [found.application.id for found in in_order(standings)]


def test_silence_after_an_interview_comes_first() -> None:
    long_due = standing(id="due", due_on=days_ago(30))
    interview = standing(id="interview", step=Step.INTERVIEW, due_on=days_ago(1))
    assert _ids(long_due, interview) == ["interview", "due"]


def test_a_talk_that_is_still_to_come_is_no_silence() -> None:
    talk = standing(State.INTERVIEW, id="talk", due_on=None)
    assert _ids(talk, standing(id="due")) == ["due", "talk"]


def test_the_longest_overdue_comes_first() -> None:
    assert _ids(*(standing(id=str(late), due_on=days_ago(late)) for late in (1, 9, 4))) == ["9", "4", "1"]


def test_the_window_that_closes_first_comes_before_the_longest_overdue() -> None:
    late = standing(id="late", due_on=days_ago(20), advised_until=TODAY + 20 * DAY)
    closing = standing(id="closing", due_on=days_ago(1), advised_until=TODAY + DAY)
    wished = standing(id="wished", wanted=1, due_on=days_ago(1), advised_until=TODAY + 40 * DAY)
    assert _ids(late, closing, wished) == ["wished", "closing", "late"]


def test_every_state_has_its_place_and_what_ended_is_last() -> None:
    states = [found.state for found in in_order(standing(state) for state in reversed(State))]
    assert states == [
        State.DUE,
        State.OFFER,
        State.UNCONFIRMED,
        State.UNDELIVERED,
        State.ON_HOLD,
        State.INTERVIEW,
        State.ASSESSMENT,
        State.INFO_REQUESTED,
        State.ANSWERED,
        State.UNKNOWN,
        State.WAITING,
        State.FOLLOWED_UP,
        State.MOVE_ON,
        State.SILENT_FINAL,
        State.SILENT_HOLD,
        State.REJECTED,
        State.CLOSED,
    ]


def test_without_a_due_date_the_newest_comes_first() -> None:
    ages = {"old": date(2026, 1, 1), "new": date(2026, 4, 1)}
    rejected = [standing(State.REJECTED, id=id_, applied_on=on, due_on=None) for id_, on in ages.items()]
    assert _ids(*rejected) == ["new", "old"]


def test_inside_a_state_what_is_wanted_most_comes_first() -> None:
    """SR43: of two silent applications the higher priority is first; the state comes before the wish."""
    least, most = (standing(id=str(wanted), wanted=wanted, due_on=days_ago(wanted)) for wanted in (3, 1))
    quiet = standing(State.SILENT_HOLD, id="quiet", wanted=1)
    assert _ids(quiet, least, standing(id="2", due_on=days_ago(30)), most) == ["1", "2", "3", "quiet"]
    talks = [standing(id=f"talk{wanted}", step=Step.INTERVIEW, wanted=wanted) for wanted in (3, 1)]
    assert _ids(most, *talks) == ["talk1", "talk3", "1"]
