"""`python -m benchmarks.fleet`: simulates, and writes the tables of docs/fleet.md anew; about half a minute."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from benchmarks.fleet.tables import TABLES, written

PAGE = Path(__file__).resolve().parents[2] / "docs" / "fleet.md"


def part_of(page: str, name: str) -> re.Match[str]:
    """Find the place of a table in the page; raises ValueError where there is not one."""
    found = list(re.finditer(rf"<!-- table {name} -->\n\n(.*?)\n\n<!-- end -->", page, re.DOTALL))
    if len(found) != 1:
        raise ValueError(f"the page has {len(found)} places for the table {name}; one is needed")
    return found[0]


def renewed(page: str) -> str:
    """Return the page with all of its tables made anew."""
    for name in TABLES:
        start, end = part_of(page, name).span(1)
        page = page[:start] + written(name) + page[end:]
    return page


def main() -> int:
    """Write the page."""
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
