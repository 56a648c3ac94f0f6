"""The numbers behind the pictures, counted with pandas (imported here only, and only when asked)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from inbox_watch.records import Report, Standing, State, Via
from inbox_watch.report.charts.rhythm import Week
from inbox_watch.report.listening import last_look
from inbox_watch.report.lives import (
    answers,
    first_answer_days,
    had_autoresponse,
    open_days,
    was_answered,
    was_interviewed,
    was_offered,
)

if TYPE_CHECKING:
    import pandas as pd

_WEEKS = 20
_FEWEST_WEEKS = 8


@dataclass(frozen=True, slots=True)
class Waits:
    """Days to the first answer of every delivered application, or as long as it was known to be open when none `came`.

    `median` and `ninth_decile` are of the answers that came, None when none did.
    """

    days: tuple[int, ...]
    came: tuple[bool, ...]
    median: int | None
    ninth_decile: int | None

    @property
    def answers(self) -> int:
        """How many answers the numbers rest on."""
        return sum(self.came)


@dataclass(frozen=True, slots=True)
class Way:
    """One way of applying: how many went out that way, and how many of them were answered."""

    via: Via
    sent: int
    answered: int


@dataclass(frozen=True, slots=True)
class Aim:
    """Letters by mail to one employer each, or the same letter to many: how many arrived, how many were answered."""

    mass_mail: bool
    sent: int
    answered: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a report counts."""

    sent: int
    autoresponses: int
    answered: int
    interviews: int
    offers: int
    states: Mapping[State, int]
    waits: Waits
    ways: tuple[Way, ...]
    aims: tuple[Aim, ...]
    weeks: tuple[Week, ...]


def summarise(report: Report) -> Summary:
    """Count a report."""
    table = _table(report)
    totals = table[["autoresponse", "answered", "interview", "offer"]].sum()
    return Summary(
        sent=len(table),
        autoresponses=int(totals["autoresponse"]),
        answered=int(totals["answered"]),
        interviews=int(totals["interview"]),
        offers=int(totals["offer"]),
        states={State(state): int(many) for state, many in table["state"].value_counts().items()},
        waits=_waits(table),
        ways=_ways(table),
        aims=_aims(table),
        weeks=_weeks(report),
    )


def _table(report: Report) -> pd.DataFrame:
    """Return one row an application."""
    import pandas as pd

    looked = last_look(report)
    rows = [_row(standing, looked) for standing in report.standings]
    columns = [
        "state",
        "via",
        "mass_mail",
        "delivered",
        "autoresponse",
        "answered",
        "interview",
        "offer",
        "came",
        "days",
    ]
    return pd.DataFrame(rows, columns=columns)


def _row(standing: Standing, looked: date) -> tuple[str | bool | int, ...]:
    first = first_answer_days(standing)
    return (
        standing.state.value,
        standing.application.via.value,
        standing.application.mass_mail,
        standing.state is not State.UNDELIVERED,
        had_autoresponse(standing),
        was_answered(standing),
        was_interviewed(standing),
        was_offered(standing),
        first is not None,
        open_days(standing, looked) if first is None else first,
    )


def _waits(table: pd.DataFrame) -> Waits:
    delivered = table[table["delivered"].astype(bool)]
    came = delivered.loc[delivered["came"].astype(bool), "days"]
    return Waits(
        days=tuple(int(days) for days in delivered["days"]),
        came=tuple(bool(did) for did in delivered["came"]),
        median=_quantile(came, 0.5),
        ninth_decile=_quantile(came, 0.9),
    )


def _quantile(days: pd.Series[int], share: float) -> int | None:
    """Return the smallest number of days that at least this share of the answers took."""
    return None if days.empty else int(days.quantile(share, interpolation="higher"))


def _ways(table: pd.DataFrame) -> tuple[Way, ...]:
    """Return the ways in order of use; what never arrived is not counted."""
    delivered = table[table["delivered"].astype(bool)]
    grouped = (
        delivered.groupby("via", sort=True)["answered"]
        .agg(["size", "sum"])
        .sort_values("size", ascending=False, kind="stable")
    )
    return tuple(Way(Via(via), int(row["size"]), int(row["sum"])) for via, row in grouped.iterrows())


def _aims(table: pd.DataFrame) -> tuple[Aim, ...]:
    """Return the letters by mail that arrived: those for one employer, then those for many."""
    arrived = table[table["delivered"].astype(bool) & (table["via"] == Via.MAIL.value)]
    grouped = arrived.groupby("mass_mail", sort=True)["answered"].agg(["size", "sum"])
    return tuple(Aim(bool(mass_mail), int(row["size"]), int(row["sum"])) for mass_mail, row in grouped.iterrows())


def _weeks(report: Report) -> tuple[Week, ...]:
    """Return the last weeks up to as-of, from the first application on, but some even when it is young."""
    import pandas as pd

    sent = pd.Series([_monday(standing.application.applied_on) for standing in report.standings], dtype=object)
    came = pd.Series([_monday(event.on) for standing in report.standings for event in answers(standing)], dtype=object)
    last = _monday(report.as_of)
    age = (last - min(sent, default=last)).days // 7 + 1
    mondays = [last - timedelta(weeks=week) for week in range(min(max(age, _FEWEST_WEEKS), _WEEKS))]
    per_week = (
        pd.DataFrame({"sent": sent.value_counts(), "answers": came.value_counts()}).reindex(mondays[::-1]).fillna(0)
    )
    return tuple(Week(monday, int(row["sent"]), int(row["answers"])) for monday, row in per_week.iterrows())


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
