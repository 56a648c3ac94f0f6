from __future__ import annotations

import pytest

from benchmarks.records import Aim


@pytest.mark.parametrize(("measured", "met"), [(299.0, True), (300.0, True), (301.0, False), (None, None)])
def test_at_most(measured: float | None, met: bool | None) -> None:
    assert Aim("memory", 300, "MB", measured).is_met is met


@pytest.mark.parametrize(("measured", "met"), [(699.0, False), (700.0, True), (None, None)])
def test_at_least(measured: float | None, met: bool | None) -> None:
    assert Aim("poll", 700, "messages/s", measured, at_least=True).is_met is met


def test_the_ratio_is_in_limits() -> None:
    assert Aim("memory", 300, "MB", 450.0).ratio == 1.5
    assert Aim("memory", 300, "MB", None).ratio is None
