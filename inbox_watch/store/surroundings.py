"""What lies near what in the store, and where all was told; the rooms that tie mail are loaded when they are needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from inbox_watch.records import Finding, Label, Statement
from inbox_watch.store import evidence, told

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from inbox_watch.store.homes import Home
    from inbox_watch.store.islands import Nearby


class Surroundings:
    """The islands of a store, one method a wish, one transaction a method."""

    def __init__(self, database: Home, own_addresses: frozenset[str] = frozenset()) -> None:
        """Take a home that `open_store` found fit."""
        self.database = database
        self.own_addresses = own_addresses

    def near(self, findings: Sequence[Finding] = (), beside: Iterable[int] = ()) -> Nearby:
        """Return what these findings may have to do with, all to which something came since the last telling, and what
        is on islands beside."""
        from inbox_watch.store import islands

        self.chart()
        with self.database.reading() as connection:
            return islands.near(connection, findings, beside, self.own_addresses)

    def around(self, key: str, if_said: Sequence[Statement] = ()) -> Nearby:
        """Return what may have to do with the mail of this sha256, were these statements said as well."""
        from inbox_watch.store import islands

        self.chart()
        with self.database.reading() as connection:
            return islands.around(connection, key, if_said, self.own_addresses)

    def told_parts(self, at_most: int) -> Iterator[Nearby]:
        """Yield what is on islands with applications on which all is told, about so many findings at a time."""
        from inbox_watch.store import islands

        with self.database.reading() as connection:
            parts = list(islands.told_parts(connection, at_most))
        for numbers in parts:
            with self.database.reading() as connection:
                part = islands.on(connection, numbers)
            yield part

    def worth_a_look(self, labels: Collection[Label]) -> Nearby | None:
        """Return what is on islands with applications or with mail of these labels; None while there is no chart."""
        with self.database.reading() as connection:
            if not told.is_charted(connection, self.own_addresses):
                return None
            from inbox_watch.store import islands

            return islands.worth_a_look(connection, labels)

    def has_before(self, moment: datetime) -> bool:
        """Is there mail that came before a moment?"""
        with self.database.reading() as connection:
            return evidence.has_before(connection, moment)

    def far_from_applications(self, before: datetime, at_most: int) -> list[tuple[str, datetime]]:
        """Return the oldest mail from before a moment that is on no island with an application, and when it came."""
        from inbox_watch.store import islands

        with self.database.reading() as connection:
            return islands.far_from_applications(connection, before, at_most)

    def chart(self) -> None:
        """See to it that the islands are those of all that was learned and said."""
        with self.database.reading() as connection:
            if told.is_charted(connection, self.own_addresses):
                return
        from inbox_watch.store import islands

        with self.database.writing() as connection:
            islands.chart_all(connection, self.own_addresses)

    def is_told(self, occasion: str) -> bool:
        """Was everything told on this occasion, but for what `near` returns?"""
        with self.database.reading() as connection:
            return told.is_told(connection, occasion)

    def has_untold(self) -> bool:
        """Did something come to applications since the last telling?"""
        with self.database.reading() as connection:
            return bool(told.untold(connection))

    def mark_told(self, occasion: str, still_to_come: Collection[str]) -> None:
        """Everything was told on this occasion; of the mail with these sha256 more is to be told."""
        with self.database.writing() as connection:
            told.mark_told(connection, occasion, still_to_come)

    def _take_in(self, connection: Connection, findings: Sequence[Finding]) -> None:
        if findings:
            from inbox_watch.store import islands

            told.begin(connection, self.own_addresses)
            new = evidence.add_findings(connection, findings)
            islands.take_in(connection, new, self.own_addresses)

    def _tie_what_is_said(self, connection: Connection) -> None:
        if told.has_present_rules(connection, self.own_addresses):
            from inbox_watch.store import islands

            islands.chart_all(connection, self.own_addresses)
