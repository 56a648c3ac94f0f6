"""Every alert says in three short lines what happened, why we think so, and what to do by when."""

from __future__ import annotations

import re

import pytest

from inbox_watch.alerts.examples import example
from inbox_watch.config import ALERT_KINDS
from inbox_watch.records import Alert
from tests.alerts.standings import NOW
from tests.alerts.texts import GOLDEN, everything, page

EVERYTHING = dict(everything())


def test_the_texts_are_as_a_person_has_read_them() -> None:
    assert page() == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("alert", EVERYTHING.values(), ids=EVERYTHING)
def test_an_alert_has_three_lines_and_none_is_long(alert: Alert) -> None:
    why, what_to_do = alert.body.split("\n")
    assert 0 < len(alert.subject) <= 80
    assert 0 < len(why) <= 300
    assert 0 < len(what_to_do) <= 600
    assert re.search(r"[.!]\Z", alert.subject)


@pytest.mark.parametrize("kind", ALERT_KINDS)
def test_there_is_an_example_of_every_kind(kind: str) -> None:
    alert = example(kind, NOW)
    assert alert.kind == kind
    assert "Lindhof Labs" in alert.subject
