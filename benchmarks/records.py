"""What a benchmark returns: sentences, tables and aims; rendering is not its affair."""

from __future__ import annotations

from dataclasses import dataclass

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a table; a cell that could not be measured is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """Work, what it aims at, and what was measured: at most (or at least) the limit, in the same unit.

    Nothing was measured where a program was missing.
    """

    work: str
    limit: float
    unit: str
    measured: float | None
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        """What was measured, in limits."""
        return None if self.measured is None else self.measured / self.limit

    @property
    def is_met(self) -> bool | None:
        """Whether the limit is kept; None where nothing was measured."""
        if self.measured is None:
            return None
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit


@dataclass(frozen=True, slots=True)
class Result:
    """One benchmark: `said` are paragraphs on what was done."""

    title: str
    said: tuple[str, ...]
    tables: tuple[Table, ...]
    aims: tuple[Aim, ...] = ()


@dataclass(frozen=True, slots=True)
class Conditions:
    """When, at which size, and where something was measured; no name of a machine and no path."""

    day: str
    size: str
    machine: str
    versions: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A result with its conditions, as it is kept."""

    name: str
    result: Result
    conditions: Conditions
