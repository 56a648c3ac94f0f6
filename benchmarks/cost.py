"""What a command costs, and contestants in turns."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one run: seconds by the clock and of all processors, the largest sizes of the process and of any other of its
    descendants in MB, its exit code and what it printed."""

    wall: float
    cpu: float
    rss: float
    others_rss: float
    code: int
    printed: str = ""

    def told(self, name: str) -> float:
        """A number of the JSON object that a contestant prints."""
        return float(json.loads(self.printed)[name])


def python(module: str, *arguments: object) -> list[str]:
    """The command that runs a module with this Python."""
    return [sys.executable, "-m", module, *map(str, arguments)]


def cost_of(command: Sequence[str], *, codes: tuple[int, ...] = (0,)) -> Cost:
    """Run a command to its end; raises RuntimeError when it leaves with another code."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "cost.json"
        watched = python("benchmarks.watched", out, *command)
        done = subprocess.run(watched, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=True)
        told = json.loads(out.read_text("utf-8"))
    if told["code"] not in codes:
        raise RuntimeError(f"{' '.join(command)} left with {told['code']}: {done.stderr[-2000:]}")
    return Cost(
        told["wall"], told["cpu"], told["rss"] / 1024, told["others_rss"] / 1024, told["code"], done.stdout.strip()
    )


def _environment() -> dict[str, str]:
    """This checkout, a terminal that nobody looks at, and modules that stay compiled, as those of an installed program
    do."""
    left = ("INBOX_WATCH", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left)}
    path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
    return {**kept, "PYTHONPATH": path, "COLUMNS": "80", "LANG": "C.UTF-8"}


def in_turns(contestants: Mapping[str, Callable[[], Cost]], rounds: int, seed: int = 1) -> dict[str, tuple[Cost, ...]]:
    """Run all contestants once a round, each round in another order: what slows the machine slows them alike."""
    dice = random.Random(seed)
    found: dict[str, list[Cost]] = {name: [] for name in contestants}
    for _ in range(rounds):
        order = list(contestants)
        dice.shuffle(order)
        for name in order:
            found[name].append(contestants[name]())
    return {name: tuple(costs) for name, costs in found.items()}


def median_of(costs: Sequence[Cost]) -> Cost:
    """The median of each number; what was printed is that of the run in the middle by the clock."""
    middle = sorted(costs, key=lambda cost: cost.wall)[len(costs) // 2]
    return Cost(
        median(cost.wall for cost in costs),
        median(cost.cpu for cost in costs),
        max(cost.rss for cost in costs),
        max(cost.others_rss for cost in costs),
        middle.code,
        middle.printed,
    )


def medians(rounds: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The median of each number that all rounds have."""
    return {name: median(each[name] for each in rounds) for name in rounds[0]}
