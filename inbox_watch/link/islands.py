"""Islands: mail and statements that may meet in a replay. What is on one island does nothing to another.

The chart knows which island each key of evidence is on, and takes in what is new; islands only ever grow together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

from inbox_watch.link.before import Before, Nothing, Side
from inbox_watch.link.discover import statement_key
from inbox_watch.link.statements import is_own_key
from inbox_watch.link.ties import Ties, ties_of, ties_of_statement, ties_when_spoken_of
from inbox_watch.records import Finding, Statement, StatementKind


@dataclass(slots=True)
class Island:
    """An island as it is now: `older` are those it has grown of, `keys` and `may_hold` what is new on it."""

    founded: bool = False
    spoken: bool = False
    older: list[int] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    may_hold: set[int] = field(default_factory=set)


class Chart:
    """The islands, of which only those are looked at that new evidence touches.

    `islands` are those touched, by number; `traits` what they have gained (a number of `traits` may be one of an island
    that has grown into another: `now` leads on). `widened` gives the ties of a mail of an island of which the user has
    spoken, where anything may be said of it; None for a key that is no mail.
    """

    def __init__(self, widened: Callable[[str], Ties | None], before: Before | None = None, *, first: int = 1) -> None:
        """Begin with the islands there are; new ones are numbered from `first`."""
        self.islands: dict[int, Island] = {}
        self.traits: set[tuple[int, Side, int]] = set()
        self._widened, self._before = widened, before or Nothing()
        self._numbers = count(first)
        self._grown_into: dict[int, int] = {}
        self._places: dict[str, int] = {}
        # Where a trait was not asked for yet, only who has gained it is known.
        self._having: dict[tuple[Side, int], set[int]] = {}
        self._gained: dict[tuple[Side, int], set[int]] = {}
        self._to_tie: list[tuple[Side, int, int]] = []
        self._to_widen: list[str] = []

    def enter(self, key: str, ties: Ties) -> None:
        """Take in new evidence, or more ties of what is there."""
        here = self._place(key)
        for other in ties.beside:
            self._unite(here, self._place(other))
        if is_own_key(key):
            self._speak(self.now(here))
        elif self.islands[self.now(here)].spoken:
            self._to_widen.append(key)
        self._take(here, ties)
        while self._to_widen:
            mail = self._to_widen.pop()
            if wide := self._widened(mail):
                self._take(self._place(mail), wide)

    def on(self, key: str) -> int:
        """The number of the island a key is on."""
        return self.now(self._place(key))

    def now(self, island: int) -> int:
        """The number of the island that this one has grown into, or its own."""
        while island in self._grown_into:
            island = self._grown_into[island]
        return island

    def _place(self, key: str) -> int:
        if key not in self._places:
            island = self._before.island_of(key)
            if island is None:
                island = next(self._numbers)
                self.islands[island] = Island(keys=[key])
            self._places[key] = island
        return self._touched(self._places[key])

    def _touched(self, island: int) -> int:
        """An island that was there before is looked up when it is first touched."""
        here = self.now(island)
        if here not in self.islands:
            shore = self._before.shore(here)
            self.islands[here] = Island(shore.founded, shore.spoken, [here])
        return here

    def _take(self, island: int, ties: Ties) -> None:
        here = self.now(island)
        if ties.founds:
            self._found(here)
        self._to_tie += [(Side.HOLDS, trait, here) for trait in ties.holds]
        self._to_tie += [(Side.ASKS, trait, here) for trait in ties.asks]
        for trait in ties.shares:
            self._join(here, Side.HOLDS, trait)
        self._lend(self.now(here), ties.may_hold)
        while self._to_tie:
            self._tie(*self._to_tie.pop())

    def _lend(self, here: int, traits: Iterable[int]) -> None:
        if self.islands[here].founded:
            self._to_tie += [(Side.HOLDS, trait, here) for trait in traits]
        else:
            self.islands[here].may_hold.update(traits)
            self.traits.update((trait, Side.MAY_HOLD, here) for trait in traits)

    def _tie(self, side: Side, trait: int, island: int) -> None:
        self._join(island, Side.ASKS if side is Side.HOLDS else Side.HOLDS, trait)
        here = self.now(island)
        known = self._having if (side, trait) in self._having else self._gained
        having = known.setdefault((side, trait), set())
        if here not in having:
            having.add(here)
            self.traits.add((trait, side, here))

    def _join(self, island: int, side: Side, trait: int) -> None:
        """Unite an island with all that have the trait."""
        others = self._islands_having(side, trait)
        for other in tuple(others):
            self._unite(island, self._touched(other))
        if others:
            self._having[side, trait] = {self.now(island)}

    def _islands_having(self, side: Side, trait: int) -> set[int]:
        if (side, trait) not in self._having:
            self._having[side, trait] = {*self._before.having(side, trait), *self._gained.pop((side, trait), ())}
        return self._having[side, trait]

    def _unite(self, one: int, other: int) -> None:
        kept, gone = sorted((self.now(one), self.now(other)))
        if kept == gone:
            return
        for here, there in ((kept, gone), (gone, kept)):
            if self.islands[there].founded:
                self._found(here)
            if self.islands[there].spoken:
                self._speak(here)
        rest = self.islands.pop(gone)
        self._grown_into[gone] = kept
        island = self.islands[kept]
        island.older += rest.older
        island.keys += rest.keys
        island.may_hold |= rest.may_hold

    def _found(self, here: int) -> None:
        """With the first application comes to bear what mail could teach one."""
        island = self.islands[here]
        if not island.founded:
            island.founded = True
            traits = island.may_hold.union(*map(self._before.may_hold, island.older))
            island.may_hold.clear()
            self._to_tie += [(Side.HOLDS, trait, here) for trait in traits]

    def _speak(self, here: int) -> None:
        """Of what lies beside something the user has spoken of, anything may be said."""
        island = self.islands[here]
        if not island.spoken:
            island.spoken = True
            self._to_widen += island.keys
            for older in island.older:
                self._to_widen += self._before.keys(older)


def chart_of(
    findings: Iterable[Finding],
    statements: Iterable[Statement],
    application_ids: Mapping[str, str] | None = None,
    *,
    own_addresses: frozenset[str] = frozenset(),
) -> Chart:
    """The islands of all there is."""
    mail = {finding.sha256: finding for finding in findings}
    chart = Chart(lambda key: ties_when_spoken_of(mail[key], own_addresses) if key in mail else None)
    for finding in mail.values():
        chart.enter(finding.sha256, ties_of(finding, own_addresses))
    enter_statements(chart, statements)
    enter_ids(chart, application_ids or {})
    return chart


def enter_statements(chart: Chart, statements: Iterable[Statement]) -> None:
    """Tie what the user names, also where it was taken back: it may be said again, and islands only grow."""
    for statement in statements:
        if tied := ties_of_statement(statement):
            chart.enter(*tied)


def enter_ids(chart: Chart, application_ids: Mapping[str, str]) -> None:
    """Keep mail together that had one application's id, so that an id has one owner."""
    owners: dict[str, str] = {}
    for key, id_ in application_ids.items():
        chart.enter(key, Ties(beside=(owners.setdefault(id_, key),)))


def said_there(statements: Iterable[Statement], keys: Collection[str]) -> tuple[Statement, ...]:
    """The statements, without the rows the user added that are on other islands than these keys."""
    return tuple(
        statement
        for statement in statements
        if statement.kind is not StatementKind.ADD_APPLICATION or statement_key(statement) in keys
    )
