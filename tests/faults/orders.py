"""What is asked of the host of runs, and what it answers."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Order(msgspec.Struct, frozen=True, tag=True):
    """A command of the program that a fork of the host runs; its output is appended to two files.

    `now` is what its clock shows, None for the true time. `stop_at` kills it before its step number so-and-so.
    `held` makes it wait for SIGCONT before it begins. `own_judge` lets it load its models as the program does.
    It waits so long for an octet of a server, a poll takes so long at most, and a target of alerts, where that is said.
    """

    arguments: tuple[str, ...]
    out: str
    err: str
    now: datetime | None = None
    stop_at: int | None = None
    held: bool = False
    own_judge: bool = False
    read_seconds: float | None = None
    run_seconds: float | None = None
    service_seconds: float | None = None


class Begun(msgspec.Struct, frozen=True):
    """The process of a run."""

    process: int


class Await(msgspec.Struct, frozen=True, tag=True):
    """Wait for the end of a run."""

    process: int


class Ended(msgspec.Struct, frozen=True):
    """How a run ended: an exit code, or minus the signal that ended it."""

    code: int
