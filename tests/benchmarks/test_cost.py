from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import pytest

from benchmarks.cost import Cost, cost_of, in_turns, median_of, medians

# A worker of a fork server outlives whoever asked for it, and burns half a second.
WORKER = """
import multiprocessing, time
def burn():
    end = time.process_time() + 0.5
    while time.process_time() < end: pass
if __name__ == "__main__":
    process = multiprocessing.get_context("forkserver").Process(target=burn)
    process.start()
    process.join()
"""


def a_cost(wall: float, printed: str = "") -> Cost:
    return Cost(wall, cpu=wall / 2, rss=10 * wall, others_rss=0, code=0, printed=printed)


def test_workers_of_a_fork_server_are_counted(tmp_path: Path) -> None:
    script = tmp_path / "worker.py"
    script.write_text(WORKER, "utf-8")
    cost = cost_of([sys.executable, str(script)])
    assert cost.cpu > 0.5
    assert cost.others_rss > 5


def test_what_was_printed_is_kept_and_its_numbers_can_be_asked_for() -> None:
    cost = cost_of([sys.executable, "-c", "print('{\"messages\": 3}')"])
    assert cost.told("messages") == 3
    assert cost.wall > 0


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="left with 3"):
        cost_of([sys.executable, "-c", "raise SystemExit(3)"])


def test_a_code_that_is_expected_is_none_to_fail_by() -> None:
    assert cost_of([sys.executable, "-c", "raise SystemExit(3)"], codes=(0, 3)).code == 3


def test_contestants_run_once_a_round_and_not_always_in_the_same_order() -> None:
    order: list[str] = []

    def run(name: str) -> Cost:
        order.append(name)
        return a_cost(1)

    costs = in_turns({name: partial(run, name) for name in "abc"}, rounds=8)
    assert {name: len(each) for name, each in costs.items()} == {"a": 8, "b": 8, "c": 8}
    rounds = [tuple(order[start : start + 3]) for start in range(0, 24, 3)]
    assert all(sorted(each) == ["a", "b", "c"] for each in rounds)
    assert len(set(rounds)) > 1


def test_the_median_of_times_and_the_most_of_memory() -> None:
    middle = median_of([a_cost(3, "three"), a_cost(1, "one"), a_cost(2, "two")])
    assert (middle.wall, middle.cpu, middle.rss, middle.printed) == (2, 1, 30, "two")


def test_the_median_of_each_stage() -> None:
    rounds = [{"facts": 1.0, "judge": 9.0}, {"facts": 3.0, "judge": 7.0}, {"facts": 2.0, "judge": 8.0}]
    assert medians(rounds) == {"facts": 2.0, "judge": 8.0}
