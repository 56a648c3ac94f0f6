"""How many were answered after a silence as long: the user's own history, and only when it is long enough."""

from __future__ import annotations

from inbox_watch.records import Detail, Report, Standing, State, Step
from inbox_watch.report.as_html import to_html
from tests.report.builders import DAY, TODAY, days_ago, event, report, standing
from tests.report.html_reader import read


def _history(*silent: Standing) -> Report:
    """Ten that were answered on day 20, and ten that were not in 60 days."""
    sent_on = TODAY - 60 * DAY
    answered = [
        standing(State.ANSWERED, event(Detail.HUMAN_REPLY, sent_on + 20 * DAY), id=f"y{n}", applied_on=sent_on)
        for n in range(10)
    ]
    never = [standing(State.MOVE_ON, id=f"n{n}", applied_on=sent_on) for n in range(10)]
    return report(*answered, *never, *silent)


def test_the_share_answered_later_is_that_of_the_own_history() -> None:
    """After day 10 ten of 21 were answered: 48 %, Greenwood's sum 10 / (21 * 11); after day 30 none of ten."""
    early, late = standing(applied_on=days_ago(10)), standing(applied_on=days_ago(30), id="a18")
    text = read(to_html(_history(early, late))).text
    assert "48 % 29 to 70 % Write to" in text
    assert "none at most 31 % Write to" in text
    assert "the share that still got one by day 60" in text


def test_the_share_is_told_from_twenty_applications_on() -> None:
    few = read(to_html(_history())).text
    assert "Answered later" not in few
    nineteen = report(*_history(standing()).standings[2:])
    assert len(nineteen.standings) == 19
    assert "Answered later" not in read(to_html(nineteen)).text
    assert "Answered later" in read(to_html(_history(standing()))).text


def test_after_an_interview_nothing_is_said_of_first_answers() -> None:
    talked = standing(step=Step.INTERVIEW, applied_on=days_ago(10))
    assert "22 days ago – Write to" in read(to_html(_history(talked))).text
