"""What grows with the mailbox, and what does not."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cost import Cost, cost_of, median_of, python
from benchmarks.invented import applications_of
from benchmarks.program import command, write_configuration
from benchmarks.records import Aim, Result, Table
from benchmarks.sizes import FINDINGS_AN_APPLICATION, Sizes
from benchmarks.stores import fill
from benchmarks.today import NOW

# So many new messages, half of them about employers that are there.
_NEWS = 200
_FLAT, _MEMORY = 20, 300
_NO_PORT = 9
_COLUMNS = (
    "findings",
    "applications",
    "filling, ms a finding",
    "MB on the disk",
    "new mail, ms a message",
    "nothing new, ms",
    "first poll of a day, s",
    "MB, new mail",
    "MB, first of a day",
)
_REPORT_COLUMNS = ("applications", "findings", "`status`, CPU s", "`report`, CPU s", "MB")


@dataclass(frozen=True, slots=True)
class _Grown:
    """What one size costs; processor seconds and MB."""

    findings: int
    filling: Cost
    news: Cost
    quiet: Cost
    day: Cost

    @property
    def news_each(self) -> float:
        """Milliseconds of a new message."""
        return 1000 * self.news.told("cpu") / _NEWS


def growth(sizes: Sizes) -> Result:
    """Fill stores of each size, and let mail come to each."""
    rounds = sizes.rounds
    grown = [_grown(count, rounds) for count in sizes.findings]
    reports = [_report(many, rounds) for many in sizes.report_applications]
    said = (
        f"Stores were filled through their own door with invented findings. Then {_NEWS} new messages, half "
        "of them of employers that are there, are kept and linked, and what is due is told, as a poll does; fetching "
        f"and judging do not count. Processor time, median of {rounds}.",
    )
    tables = (Table(_COLUMNS, tuple(map(_row, grown))), Table(_REPORT_COLUMNS, tuple(reports)))
    return Result("Growth", said, tables, _aims(grown))


def _grown(count: int, rounds: int) -> _Grown:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        filling = _work("fill", data, count)
        first = [_work("day", data) for _ in range(rounds)]
        quiet = [_work("quiet", data) for _ in range(rounds)]
        news = [_work("news", data, _NEWS) for _ in range(rounds)]
        return _Grown(count, filling, median_of(news), median_of(quiet), median_of(first))


def _work(part: str, data: Path, *count: int) -> Cost:
    return cost_of(python("benchmarks.growth_work", part, data, *count))


def _row(grown: _Grown) -> tuple[int | float, ...]:
    return (
        grown.findings,
        applications_of(grown.findings),
        1000 * grown.filling.told("cpu") / grown.findings,
        grown.filling.told("octets") / 1e6,
        grown.news_each,
        1000 * grown.quiet.told("cpu"),
        grown.day.told("cpu"),
        round(grown.news.rss),
        round(grown.day.rss),
    )


def _report(many: int, rounds: int) -> tuple[int | float, ...]:
    with tempfile.TemporaryDirectory() as home:
        configuration = write_configuration(Path(home), _NO_PORT)
        fill(Path(home) / "data", many * FINDINGS_AN_APPLICATION, NOW)
        status = median_of([cost_of(command(configuration, "status")) for _ in range(rounds)])
        report = median_of([cost_of(command(configuration, "report")) for _ in range(rounds)])
    findings = many * FINDINGS_AN_APPLICATION
    return (many, findings, status.cpu, report.cpu, round(report.rss))


def _aims(grown: list[_Grown]) -> tuple[Aim, ...]:
    least, most = grown[0], grown[-1]
    more = 100 * (most.news_each / least.news_each - 1)
    largest = max(max(each.news.rss, each.day.rss) for each in grown)
    return (
        Aim(f"growth {least.findings:,} → {most.findings:,}: more time a message", _FLAT, "%", more),
        Aim(f"growth to {most.findings:,}: memory of a poll", _MEMORY, "MB", largest),
    )
