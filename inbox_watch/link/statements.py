"""What the user says of applications and links, made ready for one replay: pins, edits and unions; pure.

A statement names an application by the key it is known from (sha256 of a mail, key of a statement), not by its id
(docs/decisions/0019-statements-name-evidence.md). Where a later pin has taken that mail elsewhere, it names nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from inbox_watch.link.discover import statement_key
from inbox_watch.records import Statement, StatementKind, in_force

NONE, NEW = "none", "new"
_OF_AN_APPLICATION = frozenset({StatementKind.EDIT, StatementKind.MARK, StatementKind.CLOSE})
_WORD = "word:"


@dataclass(frozen=True, slots=True)
class Pin:
    """Where the user says a mail belongs: to the application of the key `to`, to none when that is empty.

    `founds`: the mail starts that application; `off` is the key of the one it was split off.
    """

    number: int
    to: str
    founds: bool = False
    off: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Pins by mail, edits, marks and closings by the key of an application, and by key all keys of its union.

    The first key of a union gives the id. `keys` are those of all applications that something was said of.
    """

    pins: Mapping[str, Pin]
    edits: Mapping[str, tuple[Statement, ...]]
    unions: Mapping[str, tuple[str, ...]]
    keys: frozenset[str]


def said(statements: Sequence[Statement], first_copies: Mapping[str, str]) -> Said:
    """Return what holds; `first_copies` leads from every mail there is to its first copy, which stands for all."""
    holding = in_force(statements)
    rows = {statement_key(each) for each in holding if each.kind is StatementKind.ADD_APPLICATION}
    wishes = _wishes(holding, first_copies)
    pins = _standing(wishes, rows | set(first_copies.values()))
    edits: dict[str, list[Statement]] = defaultdict(list)
    for statement in holding:
        key = first_copies.get(statement.about, statement.about)
        if statement.kind in _OF_AN_APPLICATION and not _is_moved(key, statement.number, pins):
            edits[key].append(statement)
    unions = _unions(holding, first_copies, pins)
    keys = frozenset({*edits, *unions, *(pin.to for pin in pins.values())})
    return Said(pins, {key: tuple(each) for key, each in edits.items()}, unions, keys)


def _wishes(statements: Sequence[Statement], first_copies: Mapping[str, str]) -> dict[str, Pin]:
    """Where the last word about each mail wants it."""
    wishes: dict[str, Pin] = {}
    for statement in statements:
        for sha256, pin in _pins_of(statement, first_copies):
            key = first_copies.get(sha256)
            if key and (
                key not in wishes or wishes[key].to != pin.to
            ):  # what founds an application may be linked to it
                wishes[key] = pin
    for statement in statements:
        if statement.kind is StatementKind.SPLIT:
            mail = [first_copies[sha256] for sha256 in _messages(statement) if sha256 in first_copies]
            first = next((key for key in mail if wishes[key].number == statement.number), None)
            if first:
                wishes[first] = replace(wishes[first], founds=True)
    return wishes


def own_key(statement: Statement) -> str:
    """The key under which an application keeps its id that the user set apart."""
    return f"{_WORD}{statement.number}"


def is_own_key(key: str) -> bool:
    """Is it the key of a statement, under which an application was set apart?"""
    return key.startswith(_WORD)


def _pins_of(statement: Statement, first_copies: Mapping[str, str]) -> Iterator[tuple[str, Pin]]:
    own = own_key(statement)
    if statement.kind is StatementKind.LINK:
        to = statement.values["to"]
        where = {NONE: "", NEW: own}.get(to, first_copies.get(to, to))
        yield statement.about, Pin(statement.number, where, founds=to == NEW)
    elif statement.kind is StatementKind.SPLIT:
        off = first_copies.get(statement.about, statement.about)
        for sha256 in _messages(statement):
            yield sha256, Pin(statement.number, own, off=off)


def _messages(statement: Statement) -> list[str]:
    return statement.values["messages"].split()


def _standing(wishes: Mapping[str, Pin], evidence: set[str]) -> dict[str, Pin]:
    """The pins whose application can be there: the last first, since a later pin may take its key away."""
    there = evidence | {pin.to for pin in wishes.values() if pin.founds}
    pins: dict[str, Pin] = {}
    for key, pin in sorted(wishes.items(), key=lambda wish: -wish[1].number):
        if not pin.to or (pin.to in there and pin.to != key and not _is_moved(pin.to, pin.number, pins)):
            pins[key] = pin
    return pins


def _is_moved(key: str, number: int, pins: Mapping[str, Pin]) -> bool:
    """Has a later statement said where this mail belongs?"""
    return key in pins and pins[key].number > number


def _unions(
    statements: Sequence[Statement], first_copies: Mapping[str, str], pins: Mapping[str, Pin]
) -> dict[str, tuple[str, ...]]:
    unions: dict[str, tuple[str, ...]] = {}
    for statement in statements:
        if statement.kind is not StatementKind.MERGE:
            continue
        named = (first_copies.get(key, key) for key in (statement.about, *statement.values["others"].split()))
        keys = [key for key in named if not _is_moved(key, statement.number, pins)]
        union = tuple(dict.fromkeys(each for key in keys for each in unions.get(key, (key,))))
        unions.update(dict.fromkeys(union, union))
    return unions
