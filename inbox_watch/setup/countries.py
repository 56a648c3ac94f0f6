"""Time zone or locale of a machine to the country of its user, by the tables of the time zone database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources


def country_of_machine(timezone: str, locale: str) -> str:
    """The ISO 3166 code of a zone such as Europe/Berlin, else of a locale such as de_DE.UTF-8; empty when unknown."""
    return _countries_of_zones().get(timezone) or _of_locale(locale)


def _of_locale(locale: str) -> str:
    code = locale.partition(".")[0].partition("@")[0].rpartition("_")[2]
    return code if code in _names() else ""


def name_of(code: str) -> str:
    """The English name of a country; the code itself when there is none."""
    return _names().get(code, code)


def country_named(name: str) -> str:
    """The code of an English name, in whatever case; empty when there is none."""
    wanted = name.casefold()
    return next((code for code, each in _names().items() if each.casefold() == wanted), "")


@cache
def _names() -> Mapping[str, str]:
    return {code: name for code, name, *_ in _rows("iso3166.tab")}


@cache
def _countries_of_zones() -> Mapping[str, str]:
    return {zone: code for code, _, zone, *_ in _rows("zone.tab")}


def _rows(table: str) -> Iterator[list[str]]:
    text = (resources.files("tzdata.zoneinfo") / table).read_text("utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
