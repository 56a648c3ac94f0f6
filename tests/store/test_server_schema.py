"""The schema on a server: that of a file, and every row with its client, which no later page may forget."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import BigInteger, Integer, Text, inspect

from inbox_watch.store.schema import metadata

if TYPE_CHECKING:
    from sqlalchemy import Inspector

    from tests.store.clients import Clients

# What is no memory of anybody's.
NOBODYS = {"inbox_watch.alembic_version", "fleet.healths"}
# Who but the application sees rows, and of which tables: all of them, or as its policy says.
OTHER_POLICIES = {
    *((f"fleet.{table}", "of_office", "inbox_watch_office") for table in ("clients", "consents", "mailboxes")),
    ("fleet.mailboxes", "of_engine", "inbox_watch_engine"),
    ("fleet.mailboxes", "of_monitor", "inbox_watch_monitor"),
    *((f"fleet.{table}", "of_coach", "owner") for table in ("consents", "standings", "looks")),
}
OURS = "n.nspname IN ('inbox_watch', 'fleet', 'coach')"


@pytest.fixture
def there(clients: Clients) -> Iterator[Inspector]:
    with clients.server.engine.begin() as connection:
        yield inspect(connection)


def ask(clients: Clients, statement: str) -> set[str]:
    return set(clients.postgres.sql(statement, clients.database).splitlines())


def tables(clients: Clients) -> set[str]:
    return ask(
        clients,
        "SELECT n.nspname || '.' || relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
        f"WHERE {OURS} AND relkind IN ('r', 'p', 'm', 'f')",
    )


def test_it_is_the_schema_of_a_file(there: Inspector) -> None:
    names = set(there.get_table_names(schema="inbox_watch")) - {"alembic_version"}
    assert names == set(metadata.tables)
    for name, table in metadata.tables.items():
        columns = {each["name"]: each for each in there.get_columns(name, schema="inbox_watch")}
        assert list(columns) == [*table.columns.keys(), "client"]
        for column in table.columns:
            assert columns[column.name]["nullable"] == column.nullable
            assert isinstance(columns[column.name]["type"], _kind(column.type))
        key = there.get_pk_constraint(name, schema="inbox_watch")
        assert key["name"] == table.primary_key.name
        assert key["constrained_columns"] == ["client", *table.primary_key.columns.keys()]
        indexes = {each["name"]: each["column_names"] for each in there.get_indexes(name, schema="inbox_watch")}
        assert indexes == {index.name: ["client", *index.columns.keys()] for index in table.indexes}


def _kind(column: object) -> type[Text | Integer]:
    shape = getattr(column, "impl", column)
    return next(kind for kind in (Text, BigInteger, Integer) if isinstance(shape, kind))


def test_every_row_has_a_client_that_is_enrolled(clients: Clients) -> None:
    """Key and indexes begin with it, its default is the client of the transaction, and it goes with the client."""
    with_client = ask(
        clients,
        "SELECT n.nspname || '.' || relname FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid "
        "JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_attrdef ON (adrelid, adnum) = (attrelid, attnum) "
        f"WHERE {OURS} AND relkind = 'r' AND attname = 'client' AND attnotnull "
        "AND pg_get_expr(adbin, adrelid) = 'current_setting(''inbox_watch.client''::text)'",
    )
    assert with_client == tables(clients) - NOBODYS
    elsewhere = ask(
        clients,
        "SELECT n.nspname || '.' || i.relname FROM pg_index x JOIN pg_class i ON i.oid = indexrelid "
        "JOIN pg_namespace n ON n.oid = i.relnamespace JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0] "
        f"WHERE {OURS} AND attname <> 'client'",
    )
    assert elsewhere == {
        "inbox_watch.alembic_version_pkc",
        "fleet.ix_consents_coach",
        "fleet.ix_mailboxes_due",
        "fleet.ix_mailboxes_send",
        "fleet.ix_mailboxes_slow",
        "fleet.pk_healths",
    }
    cascading = ask(
        clients,
        "SELECT conrelid::regclass FROM pg_constraint WHERE confdeltype = 'c' "
        "AND confrelid = 'fleet.clients'::regclass",
    )
    assert cascading == with_client - {"fleet.clients"}


def test_every_table_hides_the_rows_of_others(clients: Clients) -> None:
    forced = ask(
        clients,
        "SELECT n.nspname || '.' || relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
        f"WHERE {OURS} AND relrowsecurity AND relforcerowsecurity",
    )
    assert forced == tables(clients) - NOBODYS
    policies = {
        tuple(line.split("|"))
        for line in ask(
            clients,
            "SELECT schemaname || '.' || tablename, policyname, array_to_string(roles, ' ') FROM pg_policies "
            "WHERE permissive = 'PERMISSIVE'",
        )
    }
    assert policies == {(table, "of_client", "inbox_watch_app") for table in forced} | OTHER_POLICIES
    conditions = ask(clients, "SELECT qual, with_check FROM pg_policies WHERE policyname = 'of_client'")
    assert conditions == {"(client = current_setting('inbox_watch.client'::text, true))|"}


def test_text_sorts_by_octets_as_in_a_file(clients: Clients) -> None:
    others = ask(
        clients,
        "SELECT attrelid::regclass || '.' || attname FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid "
        "JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_collation k ON k.oid = attcollation "
        f"WHERE {OURS} AND relkind = 'r' AND collname <> 'C'",
    )
    assert others == {"inbox_watch.alembic_version.version_num"}


def test_who_works_with_it_owns_nothing_and_passes_no_row_security_by(clients: Clients) -> None:
    from inbox_watch.store.server.prepare import ROLES

    strong = ask(
        clients,
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'inbox_watch%' "
        "AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication OR rolcanlogin)",
    )
    assert strong == set()
    owners = ask(
        clients,
        "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
        f"WHERE {OURS}",
    )
    assert owners == {"owner"}
    may_create = [
        role
        for role in ROLES
        for schema in ("inbox_watch", "fleet")
        if ask(clients, f"SELECT has_schema_privilege('{role}', '{schema}', 'CREATE')") != {"f"}
    ]
    assert may_create == []


def test_who_works_with_it_may_do_what_the_work_needs(clients: Clients) -> None:
    rights = ask(
        clients,
        "SELECT grantee, table_schema || '.' || table_name, "
        "string_agg(left(privilege_type, 1), '' ORDER BY privilege_type) FROM information_schema.role_table_grants "
        "WHERE grantee IN ('inbox_watch_app', 'inbox_watch_office', 'inbox_watch_engine', "
        "'inbox_watch_monitor', 'public') "
        "GROUP BY 1, 2",
    )
    memory = {f"inbox_watch.{name}": "DISU" for name in metadata.tables}
    counters = {"fleet.turns": "ISU", "fleet.numbers": "ISU", "fleet.clients": "S", "inbox_watch.alembic_version": "S"}
    application = {**memory, **counters, "fleet.standings": "DISU", "fleet.looks": "DISU"}
    office = {f"fleet.{table}": "DISU" for table in ("clients", "consents", "mailboxes")}
    engine = {"fleet.mailboxes": "SU", "fleet.healths": "ISU"}
    assert rights == {
        "inbox_watch_monitor|fleet.healths|S",
        *(f"inbox_watch_app|{table}|{letters}" for table, letters in application.items()),
        *(f"inbox_watch_office|{table}|{letters}" for table, letters in office.items()),
        *(f"inbox_watch_engine|{table}|{letters}" for table, letters in engine.items()),
    }


def test_a_database_is_prepared_as_often_as_one_likes(clients: Clients) -> None:
    from inbox_watch.store.server.prepare import prepare

    before = schema_of(clients)
    prepare(clients.postgres.url(clients.database))
    assert schema_of(clients) == before


def test_rights_that_were_given_by_hand_end_when_it_is_prepared(clients: Clients) -> None:
    from inbox_watch.store.server.prepare import prepare

    before = schema_of(clients)
    clients.postgres.sql("GRANT ALL ON inbox_watch.findings, fleet.consents TO inbox_watch_coach", clients.database)
    assert schema_of(clients) != before
    prepare(clients.postgres.url(clients.database))
    assert schema_of(clients) == before


def schema_of(clients: Clients) -> list[str]:
    lines = clients.postgres.run("pg_dump", "--schema-only", clients.database).splitlines()
    return [line for line in lines if not line.startswith(("\\restrict", "\\unrestrict"))]  # of one dump only
