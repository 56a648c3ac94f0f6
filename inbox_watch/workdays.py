"""Working days of a country: its working week (Monday to Friday, in Israel Sunday to Thursday), no public holidays."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_watch.knowledge import table

if TYPE_CHECKING:
    from holidays import HolidayBase

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Workdays:
    """The working week of one country (ISO 3166 code); an empty code knows Saturday and Sunday only."""

    country: str = ""

    def is_workday(self, day: date) -> bool:
        """Do people work on this day?"""
        if not self.country:
            return day.weekday() < 5
        return _calendar(self.country, day.year).is_working_day(day)

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
    return any(row["code"] == country for row in table("countries")) or country in _in_library()


def _in_library() -> Container[str]:
    """The codes of the library: those of three letters too, and those that it has learned since the table was made."""
    import holidays  # 65 ms, and its list 80 ms more: it loads every country

    return holidays.list_supported_countries()


@cache
def _calendar(country: str, year: int) -> HolidayBase:
    """A country's weekends, holidays, and the weekend days on which it works for a holiday (China)."""
    return _calendar_class(country)(years=year)


@cache
def _calendar_class(country: str) -> type[HolidayBase]:
    """The calendar of a country, from its module alone: the package that it is in loads 250, which takes 40 ms."""
    import holidays  # costs 45 ms, and `--help` never asks
    from holidays.registry import COUNTRIES

    module, kind = next((module, kind) for module, (kind, *codes) in COUNTRIES.items() if country in codes)
    path = Path(holidays.__file__).parent / "countries" / f"{module}.py"
    spec = spec_from_file_location(f"holidays.countries.{module}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"holidays has no {module}.")
    loaded = module_from_spec(spec)
    spec.loader.exec_module(loaded)
    found: type[HolidayBase] = getattr(loaded, kind)
    return found
