"""What `explain` says of the times a message names."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from inbox_watch.cli.explain_message import message_lines
from inbox_watch.records import Detail, Facts
from inbox_watch.survey import Survey
from tests.report.builders import finding, report
from tests.support.findings import replay

NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (Facts(event_on=NOON, event_has_time=True), "It names: talk 2026-12-07 12:00."),
        (Facts(event_on=NOON), "It names: talk 2026-12-07."),
        (
            Facts(offered_on=(date(2026, 12, 7), date(2026, 12, 9))),
            "They propose 2026-12-07, 2026-12-09 for a talk; no day is agreed.",
        ),
        (Facts(left_for_good=True), "The writer no longer works there."),
    ],
)
def test_a_talk_is_told_as_far_as_it_is_known(facts: Facts, line: str) -> None:
    invitation = finding(Detail.INTERVIEW_INVITE, facts=facts)
    seen = Survey(replay(), report(), {})
    assert line in list(message_lines(invitation, seen, ZoneInfo("Europe/Berlin")))
