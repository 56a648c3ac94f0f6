"""The pictures show what the numbers say."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from inbox_watch.records import Detail, SentKind, Standing, State, Step
from inbox_watch.report.charts.answers import answers, last_day
from inbox_watch.report.charts.flow import PLACES, flow, ribbons, sizes, way
from inbox_watch.report.charts.heard import heard
from inbox_watch.report.charts.lifeline import Mark, lifeline, marks, span
from inbox_watch.report.charts.rhythm import Week, rhythm
from inbox_watch.report.charts.svg import number, picture, tag
from tests.report.builders import DAY, TODAY, days_ago, event, standing
from tests.report.html_reader import read
from tests.report.search import job_search

_SENT_ON = date(2026, 4, 1)


def test_what_is_no_markup_is_escaped() -> None:
    assert tag("title", "<b>&", class_='"x"') == '<title class="&#34;x&#34;">&lt;b&gt;&amp;</title>'
    assert tag("g", Markup("<path/>"), text_anchor="end", x=1.25) == '<g text-anchor="end" x="1.2"><path/></g>'
    assert "<title>a &lt; b</title>" in picture(10, 5.5, "a < b", [])
    assert [number(value) for value in (3, 3.0, 2.54)] == ["3", "3", "2.5"]


@pytest.mark.parametrize(
    ("one", "places"),
    [
        (standing(State.UNDELIVERED), ("sent", "undelivered")),
        (standing(State.DUE), ("sent", "no receipt", "silence", "due")),
        (standing(State.DUE, acknowledged_on=_SENT_ON), ("sent", "receipt", "silence", "due")),
        (standing(State.DUE, step=Step.INTERVIEW), ("sent", "no receipt", "interview", "due")),
        (standing(State.REJECTED), ("sent", "no receipt", "refused")),
        (
            standing(State.REJECTED, event(Detail.INTERVIEW_INVITE), event(Detail.REJECTION)),
            ("sent", "no receipt", "interview", "refused later"),
        ),
        (standing(State.OFFER, event(Detail.ACKNOWLEDGEMENT)), ("sent", "receipt", "answer", "offer")),
        (standing(State.UNCONFIRMED, event(Detail.REJECTION)), ("sent", "no receipt", "silence", "look")),
    ],
)
def test_the_way_of_one_application(one: Standing, places: tuple[str, ...]) -> None:
    assert way(one) == places


@given(st.lists(st.sampled_from(State), min_size=1, max_size=40), st.sampled_from(Step))
def test_nothing_is_lost_on_the_way(states: list[State], step: Step) -> None:
    flows = ribbons(standing(state, step=step) for state in states)
    came, left = Counter[str](), Counter[str]()
    for (start, end), many in flows.items():
        assert PLACES[start].column < PLACES[end].column
        left[start] += many
        came[end] += many
    assert left["sent"] == len(states)
    assert all(left[place] in (0, came[place]) for place in came)
    assert sizes(flows)["sent"] == len(states)


def test_the_flow_names_every_place_and_its_number() -> None:
    told = flow([standing(State.DUE), standing(State.DUE), standing(State.REJECTED)])
    text = " ".join(re.sub(r"<title>.*?</title>|<[^>]+>", " ", told).split())
    assert text == "3 sent 3 no receipt 2 no answer 1 rejected 2 follow-up due now"
    assert read(told).problems == []
    assert "3 sent, 3 no receipt, 2 no answer, 1 rejected, 2 follow-up due now</title>" in told


def test_bars_of_a_column_do_not_overlap() -> None:
    told = flow(job_search(400).standings)
    boxes = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="12" height="([\d.]+)"', told)
    columns: dict[str, list[tuple[float, float]]] = {}
    for x, y, height in boxes:
        columns.setdefault(x, []).append((float(y), float(y) + float(height)))
    assert len(columns) == 4
    for stack in columns.values():
        assert all(low[1] < high[0] for low, high in pairwise(stack))


def test_the_life_of_one_application() -> None:
    one = standing(
        State.SILENT_FINAL,
        event(Detail.ACKNOWLEDGEMENT, _SENT_ON),
        event(Detail.ACKNOWLEDGEMENT, _SENT_ON),
        event(Detail.JOB_ALERT, _SENT_ON + DAY),
        event(Detail.NOT_JOB, _SENT_ON + 10 * DAY, sent_kind=SentKind.FOLLOW_UP),
        event(Detail.NOT_JOB, _SENT_ON + 2 * DAY, sent_kind=SentKind.OTHER),
        used_on=_SENT_ON + 10 * DAY,
    )
    assert marks(one) == (Mark("sent", 0), Mark("receipt", 0), Mark("due", 8), Mark("followup", 10))
    drawn = lifeline(one, TODAY, 30)
    assert 'aria-label="sent day 0, autoresponse day 0, follow-up due day 8, you followed up day 10"' in drawn
    assert drawn.count("<use") == 4


def test_silence_is_drawn_from_the_due_day_to_today() -> None:
    due, waiting = standing(State.DUE), standing(State.WAITING)
    assert 'class="life late" d="M57 0H193"' in lifeline(due, TODAY, 30)
    assert "late" not in lifeline(waiting, TODAY, 30)


def test_a_line_ends_with_the_decision() -> None:
    refused = standing(State.REJECTED, event(Detail.REJECTION, _SENT_ON + 15 * DAY), due_on=None)
    assert 'd="M7 0H100"' in lifeline(refused, TODAY, 30)


def test_a_doubtful_refusal_is_not_drawn_as_one() -> None:
    doubt = standing(State.UNCONFIRMED, event(Detail.REJECTION, TODAY, verified=False), due_on=None)
    assert marks(doubt) == (Mark("sent", 0),)


def test_many_events_make_no_endless_line() -> None:
    busy = standing(State.DUE, *(event(Detail.HUMAN_REPLY, _SENT_ON + day * DAY) for day in range(400)))
    assert lifeline(busy, TODAY, 30).count("<use") == 12


def test_lives_share_a_scale_between_a_month_and_a_third_of_a_year() -> None:
    ages = [[], [10], [10, 77], [4000]]
    assert [span((standing(applied_on=days_ago(age)) for age in some), TODAY) for some in ages] == [30, 30, 77, 120]


def test_the_curve_ends_where_too_few_are_open() -> None:
    assert last_day([50, 40, 30, 20, 19, 3]) == 19
    assert last_day([500] * 9) == 60
    assert last_day([1] * 9) == 14
    assert last_day([3]) == 14


def test_the_curve_says_what_it_rests_on() -> None:
    drawn = answers([10] * 12 + [30] * 12, [True] * 12 + [False] * 12)
    assert "50 percent had an answer by day 30</title>" in drawn
    assert ">24 open</text>" in drawn
    assert ">12 open</text>" in drawn


def test_weeks_are_drawn_with_their_numbers() -> None:
    weeks = [
        Week(date(2026, 4, 6) + timedelta(weeks=week), sent, came) for week, (sent, came) in enumerate([(3, 0), (0, 2)])
    ]
    drawn = rhythm(weeks)
    assert "3 sent and 2 answers in 2 weeks</title>" in drawn
    assert "Week of 6 Apr: 3 sent, 0 answers</title>" in drawn
    assert drawn.count("<rect") == 2


def test_a_strip_shows_each_gap_and_the_time_after_the_last_read() -> None:
    gap = (TODAY - 20 * DAY, TODAY - 18 * DAY)
    assert ": 0 gaps</title>" in heard(TODAY, TODAY, [])
    assert "1 gap</title>" in heard(TODAY, TODAY, [gap])
    assert "2 gaps</title>" in heard(TODAY, TODAY - 3 * DAY, [gap])
    assert "1 gap</title>" in heard(TODAY, TODAY - 3 * DAY, [(TODAY - 3 * DAY, TODAY)])
    assert heard(TODAY, None, []).count("deaf") == 1
    assert "deaf" not in heard(TODAY, TODAY, [(TODAY - 400 * DAY, TODAY - 300 * DAY)])
