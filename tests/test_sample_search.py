"""The sample job search against its truth: with true labels everything holds; with the shipped judge, all but a list.

`data/samples/known_misses.toml` names every state the shipped judge gets wrong. A miss that is mended must leave the
list, and a new one fails: the list can only be changed knowingly.
"""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest

from inbox_watch.consider import Judge
from inbox_watch.heard import end_of
from inbox_watch.records import Standing
from inbox_watch.shipped import samples_path
from inbox_watch.survey import Evidence, Survey, survey
from tests.support.sample import BERLIN, BY_ID, DAYS, SETTINGS, TRUTH, evidence, shipped_judge, truly_judged

KNOWN: dict[str, Any] = tomllib.loads((samples_path() / "known_misses.toml").read_text("utf-8"))


def surveys(known: Evidence) -> dict[date, Survey]:
    return {day: survey(known, SETTINGS, today=day, now=end_of(day, BERLIN)) for day in DAYS}


@pytest.fixture(scope="module")
def judge() -> Judge:
    return shipped_judge()


@pytest.fixture(scope="module")
def with_true_labels(judge: Judge) -> dict[date, Survey]:
    return surveys(truly_judged(judge))


@pytest.fixture(scope="module")
def as_shipped(judge: Judge) -> dict[date, Survey]:
    return surveys(evidence(judge))


def standing_of(application: dict[str, Any], seen: Survey) -> Standing | None:
    founding = next(message for message in TRUTH["message"] if message["file"] == application["founding"])
    for standing in seen.report.standings:
        for event in standing.events:
            if event.finding.message_id == founding["message_id"] and event.link.application_id:
                return standing
    return None


def told(application: dict[str, Any], seen: Survey) -> tuple[str, str | None, date | None]:
    standing = standing_of(application, seen)
    if standing is None:
        return ("absent", None, None)
    return (standing.state.value, standing.step.value, standing.follow_up.due_on)


def wrong(application: dict[str, Any], day: date, seen: Survey) -> bool:
    wanted = application["on"][day.isoformat()]
    state, step, due_on = told(application, seen)
    if state != wanted["state"]:
        return True
    return state != "absent" and (step != wanted["step"] or ("due_on" in wanted and due_on != wanted["due_on"]))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_with_true_labels_every_application_stands_where_it_should(
    day: date, with_true_labels: dict[date, Survey]
) -> None:
    seen = with_true_labels[day]
    misses = [each["key"] for each in TRUTH["application"] if wrong(each, day, seen)]
    assert misses == []


def test_with_true_labels_no_mail_is_linked_to_the_wrong_application(with_true_labels: dict[date, Survey]) -> None:
    seen = with_true_labels[DAYS[-1]]
    keys = {}
    for application in TRUTH["application"]:
        standing = standing_of(application, seen)
        assert standing is not None, application["key"]
        keys[standing.application.id] = application["key"]
    assert len(keys) == len(TRUTH["application"]) == len(seen.report.standings)
    for link in seen.ledger.links:
        if link.application_id:
            truth = BY_ID[seen.findings[link.sha256].message_id]
            assert truth.get("application") == keys[link.application_id], truth["file"]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_shipped_judge_misses_what_is_known_and_nothing_else(day: date, as_shipped: dict[date, Survey]) -> None:
    misses = [each["key"] for each in TRUTH["application"] if wrong(each, day, as_shipped[day])]
    assert sorted(misses) == sorted(KNOWN["states"][day.isoformat()])


def test_a_decided_application_is_never_called_due(as_shipped: dict[date, Survey]) -> None:
    """The costliest mistake: sent after a job that said no. Every one of them is named."""
    found = {
        each["key"]
        for day in DAYS
        for each in TRUTH["application"]
        if each["on"][day.isoformat()]["state"] in ("rejected", "offer", "closed")
        and told(each, as_shipped[day])[0] == "due"
    }
    assert found == set(KNOWN["due_although_decided"])


def test_mail_that_only_sounds_like_a_receipt_founds_an_application_only_where_it_is_known(
    as_shipped: dict[date, Survey],
) -> None:
    seen = as_shipped[DAYS[-1]]
    firsts = [standing.events[0].finding for standing in seen.report.standings]
    truths = [BY_ID[first.message_id] for first in firsts]
    false = [truth["file"] for truth in truths if "application" not in truth]
    assert sorted(false) == sorted(KNOWN["false_applications"])


def test_the_unreadable_mail_is_told(as_shipped: dict[date, Survey]) -> None:
    (unread,) = as_shipped[DAYS[-1]].report.unreadable
    assert unread.from_
    assert unread.subject
