"""The text that SankeyMATIC draws."""

from __future__ import annotations

import re
from collections import Counter

from inbox_watch.records import Detail, State
from inbox_watch.report.charts.flow import PLACES
from inbox_watch.report.export.as_sankey import to_sankey
from tests.report.builders import TODAY, event, report, standing
from tests.report.search import job_search

_LINE = re.compile(r"(.+) \[(\d+)\] (.+)")


def test_three_applications() -> None:
    receipt = event(Detail.ACKNOWLEDGEMENT)
    refusal = event(Detail.REJECTION, TODAY)
    told = report(standing(State.DUE), standing(State.REJECTED, receipt, refusal), standing(State.UNDELIVERED))
    assert to_sankey(told).splitlines() == [
        "// 3 applications as of 2026-05-01",
        "sent [1] receipt",
        "sent [1] no receipt",
        "sent [1] not delivered",
        "receipt [1] rejected",
        "no receipt [1] no answer",
        "no answer [1] follow-up due now",
    ]


def test_nothing_known_is_the_comment_alone() -> None:
    assert to_sankey(report()) == "// 0 applications as of 2026-05-01\n"


def test_every_line_leads_on_and_nothing_gets_lost_between() -> None:
    columns = {place.label: place.column for place in PLACES.values()}
    came, left = Counter[str](), Counter[str]()
    for line in to_sankey(job_search(1000)).splitlines()[1:]:
        match = _LINE.fullmatch(line)
        assert match
        start, many, end = match[1], int(match[2]), match[3]
        assert many > 0
        assert columns[start] < columns[end]
        left[start] += many
        came[end] += many
    assert left["sent"] == 1000
    assert all(left[place] == came[place] for place in left if place != "sent")


def test_no_name_of_a_place_says_more_than_a_name() -> None:
    """Brackets hold a number, and a line that begins with a colon, a quote or slashes is no flow."""
    labels = [place.label for place in PLACES.values()]
    assert len(set(labels)) == len(labels)
    assert [label for label in labels if re.search(r"[\[\]#\n]|^[:'/]", label)] == []
