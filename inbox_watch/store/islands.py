"""The islands of the evidence that is kept: looked up for new mail, grown with it, made anew when their rules change.

Everything here is derived: without it the next poll reads all findings once and charts them again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from inbox_watch.link.before import Side
from inbox_watch.link.islands import Chart, Island, enter_ids, enter_statements
from inbox_watch.link.ties import Ties, ties_of, ties_when_spoken_of
from inbox_watch.records import Finding, Label, Statement
from inbox_watch.store.charted import Charted, keys_on
from inbox_watch.store.database import chunks, execute_many, insert
from inbox_watch.store.evidence import all_findings_in_parts, findings_of
from inbox_watch.store.said import all_application_ids, all_statements
from inbox_watch.store.schema import findings, island_keys, island_traits, islands
from inbox_watch.store.told import clear, has_present_rules, note_charted, tied_up_to, untold

# So many findings are charted together: 10 MB.
_PART = 2000


@dataclass(frozen=True, slots=True)
class Nearby:
    """What is on some islands: findings in time order, the keys of all mail and statements there, and their numbers."""

    findings: tuple[Finding, ...]
    keys: frozenset[str]
    islands: frozenset[int] = frozenset()


def chart_all(connection: Connection, own_addresses: frozenset[str]) -> None:
    """Bring the islands up to date: tie what the user has named since, or make all of them anew."""
    if not has_present_rules(connection, own_addresses):
        clear(connection)
        for part in all_findings_in_parts(connection, _PART):
            _write(connection, _chart(connection, part, own_addresses))
        chart = _chart(connection, (), own_addresses)
        enter_ids(chart, all_application_ids(connection))
        _write(connection, chart)
        note_charted(connection, own_addresses)
        tied = 0
    else:
        tied = tied_up_to(connection)
    chart = _chart(connection, (), own_addresses)
    enter_statements(chart, all_statements(connection, after=tied))
    _write(connection, chart)
    note_charted(connection, own_addresses)


def take_in(connection: Connection, new: Sequence[Finding], own_addresses: frozenset[str]) -> None:
    """Put new findings on their islands; while there is no chart, they wait for it."""
    if new and has_present_rules(connection, own_addresses):
        _write(connection, _chart(connection, new, own_addresses))


def near(
    connection: Connection, new: Sequence[Finding], beside: Iterable[int], own_addresses: frozenset[str]
) -> Nearby:
    """What is on the islands that these mails touch or would touch, on those with something untold, and beside."""
    chart = _chart(connection, new, own_addresses)
    touched = {number for each in new for number in chart.islands[chart.on(each.sha256)].older}
    return on(connection, touched.union(untold(connection), beside))


def on(connection: Connection, numbers: Collection[int]) -> Nearby:
    """What is on some islands."""
    keys = keys_on(connection, numbers)
    return Nearby(findings_of(connection, keys), frozenset(keys), frozenset(numbers))


def told_parts(connection: Connection, at_most: int) -> Iterator[list[int]]:
    """The islands with applications on which all is told, so many together as have so many keys, but one at least."""
    sized = (
        select(island_keys.c.island, func.count())
        .where(island_keys.c.island.in_(select(islands.c.number).where(islands.c.founded == 1, islands.c.untold == 0)))
        .group_by(island_keys.c.island)
    )
    part, size = list[int](), 0
    for number, keys in connection.execute(sized).all():
        if part and size + keys > at_most:
            yield part
            part, size = [], 0
        part.append(number)
        size += keys
    if part:
        yield part


def worth_a_look(connection: Connection, labels: Collection[Label]) -> Nearby:
    """What is on islands with applications, and on those with mail of these labels."""
    founded = connection.execute(select(islands.c.number).where(islands.c.founded == 1)).scalars()
    labelled = select(island_keys.c.island).where(
        island_keys.c.key.in_(select(findings.c.sha256).where(findings.c.label.in_(labels)))
    )
    return on(connection, {*founded, *connection.execute(labelled).scalars()})


def far_from_applications(connection: Connection, before: datetime, at_most: int) -> list[tuple[str, datetime]]:
    """The oldest mail from before a moment on islands without application: its sha256, and when it came."""
    statement = (
        select(findings.c.sha256, findings.c.internaldate)
        .join(island_keys, island_keys.c.key == findings.c.sha256)
        .join(islands, islands.c.number == island_keys.c.island)
        .where(findings.c.internaldate < before, islands.c.founded == 0)
        .order_by(findings.c.internaldate, findings.c.sha256)
        .limit(at_most)
    )
    return [(row.sha256, row.internaldate) for row in connection.execute(statement)]


def around(connection: Connection, key: str, statements: Sequence[Statement], own_addresses: frozenset[str]) -> Nearby:
    """What is on the island of a mail, were these statements said as well; nothing is written."""
    chart = _chart(connection, (), own_addresses)
    enter_statements(chart, statements)
    return on(connection, chart.islands[chart.on(key)].older)


def _chart(connection: Connection, mail: Sequence[Finding], own_addresses: frozenset[str]) -> Chart:
    """The islands there are, and on them the new mail."""
    new = {finding.sha256: finding for finding in mail}
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
    """Keep what has changed: what was touched has something untold, where there may be an application."""
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
            for trait, side, number in sorted(
                traits
            )  # as they lie in the table, which is larger than what is in memory
            if side is not Side.MAY_HOLD or not chart.islands[number].founded
        ],
    )


def _row(number: int, island: Island) -> dict[str, int]:
    return {
        "number": number,
        "founded": int(island.founded),
        "spoken": int(island.spoken),
        "untold": int(island.founded),
    }


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
