"""The islands of the evidence that is kept: looked up for new mail, grown with it, made anew when their rules change.

Everything here is derived: without it the next poll reads all findings once and charts them again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select, update

from inbox_watch.link.before import Side
from inbox_watch.link.islands import Chart, Island, chart_of, enter_statements
from inbox_watch.link.ties import Ties, rules, ties_of, ties_when_spoken_of
from inbox_watch.records import Finding, Statement
from inbox_watch.store.charted import Charted, keys_on
from inbox_watch.store.database import chunks, execute_many, insert
from inbox_watch.store.evidence import all_findings, findings_of
from inbox_watch.store.notes import forget, note, noted
from inbox_watch.store.said import all_application_ids, all_statements, last_number
from inbox_watch.store.schema import island_keys, island_traits, islands

_RULES, _SAID, _TOLD = "islands", "islands_said", "told"


@dataclass(frozen=True, slots=True)
class Nearby:
    """What is on some islands: findings in time order, and the keys of all mail and statements there."""

    findings: tuple[Finding, ...]
    keys: frozenset[str]


def is_charted(connection: Connection, own_addresses: frozenset[str]) -> bool:
    """Are the islands those of all findings and statements, by the present rules?"""
    return _has_present_rules(connection, own_addresses) and noted(connection, _SAID) == str(last_number(connection))


def chart_all(connection: Connection, own_addresses: frozenset[str]) -> None:
    """Bring the islands up to date: tie what the user has named since, or make all of them anew."""
    statements = all_statements(connection)
    if _has_present_rules(connection, own_addresses):
        tied = int(noted(connection, _SAID))
        chart = _chart(connection, (), own_addresses)
        enter_statements(chart, [each for each in statements if each.number > tied])
    else:
        clear(connection)
        ids = all_application_ids(connection)
        chart = chart_of(all_findings(connection), statements, ids, own_addresses=own_addresses)
        note(connection, _RULES, rules(own_addresses))
    _write(connection, chart)
    note(connection, _SAID, str(last_number(connection)))


def take_in(connection: Connection, findings: Sequence[Finding], own_addresses: frozenset[str]) -> None:
    """Put new findings on their islands; while there is no chart, they wait for it."""
    if findings and _has_present_rules(connection, own_addresses):
        _write(connection, _chart(connection, findings, own_addresses))


def near(connection: Connection, findings: Sequence[Finding], own_addresses: frozenset[str]) -> Nearby:
    """What is on the islands that these findings touch or would touch, and on those with something untold."""
    chart = _chart(connection, findings, own_addresses)
    touched = {number for each in findings for number in chart.islands[chart.on(each.sha256)].older}
    untold = connection.execute(select(islands.c.number).where(islands.c.untold == 1)).scalars()
    keys = keys_on(connection, touched.union(untold))
    return Nearby(findings_of(connection, keys), frozenset(keys))


def around(connection: Connection, key: str, statements: Sequence[Statement], own_addresses: frozenset[str]) -> Nearby:
    """What is on the island of a mail, were these statements said as well; nothing is written."""
    chart = _chart(connection, (), own_addresses)
    enter_statements(chart, statements)
    keys = keys_on(connection, frozenset(chart.islands[chart.on(key)].older))
    return Nearby(findings_of(connection, keys), frozenset(keys))


def forget_all(connection: Connection) -> None:
    """Findings have changed: the islands and what was told of them have to be looked at anew."""
    forget(connection, _RULES, _TOLD)


def clear(connection: Connection) -> None:
    """Take all islands away, and what was told of them: the next chart makes them anew."""
    forget_all(connection)
    for table in (islands, island_keys, island_traits):
        connection.execute(delete(table))


def is_told(connection: Connection, occasion: str) -> bool:
    """Were all due follow-ups told on this occasion?"""
    return noted(connection, _TOLD) == occasion


def mark_told(connection: Connection, occasion: str, still_to_come: Collection[str]) -> None:
    """All is told on this occasion but on the islands of these keys."""
    note(connection, _TOLD, occasion)
    connection.execute(update(islands).where(islands.c.untold == 1).values(untold=0))
    for chunk in chunks(still_to_come):
        theirs = select(island_keys.c.island).where(island_keys.c.key.in_(chunk))
        connection.execute(update(islands).where(islands.c.number.in_(theirs)).values(untold=1))


def _has_present_rules(connection: Connection, own_addresses: frozenset[str]) -> bool:
    return noted(connection, _RULES) == rules(own_addresses)


def _chart(connection: Connection, findings: Sequence[Finding], own_addresses: frozenset[str]) -> Chart:
    """The islands there are, and on them the new mail."""
    new = {finding.sha256: finding for finding in findings}
    charted = Charted(connection)

    def widened(key: str) -> Ties | None:
        found = [new[key]] if key in new else findings_of(connection, [key])
        ties = [ties_when_spoken_of(finding, own_addresses) for finding in found]
        charted.expect([], ties)
        return ties[0] if ties else None

    highest = connection.execute(select(func.max(islands.c.number))).scalar() or 0
    chart = Chart(widened, charted, first=highest + 1)
    ties = {key: ties_of(finding, own_addresses) for key, finding in new.items()}
    charted.expect(ties, ties.values())
    for key, each in ties.items():
        chart.enter(key, each)
    return chart


def _write(connection: Connection, chart: Chart) -> None:
    """Keep what has changed: every island that was touched has something untold."""
    statement = insert(islands)
    changed = {column: statement.excluded[column] for column in ("founded", "spoken", "untold")}
    rows = [_row(number, island) for number, island in chart.islands.items()]
    replace = statement.on_conflict_do_update(index_elements=[islands.c.number], set_=changed)
    execute_many(connection, replace, rows)
    traits = {(trait, side, chart.now(island)) for trait, side, island in chart.traits}
    for number, island in chart.islands.items():
        traits |= _moved(connection, number, island)
    keys = [{"key": key, "island": number} for number, island in chart.islands.items() for key in island.keys]
    execute_many(connection, insert(island_keys), keys)
    execute_many(
        connection,
        insert(island_traits).on_conflict_do_nothing(index_elements=list(island_traits.primary_key)),
        [
            {"trait": trait, "side": side.value, "island": number}
            for trait, side, number in traits
            if side is not Side.MAY_HOLD or not chart.islands[number].founded
        ],
    )


def _row(number: int, island: Island) -> dict[str, int]:
    return {"number": number, "founded": int(island.founded), "spoken": int(island.spoken), "untold": 1}


def _moved(connection: Connection, number: int, island: Island) -> set[tuple[int, Side, int]]:
    """Move the keys of islands that have grown into this one, and take away traits that it has no more; returns those
    that it has from them."""
    gone = [older for older in island.older if older != number]
    moved = set[tuple[int, Side, int]]()
    for chunk in chunks(gone):
        connection.execute(update(island_keys).where(island_keys.c.island.in_(chunk)).values(island=number))
        theirs = island_traits.c.island.in_(chunk)
        moved |= {
            (row.trait, Side(row.side), number) for row in connection.execute(select(island_traits).where(theirs))
        }
        connection.execute(delete(island_traits).where(theirs))
        connection.execute(delete(islands).where(islands.c.number.in_(chunk)))
    if island.founded and island.older:
        lent = (island_traits.c.island == number, island_traits.c.side == Side.MAY_HOLD.value)
        connection.execute(delete(island_traits).where(*lent))
    return moved
