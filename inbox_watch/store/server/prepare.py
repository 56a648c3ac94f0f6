"""A database made ready: roles, tables, and who may do what; in one transaction, and as often as one likes."""

from __future__ import annotations

from sqlalchemy import Connection

from inbox_watch.errors import ConfigError
from inbox_watch.store.server.coach import make_views
from inbox_watch.store.server.engine import SCHEMA, SESSION, engine_of, name_of
from inbox_watch.store.server.faults import translated
from inbox_watch.store.server.pulse import COLUMNS
from inbox_watch.store.server.versions import PAGES, note_fit
from inbox_watch.store.versions import migrate

OLDEST = 13

# Group roles: a login is a member of those whose work it does. None of them owns anything or passes row security by.
ROLES = ("inbox_watch_app", "inbox_watch_office", "inbox_watch_coach", "inbox_watch_engine", "inbox_watch_monitor")

# What each may do and nothing else, of all rows or those of its client as the policies of the tables say.
_RIGHTS = (
    f"REVOKE ALL ON ALL TABLES IN SCHEMA {SCHEMA}, fleet FROM {', '.join(ROLES)}",
    f"GRANT USAGE ON SCHEMA {SCHEMA}, fleet TO inbox_watch_app",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {SCHEMA} TO inbox_watch_app",
    f"REVOKE INSERT, UPDATE, DELETE ON {SCHEMA}.alembic_version FROM inbox_watch_app",
    "GRANT SELECT, INSERT, UPDATE ON fleet.turns, fleet.numbers TO inbox_watch_app",
    "GRANT SELECT ON fleet.clients TO inbox_watch_app",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON fleet.standings, fleet.looks TO inbox_watch_app",
    "REVOKE ALL ON FUNCTION fleet.next_number FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION fleet.next_number TO inbox_watch_app",
    "GRANT USAGE ON SCHEMA fleet TO inbox_watch_office",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON fleet.clients, fleet.consents TO inbox_watch_office",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON fleet.mailboxes TO inbox_watch_office",
    "GRANT USAGE ON SCHEMA fleet TO inbox_watch_engine",
    "GRANT SELECT, UPDATE ON fleet.mailboxes TO inbox_watch_engine",
    "GRANT SELECT, INSERT, UPDATE ON fleet.healths TO inbox_watch_engine",
    "GRANT USAGE ON SCHEMA fleet TO inbox_watch_monitor",
    f"GRANT SELECT ({', '.join(COLUMNS)}) ON fleet.mailboxes TO inbox_watch_monitor",
    "GRANT SELECT ON fleet.healths TO inbox_watch_monitor",
)


def prepare(url: str) -> None:
    """Make a database of PostgreSQL ready for this program, or bring it up to date.

    The login of the URL owns what is made; it may make schemas, and roles where those of `ROLES` are missing. Clients
    may be polled meanwhile.
    """
    name = name_of(url)
    engine = engine_of(url, connections=1, session={**SESSION, "statement_timeout": "0"})
    try:
        with translated(name), engine.begin() as connection:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtextextended('inbox_watch prepare', 0))")
            _check_server(connection, name)
            _make_roles(connection)
            connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            connection.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS fleet")
            migrate(connection, PAGES[-1])
            note_fit(connection)
            for right in _RIGHTS:
                connection.exec_driver_sql(right)
            make_views(connection)
    finally:
        engine.dispose()


def _check_server(connection: Connection, name: str) -> None:
    major = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
    if major < OLDEST:
        raise ConfigError(f"{name} runs PostgreSQL {major}: it has to be {OLDEST} or newer.")
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise ConfigError(f"{name} is encoded as {encoding}: make a database with ENCODING 'UTF8'.")


def _make_roles(connection: Connection) -> None:
    there = set(connection.exec_driver_sql("SELECT rolname FROM pg_roles").scalars())
    for role in ROLES:
        if role not in there:
            connection.exec_driver_sql(f"CREATE ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")
