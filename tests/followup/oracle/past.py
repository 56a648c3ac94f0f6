"""What is known of an application at the end of a day, while its history is gone through."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from inbox_watch.records import State, Step
from tests.followup.oracle.sendings import Delivery


@dataclass(frozen=True, slots=True)
class Question:
    """A mail that may be an answer, by its day; is it most likely a receipt?"""

    on: date
    is_likely_receipt: bool


@dataclass(slots=True)
class Course:
    """What is known at the end of a day; `..._since` are places in the history of the mail that opened something.

    `step_on` is the day on which the present step began. `open` is the one open matter: a test, a request, a reply, a
    hold (through `hold_until`) or a talk without a day; a talk on the known day `talk_on` stands beside it.
    `held_on` is the last such day that is over. `their_date` is the end of the stated timeline or of the hold in force.
    """

    delivery: Delivery
    step_on: date
    their_date: date | None
    step: Step = Step.APPLICATION
    step_since: int = -1
    open: State | None = None
    open_since: int = -1
    hold_until: date | None = None
    talk_on: date | None = None
    talk_since: int = -1
    held_on: date | None = None
    restarts: list[date] = field(default_factory=list)
    absences: list[date] = field(default_factory=list)
    follow_ups: list[date] = field(default_factory=list)
    promised_on: date | None = None
    decision: State | None = None
    is_contested: bool = False
    questions: list[Question] = field(default_factory=list)
    no_contact: bool = False
    acknowledged_on: date | None = None

    @property
    def clock_start(self) -> date:
        """The day on which the present step began, or of the last restart in it."""
        return max([self.step_on, *self.restarts])

    @property
    def used_on(self) -> date | None:
        """The day of the first follow-up of the present step (contract, settled 3)."""
        return min((day for day in self.follow_ups if day > self.step_on), default=None)

    @property
    def has_talk(self) -> bool:
        """Is a talk ahead, on a known day or not?"""
        return self.talk_on is not None or self.open is State.INTERVIEW

    def begin(self, step: Step, day: date, since: int) -> None:
        """SR02: each completed step opens a new one with its own budget and its own clock."""
        if self.open is not State.ON_HOLD and self.their_date and self.their_date < day:
            # what ended before the clock started is over
            self.their_date = None
        if day >= self.step_on:
            self.step, self.step_on, self.step_since, self.promised_on = step, day, since, None

    def stop(self, state: State, place: int) -> None:
        """Open a matter in place of the one that was open."""
        if self.open is not state:
            self.open, self.open_since = state, place

    def hand_in(self, step: Step, day: date) -> None:
        """Close what is open because it was done."""
        self.open = None
        self.begin(step, day, self.open_since)
