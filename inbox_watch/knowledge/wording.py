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
        day = self.say("page.first_day") if on.day == 1 else str(on.day)
        months = self.say("page.months").split()
        return self.say("page.date", day=day, month=months[on.month - 1], year=str(on.year))


@cache
def wording(language: str) -> Wording:
    """Return the words of one of LANGUAGES."""
    page = resources.files(__package__) / "letters" / f"{language}.toml"
    tables = tomllib.loads(page.read_text("utf-8"))
    parts = {f"{name}.{key}": text for name, table in tables.items() for key, text in table.items()}
    return Wording(language, parts)
