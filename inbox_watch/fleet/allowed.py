"""How many connections may be open to a provider at once, over all workers of a fleet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inbox_watch.knowledge.limits import limits_of


@dataclass(frozen=True, slots=True)
class Allowed:
    """What is known of a provider (`provider_limits.tsv`) holds for each of our `addresses`; `named` stands over it."""

    addresses: int = 1
    named: Mapping[str, int] = field(default_factory=dict)

    def connections(self, queue: str) -> int:
        """Return how many connections to a provider, or to a server that is none's, may be open at once."""
        return self.named.get(queue) or limits_of(queue).connections(self.addresses)
