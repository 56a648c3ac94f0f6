"""Which schema a database has: brought up to date by its owner (`prepare`), never by who works with it."""

from __future__ import annotations

from sqlalchemy import Connection

from inbox_watch.errors import ConfigError

# Every page of the history, oldest first, those that change nothing in a file among them; a test holds them together.
PAGES = ("0001", "0002", "0003", "0004", "0005", "0006")


def check_version(connection: Connection, name: str) -> None:
    """Refuse a database of another version than this program's."""
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if version not in PAGES:
        raise ConfigError(f"{name} was prepared by a newer inbox_watch (its schema is {version}): upgrade inbox_watch.")
    if version != PAGES[-1]:
        raise ConfigError(f"{name} was prepared by an older inbox_watch: prepare it anew with this one.")
