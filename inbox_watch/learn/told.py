"""What a reader found in the messages of the corpus: `data/facts_truth`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inbox_watch.facts.names import RoleFit, role_fit, role_key


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader found in a message: titles and employers, in its own words."""

    roles: tuple[str, ...]
    employers: tuple[str, ...]


def read_truth(path: Path) -> dict[str, Told]:
    """What was found in each message, by its id."""
    rows = (line.split("\t") for line in path.read_text("utf-8").removesuffix("\n").split("\n")[1:])
    return {row[0]: Told(_several(row[2]), _several(row[1])) for row in rows}


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(" | ") if part)


def outcome(role: str, told: Told) -> str:
    """How a title compares with the reader's: right (the same words, grades aside), part (some in common), wrong or
    missed; where the reader found none, said or none."""
    if not told.roles:
        return "said" if role else "none"
    if not role:
        return "missed"
    if role_key(role) in map(role_key, told.roles):
        return "right"
    return "part" if any(role_fit(role, each) is not RoleFit.OTHER for each in told.roles) else "wrong"
