"""How many connections a provider lets be open at once, and how many a fleet opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inbox_watch.knowledge import Row, remembered, table

_ANY = "*"
_UNSAID = "-"


@dataclass(frozen=True, slots=True)
class Limits:
    """One row of `provider_limits.tsv`, whose head says what the columns mean; None where no number is known."""

    per_account: int | None
    per_address: int | None
    at_once: int

    def connections(self, addresses: int) -> int:
        """Return how many connections may be open at once from so many addresses of ours."""
        return self.at_once * addresses


def limits_of(provider: str) -> Limits:
    """Return the limits of a provider by its name in `providers.tsv`; those of any server for a name without a row."""
    known = _limits()
    return known.get(provider) or known[_ANY]


@remembered
def _limits() -> Mapping[str, Limits]:
    return {row["provider"]: _read(row) for row in table("provider_limits")}


def _read(row: Row) -> Limits:
    return Limits(_number(row["per_account"]), _number(row["per_address"]), int(row["at_once"]))


def _number(cell: str) -> int | None:
    return None if cell == _UNSAID else int(cell)
