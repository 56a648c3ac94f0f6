"""What is concluded from a look at a mailbox and at the machine."""

from __future__ import annotations

from datetime import date

import pytest

from inbox_watch.setup.answers import Given, missing
from inbox_watch.setup.countries import country_named, country_of_machine, name_of
from inbox_watch.setup.look_back import choices, days_of, duration, seconds_for, since
from inbox_watch.setup.stamps import dominant

# The provider's name


@pytest.mark.parametrize(
    ("stamps", "name"),
    [
        ([], ""),
        (["mx.a.example"] * 10, "mx.a.example"),
        (["MX.a.example"] * 5 + ["mx.a.example"] * 5, "mx.a.example"),
        (["mx.a.example"] * 9, ""),
        (["mx.a.example"] * 40 + [""] * 10, "mx.a.example"),
        (["mx.a.example"] * 39 + [""] * 11, ""),
        (["mx.a.example"] * 25 + ["mx.b.example"] * 25, ""),
        ([""] * 50, ""),
        (["spf=pass"] * 50, ""),
    ],
)
def test_only_a_name_that_tops_nearly_all_mail_is_the_providers(stamps: list[str], name: str) -> None:
    assert dominant(stamps) == name


# How long it takes


def test_the_longest_look_back_is_the_default_of_the_configuration() -> None:
    assert days_of(24) == 730
    assert since(12, date(2026, 5, 1)) == date(2025, 5, 1)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (3, "less than a minute"),
        (60, "about 1 minute"),
        (200, "about 3 minutes"),
        (5000, "about 83 minutes"),
        (5400, "about 2 hours"),
        (20000, "about 6 hours"),
    ],
)
def test_a_length_of_time_is_told_roughly(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_a_slow_line_counts() -> None:
    assert seconds_for(1000, 0.1) - seconds_for(1000, 0.0) == pytest.approx(100)
    assert choices({24: 12000, 12: 5000, 6: 1}, 0.05) == (
        "24 months: 12,000 messages, about 13 minutes",
        "12 months: 5,000 messages, about 5 minutes",
        "6 months: 1 message, less than a minute",
    )


# Where the user lives


@pytest.mark.parametrize(
    ("timezone", "locale", "country"),
    [
        ("Europe/Berlin", "en_US.UTF-8", "DE"),
        ("America/New_York", "", "US"),
        ("UTC", "de_AT.UTF-8", "AT"),
        ("Etc/UTC", "pt_BR", "BR"),
        ("UTC", "C.UTF-8", ""),
        ("UTC", "", ""),
    ],
)
def test_the_zone_tells_the_country_before_the_locale(timezone: str, locale: str, country: str) -> None:
    assert country_of_machine(timezone, locale) == country


def test_a_country_has_an_english_name() -> None:
    assert name_of("DE") == "Germany"
    assert country_named("NETHERLANDS") == "NL"
    assert country_named("Nowhere") == ""


# Without a person


@pytest.mark.parametrize(
    ("given", "server_is_known", "flags"),
    [
        (Given(address="a@x.example", password_file="p"), True, []),
        (Given(address="a@x.example", host="h", token_cmd="t"), False, []),
        (Given(), False, ["--address", "--host", "--password-file, --password-cmd or --token-cmd"]),
        (Given(address="a@x.example", password_cmd="p"), False, ["--host"]),
    ],
)
def test_all_flags_that_are_missing_are_named(given: Given, server_is_known: bool, flags: list[str]) -> None:
    assert list(missing(given, server_is_known=server_is_known)) == flags
