"""How many of the user's own applications were answered after a silence as long as that of one that is still silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from inbox_watch.records import Report, Standing, Step
from inbox_watch.report.listening import last_look
from inbox_watch.report.lives import first_answer_days, open_days
from inbox_watch.report.summary import Waits
from inbox_watch.report.survival import Later, answered_later, horizon

ENOUGH = 20  # applications that arrived; fewer tell nothing about the next one


@dataclass(frozen=True, slots=True)
class Share:
    """A share and its 95 % band in words; both are empty where too little is known."""

    share: str = ""
    band: str = ""


@dataclass(frozen=True, slots=True)
class LaterAnswers:
    """The shares of a report, and the day up to which they look; `until` is 0 when nothing can be said yet."""

    of: Callable[[Standing], Share]
    until: int


def later_answers(report: Report, waits: Waits) -> LaterAnswers:
    """Look at the user's history once; each length of a silence is reckoned once.

    An application that has had an answer is not like those that had none: after an interview nothing is said.
    """
    if len(waits.days) < ENOUGH:
        return LaterAnswers(lambda _: Share(), 0)
    looked = last_look(report)
    after = cache(lambda silent: _said(answered_later(waits.days, waits.came, silent)))

    def of(standing: Standing) -> Share:
        had_one = standing.step is not Step.APPLICATION or first_answer_days(standing) is not None
        return Share() if had_one else after(open_days(standing, looked))

    return LaterAnswers(of, horizon(waits.days))


def _said(later: Later | None) -> Share:
    if later is None:
        return Share()
    share, low, high = (round(100 * part) for part in (later.share, later.low, later.high))
    if later.share == 0:
        return Share("none", f"at most {high} %")
    return Share(f"{share} %", f"{low} to {high} %")
