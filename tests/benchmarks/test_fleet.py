"""The simulated fleet keeps the rules of the real one, and docs/fleet.md says what it found."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from benchmarks.fleet.__main__ import PAGE, part_of, renewed
from benchmarks.fleet.digits import about
from benchmarks.fleet.facts import GROUPS, PROVIDERS, fact, facts
from benchmarks.fleet.outage import outage
from benchmarks.fleet.simulation import HOUR, Scenario, _starts, simulate
from benchmarks.fleet.sizing import _poll_cpu, need_of, outcome_of
from benchmarks.fleet.tables import TABLES, written
from benchmarks.fleet.world import ENDLESS, REFUSING, back_offs, waits_after
from inbox_watch.fleet.cadence import Cause, Trouble, back_off, interval
from inbox_watch.fleet.health import WINDOW
from inbox_watch.fleet.shards import SIZE
from inbox_watch.knowledge.providers import provider_named

NOW = datetime(2026, 5, 1, tzinfo=UTC)
SMALL = Scenario(3_000)
# Another build of numpy may round otherwise.
NEAR = 0.02


def test_mailboxes_wait_as_the_cadence_says() -> None:
    minutes = [0, 1, 1439, 1440, 4319, 4320, 20159, 20160, 43199, 43200, 10**6]
    expected = [interval(NOW - timedelta(minutes=each), NOW).total_seconds() for each in minutes]
    assert waits_after(np.array(minutes) * 60.0).tolist() == expected


@pytest.mark.parametrize(("kind", "cause"), [(ENDLESS, Cause.UNAVAILABLE), (REFUSING, Cause.LOGIN)])
def test_mailboxes_in_trouble_wait_as_the_cadence_says(kind: int, cause: Cause) -> None:
    times = range(1, 40)
    expected = [back_off(Trouble(cause, each)).total_seconds() for each in times]
    assert back_offs(kind, np.array(times)).tolist() == expected


def test_a_thread_that_is_free_takes_the_next_mailbox() -> None:
    assert _starts(np.array([5.0, 1.0, 1.0, 9.0]), 2).tolist() == [0.0, 0.0, 1.0, 2.0]


def test_the_same_scenario_comes_out_the_same() -> None:
    one, other = simulate(SMALL), simulate(SMALL)
    assert one.lags.tolist() == other.lags.tolist()
    assert one.lags.tolist() != simulate(replace(SMALL, seed=2)).lags.tolist()


def test_a_fleet_that_is_well_keeps_its_places_and_leaves_nobody_behind() -> None:
    """A mailbox is due at some moment between two dispatches, so it waits for half a minute in the mean."""
    outcome = simulate(SMALL)
    assert all(0 < queue.most_running <= queue.room.shards for queue in outcome.queues)
    assert sum(outcome.late) == 0
    assert outcome.lags.min() >= 0
    assert outcome.lag(0.5) == pytest.approx(30, abs=4)
    assert outcome.jobs * SIZE >= outcome.polls > outcome.jobs


def test_as_many_polls_are_made_as_the_waits_of_all_groups_call_for() -> None:
    """Time since the last of a Poisson stream is exponential, so each step has its share; then the lag comes on top."""
    outcome = outcome_of(Scenario(100_000))
    edges = np.array([0.0, 1.0, 3.0, 14.0, 30.0, np.inf])
    waits = waits_after(edges[:-1] * 86_400)
    shares = sum(group.share * -np.diff(np.exp(-group.job_mail * edges)) for group in GROUPS)
    expected = 100_000 * float((shares / (waits + outcome.lags.mean())).sum())
    assert outcome.polls_a_second == pytest.approx(expected, rel=0.01)


def test_what_a_killed_worker_left_is_done_by_others() -> None:
    """Killed in the second after a dispatch, when its jobs are under way."""
    outcome = simulate(replace(SMALL, kill_at=HOUR + 1, workers=1))
    assert outcome.again > 0
    assert sum(outcome.late) == 0
    assert 70 <= outcome.lag(1.0) <= 70 + 120 + 60


def test_a_provider_with_too_few_connections_falls_behind_and_the_others_do_not() -> None:
    outcome = simulate(Scenario(1_000_000, 1, warm_up=600, lasts=1200))
    late = dict(zip([queue.name for queue in outcome.queues], outcome.late, strict=True))
    assert late["Gmail"] > 0
    assert late["own servers"] == 0


def test_hostile_mailboxes_in_jobs_of_their_own_move_the_lag_of_the_others_by_less_than_a_fifth() -> None:
    well, hostile = (outcome_of(Scenario(100_000, hostile=share)) for share in (0.0, 0.05))
    assert hostile.lag(0.95, well=True) <= 1.2 * well.lag(0.95, well=True)


def test_a_provider_that_was_down_is_read_again_at_once_and_was_hardly_asked() -> None:
    each, paused = (outage(4_000, pauses=pauses) for pauses in (False, True))
    assert paused.well_after is not None
    assert paused.well_after <= timedelta(minutes=15)
    assert paused.failed < each.failed / 10
    assert paused.blamed < 2 * WINDOW < each.blamed


# What it rests on


def test_every_provider_of_the_world_is_known_and_shares_are_whole() -> None:
    assert [name for name in PROVIDERS if name != "own servers" and not provider_named(name)] == []
    assert sum(PROVIDERS.values()) == pytest.approx(1)
    assert sum(group.share for group in GROUPS) == pytest.approx(1)


def test_every_fact_says_where_it_is_from() -> None:
    sources = ("measure", "trial", "trial of the engines", "RFC ", "docs/performance.md, ")
    assert [each.what for each in facts().values() if not each.source.startswith(sources)] == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0"), (0.1534, "0.153"), (5.04, "5.04"), (33.7, "33.7"), (60.04, "60"), (999.9, "1,000"), (31_415, "31,400")],
)
def test_three_digits_count(value: float, expected: str) -> None:
    assert about(value) == expected


# The page


@pytest.mark.timeout(600)  # a million mailboxes, on a machine that may have other work
@pytest.mark.parametrize("name", TABLES)
def test_the_page_shows_what_the_simulation_finds(name: str) -> None:
    shown, found = part_of(PAGE.read_text("utf-8"), name)[1], written(name)
    assert _words(shown) == _words(found)
    assert _numbers(shown) == pytest.approx(_numbers(found), rel=NEAR)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d]+", text)


def _numbers(text: str) -> list[float]:
    return [float(each.replace(",", "")) for each in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


@pytest.mark.timeout(600)
def test_what_the_page_says_in_short() -> None:
    need = need_of(1_000_000)
    assert sum(map(need.outcome.connections, need.outcome.queues)) == pytest.approx(380, rel=NEAR)
    assert need.outcome.scenario.addresses == 3
    assert need.cores + need.judges == pytest.approx(40, rel=0.1)
    assert need.disk_a_year == pytest.approx(15_000, rel=0.05)
    assert _poll_cpu() == pytest.approx(0.033, abs=0.0005)
    assert fact("quiet_poll_cpu") == pytest.approx(0.019, abs=0.0006)
    assert fact("server_store_cpu") == pytest.approx(0.014, abs=0.0006)


def test_a_page_without_a_place_for_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="0 places for the table facts"):
        renewed("nothing")
