"""What a home of the store has to do: a file (`database`), or the rows of a client on a server (`server`)."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection


class Home(Protocol):
    """An open home. Opened to read only, every answer is of the moment of the first."""

    def reading(self) -> AbstractContextManager[Connection]:
        """Give a connection inside a transaction that sees one state."""

    def writing(self) -> AbstractContextManager[Connection]:
        """Give a connection inside the one transaction that may write: all of it is kept, or nothing."""

    def shrink(self) -> None:
        """See to it that what was deleted can be found no more, as far as that is in the hands of the program."""

    def close(self) -> None:
        """Let go of every connection."""


class Place(Protocol):
    """Where a store lives that is no file."""

    def opened(self, *, read_only: bool) -> Home:
        """Open it; raises an InboxWatchError where there is none, or it is not of this program's version."""
