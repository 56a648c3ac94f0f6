"""`python -m benchmarks.fleet.crowd [MAILBOXES ...]`: lets fleets of these sizes work, and keeps what they cost.

On Linux, with PostgreSQL and the extra `fleet`; 1,000, 10,000 and 100,000 take half an hour on two busy cores. Of a
fleet no more than POLLS mailboxes are polled. `python -m benchmarks.fleet` puts what is kept into docs/fleet.md.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from benchmarks.fleet.crowd.found import Found, Kept, keep
from benchmarks.fleet.crowd.measure import Plan, crowd, here

SIZES, POLLS = (1_000, 10_000, 100_000), 2_000


def main(sizes: Sequence[int]) -> int:
    """Measure each size; what is found is kept after each."""
    found: list[Found] = []
    for size in sizes:
        found.append(crowd(Plan(size, step=max(1, size // POLLS))))
        keep("crowd", Kept(here(f"{POLLS:,} polls at most"), tuple(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main(tuple(map(int, sys.argv[1:])) or SIZES))
