"""What is known of an application at the end of a day, while its history is gone through."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from inbox_watch.records import State, Step
from tests.followup.oracle.sendings import Arrival


@dataclass(frozen=True, slots=True)
class Opened:
    """A step that began `on` a day; mail from the place `since` on speaks for it.

    A Sent mail may be its follow-up from the day `first_day` on, and behind the place `behind`.
    `waits_no_more`: a hold without a stated end has had its wait already.
    """

    step: Step
    on: date
    since: int
    first_day: date
    behind: int = -1
    waits_no_more: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that stops the clock: since the mail at `opened`, last spoken of at `spoken`, over after `until`."""

    state: State
    opened: int
    spoken: int
    until: date | None = None
    is_stated: bool = False
    ends_when_answered: bool = True


@dataclass(slots=True)
class Course:
    """What is known at the end of a day."""

    arrival: Arrival
    steps: list[Opened]
    matters: list[Matter] = field(default_factory=list)
    restarts: list[date] = field(default_factory=list)
    timelines: list[tuple[int, date]] = field(default_factory=list)
    absences: list[tuple[int, date]] = field(default_factory=list)
    follow_ups: list[tuple[int, date]] = field(default_factory=list)
    promised_on: date | None = None
    decision: State | None = None
    withdrawn: bool = False
    doubtful: bool = False
    no_contact: bool = False
    acknowledged_on: date | None = None

    @property
    def step(self) -> Opened:
        """The step that began last."""
        latest = self.steps[0]
        for step in self.steps[1:]:
            latest = step if step.on >= latest.on else latest
        return latest

    def open(self, step: Opened) -> None:
        """SR02: each completed step opens a new one with its own budget and its own clock."""
        self.steps.append(step)

    def close(self, *states: State) -> list[Matter]:
        """Return the matters of these states, which are open no more."""
        closed = [matter for matter in self.matters if matter.state in states]
        self.matters = [matter for matter in self.matters if matter.state not in states]
        return closed
