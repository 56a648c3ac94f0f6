"""The islands there were before, as the chart asks for them: in a store, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol


class Side(IntEnum):
    """How an island has a trait."""

    ASKS = 0
    HOLDS = 1
    MAY_HOLD = 2


@dataclass(frozen=True, slots=True)
class Shore:
    """What is known of an island that was there before: is an application on it, and has the user spoken of it?"""

    founded: bool = False
    spoken: bool = False


class Before(Protocol):
    """The islands there were before."""

    def island_of(self, key: str) -> int | None:
        """The island a key is on."""

    def shore(self, island: int) -> Shore:
        """What is known of an island."""

    def having(self, side: Side, trait: int) -> Iterable[int]:
        """The islands that have a trait in this way."""

    def may_hold(self, island: int) -> Iterable[int]:
        """The traits an island comes to hold with its first application."""

    def keys(self, island: int) -> Iterable[str]:
        """The keys on an island."""


class Nothing:
    """No islands yet."""

    def island_of(self, key: str) -> int | None:  # noqa: ARG002  # the words of `Before`
        """None."""
        return None

    def shore(self, island: int) -> Shore:
        """Never asked, since there is no island."""
        raise KeyError(island)

    def having(self, side: Side, trait: int) -> Iterable[int]:  # noqa: ARG002  # the words of `Before`
        """None."""
        return ()

    def may_hold(self, island: int) -> Iterable[int]:
        """Never asked, since there is no island."""
        raise KeyError(island)

    def keys(self, island: int) -> Iterable[str]:
        """Never asked, since there is no island."""
        raise KeyError(island)
