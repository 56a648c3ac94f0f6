"""Working days: the weekends and public holidays of the country do not count."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.knowledge import table
from inbox_watch.workdays import Workdays, known_country

_DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
_COUNTRIES = st.sampled_from(["", "DE", "US", "AE", "IL", "SA", "CN"])


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("", date(2026, 6, 3), True),
        ("", date(2026, 6, 6), False),
        ("", date(2026, 6, 7), False),
        ("", date(2026, 12, 25), True),
        ("DE", date(2026, 12, 25), False),
        ("DE", date(2026, 10, 3), False),
        ("US", date(2026, 11, 26), False),
        ("DE", date(2026, 11, 26), True),
        ("IL", date(2026, 11, 13), False),
        ("IL", date(2026, 11, 14), False),
        ("IL", date(2026, 11, 15), True),
        ("SA", date(2026, 11, 13), False),
        ("SA", date(2026, 11, 15), True),
        ("AE", date(2026, 11, 13), True),
        ("AE", date(2026, 11, 14), False),
        ("AE", date(2026, 11, 15), False),
        ("CN", date(2026, 9, 20), True),  # a Sunday, for a day of the autumn holidays
    ],
)
def test_people_work_on_weekdays_that_are_no_holidays(country: str, day: date, works: bool) -> None:
    assert Workdays(country).is_workday(day) is works


@pytest.mark.parametrize(
    ("country", "day", "first"),
    [
        ("", date(2026, 6, 3), date(2026, 6, 3)),
        ("", date(2026, 6, 6), date(2026, 6, 8)),
        ("DE", date(2026, 12, 25), date(2026, 12, 28)),
        ("DE", date(2027, 1, 1), date(2027, 1, 4)),
    ],
)
def test_the_first_working_day_may_be_the_day_itself(country: str, day: date, first: date) -> None:
    assert Workdays(country).on_or_after(day) == first


@pytest.mark.parametrize(
    ("country", "day", "count", "end"),
    [
        ("", date(2026, 6, 3), 0, date(2026, 6, 3)),
        ("", date(2026, 6, 6), 0, date(2026, 6, 6)),
        ("", date(2026, 6, 3), 5, date(2026, 6, 10)),
        ("", date(2026, 6, 5), 1, date(2026, 6, 8)),
        ("", date(2026, 6, 6), 1, date(2026, 6, 8)),
        ("DE", date(2026, 12, 23), 3, date(2026, 12, 29)),
        ("DE", date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_counting_starts_with_the_next_working_day(country: str, day: date, count: int, end: date) -> None:
    assert Workdays(country).add(day, count) == end


@given(_COUNTRIES, _DAYS, st.integers(1, 60))
def test_counting_ends_on_a_working_day_and_steps_over_none(country: str, day: date, count: int) -> None:
    workdays = Workdays(country)
    end = workdays.add(day, count)
    between = (day + timedelta(days=ahead) for ahead in range(1, (end - day).days + 1))
    assert workdays.is_workday(end)
    assert sum(workdays.is_workday(each) for each in between) == count


@given(_COUNTRIES, _DAYS, st.integers(0, 20), st.integers(0, 20))
def test_counting_on_is_counting_once(country: str, day: date, one: int, other: int) -> None:
    workdays = Workdays(country)
    assert workdays.add(workdays.add(day, one), other) == workdays.add(day, one + other)


@pytest.mark.parametrize(("country", "known"), [("DE", True), ("US", True), ("", False), ("XX", False), ("de", False)])
def test_a_country_is_known_by_its_code(country: str, known: bool) -> None:
    assert known_country(country) is known


def test_the_table_names_the_countries_of_the_library() -> None:
    codes = {row["code"] for row in table("countries")}
    assert codes == {code for code in holidays.list_supported_countries() if len(code) == 2}


@pytest.mark.parametrize("country", sorted({row["code"] for row in table("countries")}))
def test_a_country_by_itself_works_on_the_days_of_the_library(country: str) -> None:
    whole = holidays.country_holidays(country, years=2026)
    days = [date(2026, 1, 1) + timedelta(days=day) for day in range(365)]
    assert [Workdays(country).is_workday(day) for day in days] == [whole.is_working_day(day) for day in days]
