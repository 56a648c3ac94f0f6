"""A new version without a stop: programs of the last release work on with the schema of this one.

`statements_of_0006.txt` is what the program whose last page is 0006 said to a server while its tests ran, a statement a
line. A release that moves `FITS_FROM` on brings the file of its own page along.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.postgres import ADMIN

if TYPE_CHECKING:
    from tests.support.postgres import Postgres

_numbers = count(1)
_OURS = "n.nspname IN ('inbox_watch', 'fleet')"
_COLUMNS = (
    "SELECT c.oid::regclass || '.' || attname, format_type(atttypid, atttypmod), attnotnull::text, "
    "coalesce(pg_get_expr(adbin, adrelid), '') FROM pg_attribute JOIN pg_class c ON c.oid = attrelid "
    "JOIN pg_namespace n ON n.oid = relnamespace LEFT JOIN pg_attrdef ON (adrelid, adnum) = (attrelid, attnum) "
    f"WHERE {_OURS} AND relkind = 'r' AND attnum > 0 AND NOT attisdropped"
)
_CONSTRAINTS = (
    "SELECT conrelid::regclass || ' ' || conname, pg_get_constraintdef(k.oid) FROM pg_constraint k "
    f"JOIN pg_class c ON c.oid = conrelid JOIN pg_namespace n ON n.oid = relnamespace WHERE {_OURS}"
)


class Upgraded:
    """A database of the oldest program that may go on, brought up to date by this one."""

    def __init__(self, postgres: Postgres) -> None:
        from inbox_watch.store.server.engine import engine_of
        from inbox_watch.store.server.prepare import ROLES, prepare
        from inbox_watch.store.server.versions import FITS_FROM
        from inbox_watch.store.versions import migrate

        self.postgres, self.name = postgres, f"upgraded{next(_numbers)}"
        url = postgres.database(self.name)
        for role in ROLES:
            if not postgres.sql(f"SELECT 1 FROM pg_roles WHERE rolname = '{role}'"):
                postgres.sql(f"CREATE ROLE {role}")
        engine = engine_of(url, connections=1)
        with engine.begin() as connection:
            for schema in ("inbox_watch", "fleet"):
                connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
            migrate(connection, FITS_FROM)
        engine.dispose()
        self.before = self.catalogue()
        prepare(url)

    def catalogue(self, step: str = "") -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
        """Every column with type, NOT NULL and default, and every constraint: after a step that is taken back."""
        import psycopg

        with closing(psycopg.connect(self.postgres.url(self.name, ADMIN))) as connection:
            if step:
                connection.execute(step)
            columns = {row[0]: tuple(row[1:]) for row in connection.execute(_COLUMNS)}
            constraints = {row[0]: row[1] for row in connection.execute(_CONSTRAINTS)}
            connection.rollback()
        return columns, constraints

    def contracted(self, step: str = "") -> list[str]:
        """What the last release would miss, or be asked for and not give."""
        return list(_contracted(self.before, self.catalogue(step)))


def _contracted(before: Any, after: Any) -> Iterator[str]:
    tables = {name.rpartition(".")[0] for name in before[0]}
    for name, column in before[0].items():
        if name not in after[0]:
            yield f"{name} is gone"
        elif after[0][name] != column:
            yield f"{name} was {column}"
    for name, (_, not_null, default) in after[0].items():
        if name not in before[0] and name.rpartition(".")[0] in tables and not_null == "true" and not default:
            yield f"{name} is wanted"
    for name, constraint in after[1].items():
        if name.partition(" ")[0] in tables and before[1].get(name) != constraint:
            yield f"{name} is new"


@pytest.fixture(scope="module")
def upgraded(postgres: Postgres) -> Upgraded:
    return Upgraded(postgres)


def test_no_page_since_then_takes_away_or_asks_for_more(upgraded: Upgraded) -> None:
    assert upgraded.contracted() == []


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ("ALTER TABLE inbox_watch.notes DROP COLUMN value", "inbox_watch.notes.value is gone"),
        ("ALTER TABLE inbox_watch.notes RENAME COLUMN value TO text", "inbox_watch.notes.value is gone"),
        ("DROP TABLE inbox_watch.notes", "inbox_watch.notes.value is gone"),
        (
            "ALTER TABLE inbox_watch.reads ALTER until TYPE numeric",
            "inbox_watch.reads.until was ('bigint', 'true', '')",
        ),
        (
            "ALTER TABLE inbox_watch.sightings ALTER sha256 SET NOT NULL",
            "inbox_watch.sightings.sha256 was ('text', 'false', '')",
        ),
        ("ALTER TABLE inbox_watch.notes ADD COLUMN seen integer NOT NULL", "inbox_watch.notes.seen is wanted"),
        (
            "ALTER TABLE inbox_watch.notes ADD CONSTRAINT few CHECK (name < value)",
            "inbox_watch.notes few is new",
        ),
    ],
)
def test_a_page_that_did_would_be_found(upgraded: Upgraded, step: str, found: str) -> None:
    assert found in upgraded.contracted(step)
    assert upgraded.contracted() == []


def statements() -> list[str]:
    text = (Path(__file__).parent / "statements_of_0006.txt").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_they_are_of_the_oldest_program_that_may_go_on() -> None:
    from inbox_watch.store.server.versions import FITS_FROM

    assert FITS_FROM == "0006"
    said = " ".join(statements())
    for table in ("findings", "sightings", "outbox", "fleet.turns", "fleet.standings", "fleet.consents"):
        assert re.search(rf"(?:FROM|INTO|UPDATE) {table}\b", said), table


def test_every_statement_of_the_last_release_fits_the_schema_of_this_one(upgraded: Upgraded) -> None:
    """Each is prepared and planned as a worker: names, types and rights are looked up, and nothing is written."""
    import psycopg

    login = f"old_{upgraded.name}"
    upgraded.postgres.login(login, "inbox_watch_app", "inbox_watch_office")
    misfits = []
    with closing(psycopg.connect(upgraded.postgres.url(upgraded.name, login), autocommit=True)) as connection:
        connection.execute("SET search_path = inbox_watch, pg_temp")
        connection.execute("SET inbox_watch.client = 'c-0001'")
        for statement in statements():
            try:
                _plan(connection, statement)
            except psycopg.Error as error:
                misfits.append((statement, str(error)))
    assert misfits == []


def _plan(connection: Any, statement: str) -> None:
    names = list[str]()

    def numbered(found: re.Match[str]) -> str:
        if not found[1] or found[1] not in names:
            names.append(found[1])
            return f"${len(names)}"
        return f"${names.index(found[1]) + 1}"

    text = re.sub(r"%(?:\((\w+)\))?s", numbered, statement).replace("%%", "%")
    given = f"({', '.join(['NULL'] * len(names))})" if names else ""
    connection.execute(f"PREPARE asked AS {text}")
    try:
        connection.execute(f"EXPLAIN EXECUTE asked{given}")
    finally:
        connection.execute("DEALLOCATE asked")
