"""The reliability picture: how often answers are right against how sure they were, as SVG."""

from __future__ import annotations

from collections.abc import Sequence

from inbox_watch.learn.measure import Answer, reliability

SIZE = 320
_MARGIN = 40


def reliability_picture(answers: Sequence[Answer]) -> str:
    """A square with the diagonal of perfect calibration; a dot a range, its area the number of messages."""
    bins = reliability(answers)
    most = max((each.count for each in bins), default=1)
    dots = "".join(
        f'<circle cx="{_x(each.sure):.1f}" cy="{_y(each.right):.1f}" r="{2 + 10 * (each.count / most) ** 0.5:.1f}" '
        f'fill="#3465a4" fill-opacity="0.7"><title>{each.count} messages, {each.sure:.0%} sure, {each.right:.0%} right'
        "</title></circle>"
        for each in bins
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img" '
        'font-family="sans-serif" font-size="11">'
        "<title>How often answers are right, by how sure they were</title>"
        f'<rect width="{SIZE}" height="{SIZE}" fill="#ffffff"/>{_frame()}{dots}</svg>\n'
    )


def _frame() -> str:
    low, high = _x(0), _x(1)
    ticks = "".join(
        f'<text x="{_x(tick):.0f}" y="{_y(0) + 16:.0f}" text-anchor="middle">{tick:.0%}</text>'
        f'<text x="{low - 6:.0f}" y="{_y(tick) + 4:.0f}" text-anchor="end">{tick:.0%}</text>'
        for tick in (0, 0.25, 0.5, 0.75, 1)
    )
    return (
        f'<path d="M{low:.0f} {_y(1):.0f}V{_y(0):.0f}H{high:.0f}" fill="none" stroke="#555"/>'
        f'<path d="M{low:.0f} {_y(0):.0f}L{high:.0f} {_y(1):.0f}" stroke="#bbb" stroke-dasharray="4 3"/>{ticks}'
        f'<text x="{SIZE / 2:.0f}" y="{SIZE - 4}" text-anchor="middle">how sure</text>'
        f'<text x="{low + 4:.0f}" y="{_y(1) - 8:.0f}">right</text>'
    )


def _x(share: float) -> float:
    return _MARGIN + share * (SIZE - _MARGIN - 20)


def _y(share: float) -> float:
    return SIZE - _MARGIN - share * (SIZE - _MARGIN - 24)
