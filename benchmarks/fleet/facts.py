"""What the plan rests on: numbers that were measured, each with where, and a world that is assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

_FILE = Path(__file__).parent / "facts.json"


@dataclass(frozen=True, slots=True)
class Fact:
    """One number; `source` is `measure` for `benchmarks.fleet.measure`, `trial` for what docs/fleet.md tells of."""

    value: float
    unit: str
    what: str
    source: str


@cache
def facts() -> Mapping[str, Fact]:
    """Return every fact by its name."""
    return msgspec.json.decode(_FILE.read_bytes(), type=dict[str, Fact])


def fact(name: str) -> float:
    """Return one number."""
    return facts()[name].value


@dataclass(frozen=True, slots=True)
class Group:
    """Clients who live alike: their share, and how many mails about a job they get or send a day."""

    name: str
    share: float
    job_mail: float


# Assumed, and said so in docs/fleet.md: nobody has such a fleet yet.
PROVIDERS: Mapping[str, float] = {
    "Gmail": 0.45,
    "Outlook.com": 0.20,
    "Microsoft 365": 0.08,
    "iCloud": 0.06,
    "GMX": 0.06,
    "WEB.DE": 0.05,
    "Yahoo": 0.04,
    "own servers": 0.06,
}
OWN_SERVERS, HOSTS_AN_ADDRESS = "own servers", 10
GROUPS = (Group("searching hard", 0.15, 1.0), Group("searching", 0.35, 0.3), Group("resting", 0.50, 0.02))
MAIL_A_DAY = 10.0
MEAN_ROUND_TRIP = 0.08
# The busiest hour has so many times the mail of a mean one.
PEAK = 3.0
