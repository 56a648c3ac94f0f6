"""Working days of a country: Monday to Friday and no public holiday."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Workdays:
    """The working week of one country (ISO 3166 code); an empty code knows weekends only."""

    country: str = ""

    def is_workday(self, day: date) -> bool:
        """Do people work on this day?"""
        return day.weekday() < 5 and day not in _holidays(self.country, day.year)

    def on_or_after(self, day: date) -> date:
        """The day itself when it is a working day, else the next one."""
        while not self.is_workday(day):
            day += _ONE_DAY
        return day

    def add(self, day: date, count: int) -> date:
        """The count-th working day after a day."""
        for _ in range(count):
            day = self.on_or_after(day + _ONE_DAY)
        return day


def known_country(country: str) -> bool:
    """Are public holidays known for this country code?"""
    import holidays  # costs 60 ms, and most runs never ask

    return country in holidays.list_supported_countries()


@cache
def _holidays(country: str, year: int) -> Container[date]:
    if not country:
        return frozenset()
    import holidays  # costs 60 ms, and `--help` never asks

    return frozenset(holidays.country_holidays(country, years=year))
