"""The islands in the store, as the chart looks at them: what new evidence may touch is looked up many at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from inbox_watch.link.before import Shore, Side
from inbox_watch.link.ties import Ties
from inbox_watch.store.database import chunks
from inbox_watch.store.schema import island_keys, island_traits, islands


class Charted:
    """The islands there are, read inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        """Know nothing yet."""
        self._connection = connection
        self._islands: dict[str, int | None] = {}
        self._having: dict[tuple[Side, int], list[int]] = {}

    def expect(self, keys: Iterable[str], ties: Iterable[Ties]) -> None:
        """Look up what evidence with these keys and ties may touch: of each trait the other side.

        A sender of newsletters or a name of nobody is on its own side of thousands of islands.
        """
        self._look_up_keys({*keys} - self._islands.keys())
        ties = tuple(ties)
        self._look_up_traits(Side.ASKS, set[int]().union(*(each.holds | each.may_hold for each in ties)))
        self._look_up_traits(Side.HOLDS, set[int]().union(*(each.asks | each.shares for each in ties)))

    def island_of(self, key: str) -> int | None:
        """The island a key is on."""
        if key not in self._islands:
            self._look_up_keys([key])
        return self._islands[key]

    def shore(self, island: int) -> Shore:
        """What is known of an island."""
        row = self._connection.execute(
            select(islands.c.founded, islands.c.spoken).where(islands.c.number == island)
        ).one()
        return Shore(bool(row.founded), bool(row.spoken))

    def having(self, side: Side, trait: int) -> Iterable[int]:
        """The islands that have a trait in this way."""
        if (side, trait) not in self._having:
            self._look_up_traits(side, {trait})
        return self._having[side, trait]

    def may_hold(self, island: int) -> Iterable[int]:
        """The traits an island comes to hold with its first application."""
        mine = (island_traits.c.island == island, island_traits.c.side == Side.MAY_HOLD.value)
        return self._connection.execute(select(island_traits.c.trait).where(*mine)).scalars().all()

    def keys(self, island: int) -> Iterable[str]:
        """The keys on an island."""
        return keys_on(self._connection, [island])

    def _look_up_keys(self, keys: Iterable[str]) -> None:
        for chunk in chunks(keys):
            self._islands.update(dict.fromkeys(chunk))
            found = select(island_keys).where(island_keys.c.key.in_(chunk))
            self._islands.update((row.key, row.island) for row in self._connection.execute(found))

    def _look_up_traits(self, side: Side, traits: Collection[int]) -> None:
        for chunk in chunks(trait for trait in traits if (side, trait) not in self._having):
            self._having.update(((side, trait), []) for trait in chunk)
            theirs = (island_traits.c.trait.in_(chunk), island_traits.c.side == side.value)
            found = select(island_traits.c.trait, island_traits.c.island).where(*theirs)
            for trait, island in self._connection.execute(found):
                self._having[side, trait].append(island)


def keys_on(connection: Connection, numbers: Iterable[int]) -> list[str]:
    """The keys on some islands."""
    return [
        key
        for chunk in chunks(numbers)
        for key in connection.execute(select(island_keys.c.key).where(island_keys.c.island.in_(chunk))).scalars()
    ]
