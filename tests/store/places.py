"""The homes a store may live in, and places in them for tests."""

from __future__ import annotations

from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.support.postgres import folder_of_programs

if TYPE_CHECKING:
    from inbox_watch.store.homes import Place

numbers = count(1)


class Home(Protocol):
    """Where stores of a test live."""

    def place(self) -> Path | Place:
        """A place where no store was opened before."""

    def again(self, place: Path | Place) -> Path | Place:
        """The same place, for another process."""


class Files:
    """A store a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def place(self) -> Path:
        return self._folder / f"data{next(numbers)}" / "state.db"

    def again(self, place: Path | Place) -> Path | Place:
        return place


def why_no_server() -> str | None:
    """What is missing for tests with a server."""
    if folder_of_programs() is None:
        return "PostgreSQL is not installed (apt-get install postgresql)"
    if find_spec("psycopg") is None:
        return "psycopg is not installed (the extra `fleet`)"
    return None


def skip_without_server() -> None:
    if why := why_no_server():
        pytest.skip(why)
