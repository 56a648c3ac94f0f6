"""What the user says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class StatementKind(StrEnum):
    """The kinds of things a user can say."""

    ADD_APPLICATION = "add_application"
    CLOSE = "close"
    RELABEL = "relabel"
    LINK = "link"
    EDIT = "edit"
    MARK = "mark"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the user said, in the order of `number`; the statement is never changed or deleted.

    `about` names a message (sha256), an application (the key it is known from; old closings name its id), or the
    statement that is taken back (its number). `values` are the fields of the kind, as text.
    """

    number: int
    kind: StatementKind
    said_at: datetime
    about: str
    values: Mapping[str, str] = field(default_factory=dict)


def in_force(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """What still holds, in the order of saying: neither what was taken back nor the taking back."""
    said = sorted(statements, key=lambda statement: statement.number)
    taken_back = {statement.about for statement in said if statement.kind is StatementKind.UNDO}
    return tuple(
        statement
        for statement in said
        if statement.kind is not StatementKind.UNDO and str(statement.number) not in taken_back
    )
