"""Mail that is made to break its reader is judged, or told as unreadable by its sender, subject and place."""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from inbox_watch.records import Finding, Unreadable
from inbox_watch.worker import MEMORY_BYTES
from tests.hostile.mails import MAILS
from tests.hostile.measured import outcomes

# The hostile mails take half a minute of a core together, whoever asks first.
pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what a worker uses is read from Linux's /proc"),
]
_SECONDS = 2.1


def test_there_are_as_many_as_were_promised_and_they_are_always_the_same() -> None:
    assert len(MAILS) >= 200
    assert all(make() == make() for make in MAILS.values())


def test_none_meets_a_bug() -> None:
    met = {name: each.answer.reason for name, each in outcomes().items() if isinstance(each.answer, Unreadable)}
    assert {name: reason for name, reason in met.items() if "bug" in reason} == {}


def test_none_takes_longer_than_its_deadline() -> None:
    assert {name: each.seconds for name, each in outcomes().items() if each.seconds > _SECONDS} == {}


def test_none_takes_more_memory_than_a_worker_may_have() -> None:
    assert {name: each.peak for name, each in outcomes().items() if each.peak > MEMORY_BYTES} == {}


def test_most_are_read() -> None:
    kinds = Counter(type(each.answer) for each in outcomes().values())
    assert kinds[Finding] >= 0.9 * len(MAILS)
