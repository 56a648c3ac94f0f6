"""How a table comes to belong to clients, on PostgreSQL: as unchanging as the released pages that call it."""

from __future__ import annotations

from collections.abc import Iterable

from alembic import op
from sqlalchemy import Text, inspect

_TEXT = 'text COLLATE "C"'  # sorts by octets, as SQLite does


def on_a_server() -> bool:
    """Is this the history of a server, and not of a file?"""
    return op.get_bind().dialect.name == "postgresql"


def belong_to_clients(table: str, schema: str = "inbox_watch") -> None:
    """Give an empty table the column `client`, first in its key and in every index, and hide the rows of others.

    Who sets no client can insert nothing and sees nothing; a client who is removed takes all rows along.
    """
    there = inspect(op.get_bind())
    name = f"{schema}.{table}"
    _add_client(name, table)
    for column in there.get_columns(table, schema=schema):
        if isinstance(column["type"], Text):
            op.execute(f"ALTER TABLE {name} ALTER COLUMN {column['name']} TYPE {_TEXT}")
    key = _after_client(there.get_pk_constraint(table, schema=schema)["constrained_columns"])
    op.execute(f"ALTER TABLE {name} DROP CONSTRAINT IF EXISTS pk_{table}, ADD CONSTRAINT pk_{table} PRIMARY KEY {key}")
    for index in there.get_indexes(table, schema=schema):
        op.execute(f"DROP INDEX {schema}.{index['name']}")
        op.execute(f"CREATE INDEX {index['name']} ON {name} {_after_client(index['column_names'])}")
    show_to_its_client(name)


def show_to_its_client(name: str) -> None:
    """Show the application the rows of the client that its transaction is about, and nobody else any."""
    op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY of_client ON {name} TO inbox_watch_app "
        "USING (client = current_setting('inbox_watch.client', true))"
    )


def _add_client(name: str, table: str) -> None:
    op.execute(
        f"ALTER TABLE {name} ADD COLUMN client {_TEXT} NOT NULL "
        f"CONSTRAINT fk_{table}_client REFERENCES fleet.clients ON DELETE CASCADE"
    )
    # Not in one: a column with a default would ask for the client of this transaction, and there is none.
    op.execute(f"ALTER TABLE {name} ALTER COLUMN client SET DEFAULT current_setting('inbox_watch.client')")


def _after_client(columns: Iterable[str | None]) -> str:
    return f"({', '.join(['client', *map(str, columns)])})"
