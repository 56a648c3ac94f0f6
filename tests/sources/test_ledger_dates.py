from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox_watch.sources.ledger.dates import DateOrder, order_said_by, read_date

BERLIN = ZoneInfo("Europe/Berlin")
DAY_FIRST, MONTH_FIRST = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-12",
        "2026/05/12",
        "2026.5.12",
        "2026-05-12 08:00",
        "2026-05-12T08:00:00",
        "12.05.2026",
        "12.5.2026",
        "12. 05.2026",
        "12.05.26",
        "12.05.2026 08:15",
        "12 May 2026",
        "12th May 2026",
        "12-May-2026",
        "May 12, 2026",
        "May 12th, 2026, 10:15 AM",
        "12. Mai 2026",
        "12 mai 2026",
        "12 de mayo de 2026",
        "12 mei 2026",
        "12 maggio 2026",
        "12 de maio de 2026",
        "12 mag 2026",
    ],
)
def test_a_date_that_means_one_day_is_read(text: str) -> None:
    assert read_date(text, BERLIN) == date(2026, 5, 12)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("3 mrt 2026", 3),
        ("3. März 2026", 3),
        ("3 avr. 2026", 4),
        ("3 juil. 2026", 7),
        ("3 set 2026", 9),
        ("3 dic 2026", 12),
    ],
)
def test_short_names_of_months_are_read_in_every_language(text: str, month: int) -> None:
    assert read_date(text, BERLIN) == date(2026, month, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-12T21:00:00Z", 12),
        ("2026-05-12T22:00:00Z", 13),
        ("2026-05-12T22:00:00.000Z", 13),
        ("2026-05-12 22:00:00 UTC", 13),
        ("2026-05-12 22:00:00 +0000", 13),
        ("2026-05-12T23:00:00+02:00", 12),
        ("1778623200000", 13),
    ],
)
def test_a_moment_is_a_day_in_the_users_zone(text: str, day: int) -> None:
    assert read_date(text, BERLIN) == date(2026, 5, day)


def test_midnight_in_utc_is_a_day_without_a_time() -> None:
    assert read_date("2026-05-12T00:00:00Z", ZoneInfo("America/Los_Angeles")) == date(2026, 5, 12)


@pytest.mark.parametrize(("text", "day"), [("23/04/2026", date(2026, 4, 23)), ("04/23/2026", date(2026, 4, 23))])
def test_a_numeric_date_is_read_where_one_number_can_only_be_the_day(text: str, day: date) -> None:
    assert read_date(text, BERLIN) == day


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("07/04/2026", DAY_FIRST, date(2026, 4, 7)),
        ("07/04/2026", MONTH_FIRST, date(2026, 7, 4)),
        ("07-04-2026", DAY_FIRST, date(2026, 4, 7)),
        ("4/3/26, 10:15 AM", MONTH_FIRST, date(2026, 4, 3)),
        ("4/3/26 22:15", DAY_FIRST, date(2026, 3, 4)),
        ("05/05/2026", None, date(2026, 5, 5)),
        ("03.04.2026", MONTH_FIRST, date(2026, 4, 3)),
    ],
)
def test_an_order_tells_what_numbers_mean(text: str, order: DateOrder | None, day: date) -> None:
    assert read_date(text, BERLIN, order) == day


@pytest.mark.parametrize(
    ("text", "order", "said"),
    [
        ("07/04/2026", None, r"may mean 2026-04-07 or 2026-07-04: import the file with --date-order dmy"),
        ("04/25/2026", DAY_FIRST, "the date 04/25/2026 has no month 25 with the day first: write it as 2026-05-12"),
        ("25/04/2026", MONTH_FIRST, "the date 25/04/2026 has no month 25 with the month first"),
        ("soon", None, "the date soon cannot be read: write it as 2026-05-12"),
        ("46115", None, "the date 46115 cannot be read"),
        ("12 Foo 2026", None, "the date 12 Foo 2026 names no month that is known"),
        ("12 jui 2026", None, "names no month that is known"),
        ("31.02.2026", None, "the date 31.02.2026 is on no calendar"),
        ("0/0/2026", None, "is on no calendar"),
        ("32/01/2026", None, "is on no calendar"),
        ("2026-05-12T25:00:00Z", None, "is on no calendar"),
    ],
)
def test_any_other_date_is_refused_with_what_to_write(text: str, order: DateOrder | None, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_date(text, BERLIN, order)


@pytest.mark.parametrize(
    ("text", "short", "order"),
    [
        ("25/04/2026", None, DAY_FIRST),
        ("04-25-2026 10:00", None, MONTH_FIRST),
        ("07/04/2026", None, None),
        ("07/04/2026", MONTH_FIRST, None),
        ("4/3/26, 10:15 AM", MONTH_FIRST, MONTH_FIRST),
        ("25/4/26", MONTH_FIRST, DAY_FIRST),
        ("45/04/2026", None, None),
        ("2026-04-25", MONTH_FIRST, None),
        ("25.04.26", MONTH_FIRST, None),
    ],
)
def test_which_order_a_date_settles(text: str, short: DateOrder | None, order: DateOrder | None) -> None:
    assert order_said_by(text, short) is order


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d %B %Y", "%b %d, %Y", "%d-%b-%Y"]))
def test_what_is_written_without_doubt_is_read_back(day: date, form: str) -> None:
    assert read_date(day.strftime(form), BERLIN) == day


@given(DAYS, st.sampled_from(["/", "-"]), st.sampled_from(list(DateOrder)))
def test_numbers_never_mean_another_day_than_was_written(day: date, sign: str, order: DateOrder) -> None:
    """Told the order, the day is read; not told, it is read or refused, never taken for another."""
    text = day.strftime(f"%d{sign}%m{sign}%Y" if order is DAY_FIRST else f"%m{sign}%d{sign}%Y")
    assert read_date(text, BERLIN, order) == day
    if day.day > 12 or day.day == day.month:
        assert read_date(text, BERLIN) == day
    else:
        with pytest.raises(ValueError, match="may mean"):
            read_date(text, BERLIN)


@given(st.integers(10**12, 4 * 10**12), st.sampled_from(["Europe/Berlin", "Pacific/Apia"]))
def test_milliseconds_and_the_moment_they_count_are_one_day(milliseconds: int, zone: str) -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    written = read_date(at.isoformat(), ZoneInfo(zone))
    assert read_date(str(milliseconds), ZoneInfo(zone)) == written
    assert abs(written - at.date()) <= timedelta(days=1)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        read_date(text, BERLIN)
    except ValueError as error:
        said = str(error)
    else:
        return
    assert said.startswith("the date ")
