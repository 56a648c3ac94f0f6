"""Numbers as the pages of a fleet show them."""

from __future__ import annotations

import math

_SHOWN = 3


def about(value: float) -> str:
    """Return a number with two or three digits that count."""
    if value == 0:
        return "0"
    digits = _SHOWN - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, digits)
    return f"{rounded:,.0f}" if digits <= 0 else f"{rounded:.{digits}f}".rstrip("0").rstrip(".")
