"""How large the work of the benchmarks is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its round trip in seconds, and octets a second downwards."""

    rtt: float
    bandwidth: float


SLOW, SLOWER = Line(0.040, 6.25e6), Line(0.120, 1.25e6)


@dataclass(frozen=True, slots=True)
class Sizes:
    """One size of everything: messages of each mailbox, findings and applications of each store, rounds to take the
    median of."""

    name: str
    rounds: int
    backlog: int
    linked: int
    quiet: int
    staged: int
    command_applications: int
    findings: tuple[int, ...]
    report_applications: tuple[int, ...]


SIZES: Mapping[str, Sizes] = {
    sizes.name: sizes
    for sizes in (
        Sizes("quick", 1, 60, 40, 240, 60, 40, (200,), (20,)),
        Sizes("medium", 3, 1_000, 200, 6_000, 500, 200, (1_000, 5_000), (100, 300)),
        Sizes("full", 5, 10_000, 500, 50_000, 3_000, 1_000, (1_000, 10_000, 100_000, 1_000_000), (100, 1_000, 10_000)),
    )
}
# A store of so many findings for each application; the largest have more mail, and no more applications than this.
FINDINGS_AN_APPLICATION = 10
MOST_APPLICATIONS = 10_000
