"""What the user says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class StatementKind(StrEnum):
    """The kinds of things a user can say."""

    ADD_APPLICATION = "add_application"
    CLOSE = "close"
    RELABEL = "relabel"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing the user said, in the order of `number`; `about` names a message (sha256) or an application (id).

    `values` are the fields of the kind, as text; the statement is never changed or deleted.
    """

    number: int
    kind: StatementKind
    said_at: datetime
    about: str
    values: Mapping[str, str] = field(default_factory=dict)
