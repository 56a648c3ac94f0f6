"""Which schema a file has, and how it comes by the present one. Alembic is imported only when there is work for it."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from inbox_watch.errors import CannotWrite
from inbox_watch.store.database import Database
from inbox_watch.store.faults import damaged

# Every page of `migrations/versions` that changes a file, oldest first; a test holds the two together. No file is
# brought up to date for the pages between, which are for servers.
REVISIONS = ("0001", "0002", "0003", "0004")


def check_version(database: Database) -> None:
    """Bring an older file up to date; refuse a newer one, or one that is not ours, untouched."""
    version = version_of(database)
    if version == REVISIONS[-1]:
        return
    if version not in REVISIONS:
        raise CannotWrite(
            f"{database.path} was written by a newer inbox_watch (its schema is {version}, this program knows "
            f"{REVISIONS[-1]}) and was not changed: upgrade inbox_watch."
        )
    if database.read_only:
        raise CannotWrite(
            f"{database.path} was written by an older inbox_watch: run `inbox-watch poll` to bring it up to date."
        )
    upgrade(database)


def upgrade(database: Database) -> None:
    """Bring a file of an older schema, or an empty one, up to date in one transaction."""
    with database.writing() as connection:
        migrate(connection, REVISIONS[-1])


def version_of(database: Database) -> str:
    """The schema a file has; raises CannotWrite where it is no store."""
    with database.reading() as connection:
        ours = all(inspect(connection).has_table(name) for name in ("alembic_version", "findings"))
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if ours else None
    if version is None:
        raise damaged(database.path, "it has no schema version")
    return str(version)


def migrate(connection: Connection, page: str) -> None:
    """Run Alembic up to a page; its import costs more than a poll of an idle mailbox should."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "inbox_watch.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, page)
