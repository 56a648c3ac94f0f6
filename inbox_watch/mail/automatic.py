"""Header fields to marks of software at work (RFC 3834 and vendors' marks); votes, never verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from inbox_watch.knowledge import table
from inbox_watch.records import AutomaticMark


def automatic_marks(headers: Iterable[tuple[str, str]]) -> tuple[AutomaticMark, ...]:
    """Return the marks among the header fields (name, value), in the order of the message.

    Their absence proves nothing: most applicant tracking systems set none.
    """
    known = _known_headers()
    return tuple(
        AutomaticMark(name, value.strip()[:80], vote)
        for name, value in headers
        for pattern, vote in known.get(name.lower(), ())
        if pattern.search(value)
    )


@cache
def _known_headers() -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    known: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {}
    for row in table("automatic"):
        entry = (re.compile(row["pattern"], re.IGNORECASE), row["vote"])
        known[row["header"].lower()] = (*known.get(row["header"].lower(), ()), entry)
    return known
