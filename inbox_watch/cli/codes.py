"""One exit code for several attempts."""

from __future__ import annotations

from collections.abc import Collection

from inbox_watch.errors import EXIT_CONFIGURATION, EXIT_MIXED


def overall(codes: Collection[int]) -> int:
    """All fine 0; all failed alike their code; anything mixed 3, but for a bad configuration (contract, settled 10)."""
    different = set(codes)
    if len(different) == 1:
        return different.pop()
    return EXIT_CONFIGURATION if EXIT_CONFIGURATION in different else EXIT_MIXED
