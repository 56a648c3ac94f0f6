"""Cold starts: what a command costs from the shell, with a store of many applications."""

from __future__ import annotations

import gzip
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cost import Cost, cost_of, in_turns, median_of, python
from benchmarks.program import command, write_configuration
from benchmarks.records import Aim, Result, Table
from benchmarks.sizes import FINDINGS_AN_APPLICATION, Sizes
from benchmarks.stores import fill
from benchmarks.today import NOW

_COLUMNS = ("command", "CPU ms, all processes", "ms by the clock", "MB, largest process")
_HELP, _STATUS, _REPORT, _HTML = "--help", "status", "report", "report --format html"
_NO_PORT = 9


@dataclass(frozen=True, slots=True)
class _Page:
    """The report as a page: its octets, and those that a server would send."""

    octets: int
    zipped: int


def commands(sizes: Sizes) -> Result:
    """Run each command in turns."""
    many = sizes.command_applications
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        configuration = write_configuration(folder, _NO_PORT)
        fill(folder / "data", many * FINDINGS_AN_APPLICATION, NOW)
        calls = _calls(configuration, folder / "report.html")
        costs = {name: median_of(each) for name, each in in_turns(calls, sizes.rounds).items()}
        page = (folder / "report.html").read_bytes()
    size = _Page(len(page), len(gzip.compress(page)))
    said = (
        f"{many} applications, {many * FINDINGS_AN_APPLICATION} findings; median of {sizes.rounds}, in turns. "
        f"The page has {size.octets / 1e6:.2f} MB, zipped {size.zipped / 1e3:.0f} kB.",
    )
    table = Table(_COLUMNS, tuple(_row(name, cost) for name, cost in costs.items()))
    return Result("Commands", said, (table,), _aims(costs, size, many))


def _calls(configuration: Path, page: Path) -> Mapping[str, Callable[[], Cost]]:
    return {
        "python -c pass": lambda: cost_of([sys.executable, "-c", "pass"]),
        _HELP: lambda: cost_of(python("inbox_watch", "--help")),
        _STATUS: lambda: cost_of(command(configuration, "status")),
        _REPORT: lambda: cost_of(command(configuration, "report")),
        "report --format json": lambda: cost_of(command(configuration, "report", "--format", "json")),
        _HTML: lambda: cost_of(command(configuration, "report", "--format", "html", "-o", page)),
    }


def _row(name: str, cost: Cost) -> tuple[str | int, ...]:
    return (name, round(cost.cpu * 1000), round(cost.wall * 1000), round(max(cost.rss, cost.others_rss)))


def _aims(costs: Mapping[str, Cost], page: _Page, many: int) -> tuple[Aim, ...]:
    about = f"on {many:,} applications"
    return (
        Aim("`--help`", 80, "ms CPU", costs[_HELP].cpu * 1000),
        Aim(f"`report` {about}", 1000, "ms CPU", costs[_REPORT].cpu * 1000),
        Aim(f"HTML report {about}", 1, "s CPU", costs[_HTML].cpu),
        Aim(f"HTML report {about}, its size", 1.5, "MB", page.octets / 1e6),
        Aim(f"HTML report {about}, zipped", 300, "kB", page.zipped / 1e3),
    )
