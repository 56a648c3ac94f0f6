"""The words of letters, notes and calls, one file a language (`letters/<language>.toml`), and their filling in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

LANGUAGES = ("en", "de", "fr", "es", "nl", "it", "pt")


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one language (ISO 639-1) by part: `letter.application`."""

    language: str
    parts: Mapping[str, str]

    def say(self, part: str, **names: str) -> str:
        """Return a sentence with its names filled in."""
        return self.parts[part].strip("\n").format(**names)

    def lines(self, part: str) -> list[str]:
        """Return the sentences of a part that has one a line."""
        return self.say(part).split("\n")

    def day(self, on: date) -> str:
        """Return a date as this language writes it in a letter."""
        days, months = self.say("page.days").split(", "), self.say("page.months").split()
        return self.say("page.date", day=days[on.day - 1], month=months[on.month - 1], year=str(on.year))

    def at_employer(self, name: str) -> str:
        """Return how one says that one works there, "bei der Lindhof GmbH": by the first line that fits the name.

        Both sides of a line have one star: the spelling of names before " = ", the phrase behind it.
        """
        forms = (line.partition(" = ") for line in self.lines("employer.at"))
        return next(_phrase(spelling, phrase, name) for spelling, _, phrase in forms if _fits(spelling, name))


def _fits(spelling: str, name: str) -> bool:
    begin, end = spelling.split("*")
    return name.startswith(begin) and name.endswith(end) and len(name) >= len(begin) + len(end)


def _phrase(spelling: str, phrase: str, name: str) -> str:
    begin, end = spelling.split("*")
    return phrase.replace("*", name.removeprefix(begin).removesuffix(end))


@cache
def wording(language: str) -> Wording:
    """Return the words of one of LANGUAGES."""
    page = resources.files(__package__) / "letters" / f"{language}.toml"
    tables = tomllib.loads(page.read_text("utf-8"))
    parts = {f"{name}.{key}": text for name, table in tables.items() for key, text in table.items()}
    return Wording(language, parts)
