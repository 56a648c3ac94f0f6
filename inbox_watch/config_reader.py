"""The values of a TOML document, checked one by one; every problem is kept, with its line, until all were looked at."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from inbox_watch.errors import ConfigError

T = TypeVar("T")
_Choice = TypeVar("_Choice", bound=str)

_KEY = r"(?:[A-Za-z0-9_-]++|\"[^\"\n]{0,200}\"|'[^'\n]{0,200}')"
_DOTTED = rf"({_KEY}(?:[ \t]*+\.[ \t]*+{_KEY})*+)[ \t]*+"
_HEADER = re.compile(rf"\A[ \t]*+\[\[?[ \t]*+{_DOTTED}\]")
_ASSIGNMENT = re.compile(rf"\A[ \t]*+{_DOTTED}=")

KeyPath = tuple[str, ...]


def read_checked(path: Path, missing: str, read: Callable[[Table], T]) -> T:
    """Return what `read` makes of a TOML file; raises ConfigError with every problem found, or with `missing`."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise ConfigError(missing) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path} cannot be read ({error}). Check its permissions and that it is UTF-8 text."
        ) from error
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{path} is no TOML: {error}. Mend that line; strings need quotes, lists square brackets."
        ) from error
    problems = Problems(path, text)
    found = read(Table((), document, problems))
    if problems:
        raise ConfigError(*problems.sentences())
    return found


class Problems:
    """What is wrong with one file."""

    def __init__(self, file: Path, text: str) -> None:
        self._file = file
        self._lines = _lines_of_keys(text)
        self._found: list[tuple[int, str]] = []

    def add(self, at: KeyPath, text: str) -> None:
        """Keep a problem with the value at a key path."""
        self._found.append((self._line(at), text))

    def __bool__(self) -> bool:
        """Was anything found?"""
        return bool(self._found)

    def sentences(self) -> list[str]:
        """Every problem as a sentence behind its file and line, in the order of the lines."""
        in_order = sorted(self._found, key=lambda problem: problem[0])
        return [f"{self._file}:{line}: {text}{'' if text.endswith('?') else '.'}" for line, text in in_order]

    def _line(self, at: KeyPath) -> int:
        """The line of the key, else of the nearest table around it, else the first."""
        around = (at[:end] for end in range(len(at), 0, -1))
        return next((self._lines[path] for path in around if path in self._lines), 1)


def _lines_of_keys(text: str) -> Mapping[KeyPath, int]:
    """Where each key and table header stands; TOML readers do not tell."""
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = _path(header[1])
            lines.setdefault(table, number)
        elif assignment := _ASSIGNMENT.match(line):
            lines.setdefault((*table, *_path(assignment[1])), number)
    return lines


def _path(dotted: str) -> KeyPath:
    return tuple(key.strip("\"'") for key in re.findall(_KEY, dotted))


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the document; what does not fit becomes a problem, and the default stands in for it.

    No problem ever quotes a value: it may be a secret in the wrong place.
    """

    at: KeyPath
    values: Mapping[str, Any]
    problems: Problems

    @property
    def name(self) -> str:
        """The name in its header."""
        return ".".join(self.at)

    def problem(self, key: str, text: str) -> None:
        """Keep a problem with one key, or with the table itself when the key is empty."""
        self.problems.add((*self.at, key) if key else self.at, text)

    def table(self, key: str) -> Table:
        """The table inside, empty when there is none."""
        value = self.values.get(key, {})
        inner = (*self.at, key)
        if isinstance(value, Mapping):
            return Table(inner, value, self.problems)
        self.problem(key, f"[{'.'.join(inner)}] must be a table")
        return Table(inner, {}, self.problems)

    def only(self, known: tuple[str, ...], elsewhere: tuple[str, ...] = ()) -> None:
        """Every key must be one of these; a typing error may also mean a key of another kind of table."""
        for key in self.values:
            if key not in known:
                near = difflib.get_close_matches(key, (*known, *elsewhere), n=1, cutoff=0.5)
                hint = f"; did you mean {near[0]}?" if near else f"; known here: {', '.join(known)}"
                self.problem(key, f"unknown key {key}{f' in [{self.name}]' if self.name else ''}{hint}")

    def needs(self, *keys: str) -> None:
        """These keys must be there, and not empty."""
        for key in keys:
            if self.values.get(key, "") == "":
                self.problem(key, f"[{self.name}] needs {key}")

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        return str(self._fitting(key, default, lambda value: isinstance(value, str), "a text in quotes"))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""

        def fits(value: object) -> bool:
            return isinstance(value, list) and all(isinstance(each, str) for each in value)

        return tuple(self._fitting(key, [], fits, 'a list of texts such as ["one", "two"]'))

    def number(self, key: str, default: int, least: int, most: int) -> int:
        """A whole number within bounds."""

        def fits(value: object) -> bool:
            return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most

        return int(self._fitting(key, default, fits, f"a whole number from {least} to {most}"))

    def choice(self, key: str, choices: tuple[_Choice, ...], default: _Choice) -> _Choice:
        """One of some words."""
        value = self.values.get(key, default)
        for choice in choices:
            if value == choice:
                return choice
        self.problem(key, f"{key} in [{self.name}] must be one of {', '.join(choices)}")
        return default

    def path(self, key: str) -> Path | None:
        """A path, with ~ as the home folder; None when it is missing or empty."""
        text = self.text(key)
        if not text:
            return None
        try:
            return Path(text).expanduser()
        except RuntimeError:
            self.problem(key, f"{key} in [{self.name}] starts with the home of a user that this machine does not know")
            return None

    def _fitting(self, key: str, default: Any, fits: Callable[[Any], bool], wanted: str) -> Any:
        value = self.values.get(key, default)
        if fits(value):
            return value
        self.problem(key, f"{key} in [{self.name}] must be {wanted}")
        return default
