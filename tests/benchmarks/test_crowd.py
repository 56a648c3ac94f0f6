"""Fleets that really run, as few as can: what docs/fleet.md says of thousands is measured by the same functions."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.fleet.crowd.found import Case, Kept, Lags, keep, kept
from benchmarks.fleet.crowd.processes import descendants, peak_mb, processor_seconds, seconds_of_one
from benchmarks.fleet.crowd.script import has_news
from tests.store.places import skip_without_server


@pytest.fixture
def server() -> None:
    skip_without_server()
    if find_spec("procrastinate") is None:
        pytest.skip("procrastinate is not installed (the extra `fleet`)")


@pytest.mark.timeout(300)
def test_a_small_crowd_is_polled_and_counted(server: None) -> None:
    from benchmarks.fleet.crowd.measure import Plan, crowd

    found = crowd(Plan(24, step=2, history=10, news=4, seconds=0))
    assert (found.mailboxes, found.polls, found.news) == (24, 12, 2)
    assert found.jobs >= 1
    assert found.mailboxes_a_second > 0
    assert 1 < found.worker_ms < 5_000
    assert 50 < found.worker_mb < 500 > found.judge_mb > 50
    assert 0 < found.idle_pass_ms < 1_000 > found.look_ms > 0


@pytest.mark.timeout(300)
def test_lags_are_those_of_good_mailboxes_while_hostile_ones_are_at_work(server: None) -> None:
    from benchmarks.fleet.crowd.hostile import Scene, lags_of

    lags = lags_of(Scene(good=12, hostile=1, seconds=2, apart=True, jobs=1))
    assert (lags.polled, lags.hostile) == (12, 3)
    assert 0 < lags.half <= lags.most <= lags.slowest < 120


def test_one_mailbox_in_some_has_news_and_the_first_has_none() -> None:
    assert [number for number in range(50) if has_news(f"c-{number:07}", 20)] == [20, 40]


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    found = kept("crowd", Kept)
    keep("crowd", found, tmp_path)
    assert kept("crowd", Kept, tmp_path) == found
    assert [each.mailboxes for each in found.found] == [1_000, 10_000, 100_000]


def test_the_rounds_of_a_case_are_shown_by_their_medians() -> None:
    lags = [Lags(1, most, 9, 5, 0, 0.5) for most in (7, 2, 3)]
    assert Case("none", tuple(lags)).middle(lambda each: each.most) == 3


def test_processor_seconds_are_those_of_a_process_and_its_children() -> None:
    busy = "import time; t = time.process_time()\nwhile time.process_time() < t + 0.3: pass"
    before, own = processor_seconds(os.getpid()), seconds_of_one(os.getpid())
    subprocess.run([sys.executable, "-c", busy], check=True)
    # The kernel tells these in ticks of a hundredth, each of its four numbers cut off.
    assert processor_seconds(os.getpid()) - before >= 0.3 - 0.04 - 1e-6
    assert 0 <= seconds_of_one(os.getpid()) - own < 0.3


def test_a_process_is_measured_while_it_lives() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "import time; a = bytearray(b'1' * 40_000_000); time.sleep(60)"]
    ) as it:
        try:
            assert it.pid in descendants(os.getpid())
            ends_at = time.monotonic() + 30
            while peak_mb(it.pid) < 40 and time.monotonic() < ends_at:
                time.sleep(0.1)
            assert 40 < peak_mb(it.pid) < 200
        finally:
            it.kill()
    assert peak_mb(it.pid) == 0
